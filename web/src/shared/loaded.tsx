import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "./api.ts";
import type { Page } from "./api-types.ts";

type Props<Body> = {
  of: UseQueryResult<Body> | UseInfiniteQueryResult<Body>;
  children: (body: Body) => ReactNode;
};

/** What was asked for; until it is here a word of it, and a sentence and a button when it did not come. */
export function Loaded<Body>({ of: query, children }: Props<Body>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <p role="status">{t("loading")}</p>;
  const said = query.error instanceof ApiProblem ? query.error.message : "";
  return (
    <div role="alert" className="problem">
      <p>{said || t("failed")}</p>
      <button type="button" onClick={() => query.refetch()}>
        {t("retry")}
      </button>
    </div>
  );
}

/** The button under a list that has more. */
export function More({
  of: pages,
}: {
  of: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
}) {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  return (
    <button type="button" disabled={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
      {t("more")}
    </button>
  );
}

type PagedProps<Entry> = {
  of: UseInfiniteQueryResult<InfiniteData<Page<Entry>>>;
  /** What stands there when the list is empty. */
  none: ReactNode;
  children: (all: Entry[]) => ReactNode;
};

/** A list as far as it was asked for, and the way to more of it. */
export function Paged<Entry>({ of: pages, none, children }: PagedProps<Entry>) {
  return (
    <Loaded of={pages}>
      {(loaded) => {
        const all = loaded.pages.flatMap(({ items }) => items);
        if (all.length === 0 && !pages.hasNextPage) return <div className="panel">{none}</div>;
        return (
          <>
            {children(all)}
            <More of={pages} />
          </>
        );
      }}
    </Loaded>
  );
}

/** Why something did not work, in one sentence. */
export function Sorry({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <p role="alert" className="problem">
      {(error instanceof ApiProblem && error.message) || t("failed")}
    </p>
  );
}
