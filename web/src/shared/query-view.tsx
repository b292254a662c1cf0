import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "./api.ts";
import type { Page } from "./api-types.ts";
import { Written } from "./written.tsx";

type Props<Body> = {
  query: UseQueryResult<Body> | UseInfiniteQueryResult<Body>;
  children: (body: Body) => ReactNode;
};

/** The result of a query; while it loads a status, and a message with a button when it failed. */
export function QueryView<Body>({ query, children }: Props<Body>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <p role="status">{t("loading")}</p>;
  const detail = query.error instanceof ApiProblem ? query.error.message : "";
  return (
    <div role="alert" className="problem">
      <p>{detail || t("failed")}</p>
      <button type="button" onClick={() => query.refetch()}>
        {t("retry")}
      </button>
    </div>
  );
}

/** The button under a list that has more. */
export function LoadMore({
  query,
}: {
  query: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
}) {
  const { t } = useTranslation();
  if (!query.hasNextPage) return null;
  return (
    <button type="button" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
      {t("more")}
    </button>
  );
}

type PagedProps<Entry> = {
  query: UseInfiniteQueryResult<InfiniteData<Page<Entry>>>;
  /** What is there when the list is empty. */
  none: ReactNode;
  children: (all: Entry[]) => ReactNode;
};

/** A list as far as it is loaded, and the button that loads more. */
export function PagedView<Entry>({ query, none, children }: PagedProps<Entry>) {
  return (
    <QueryView query={query}>
      {(loaded) => {
        const all = loaded.pages.flatMap(({ items }) => items);
        if (all.length === 0 && !query.hasNextPage) return <div className="panel">{none}</div>;
        return (
          <>
            {children(all)}
            <LoadMore query={query} />
          </>
        );
      }}
    </QueryView>
  );
}

/** Why something did not work, in one sentence. */
export function ErrorMessage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <p role="alert" className="problem">
      <Written text={(error instanceof ApiProblem && error.message) || t("failed")} />
    </p>
  );
}
