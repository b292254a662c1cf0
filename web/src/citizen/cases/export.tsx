import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { read } from "../../shared/api.ts";
import type { Page } from "../../shared/api-types.ts";
import { save } from "../../shared/files/content.ts";
import { ErrorMessage } from "../../shared/query-view.tsx";

/** 导出我的数据: everything that is kept of one's cases, notices, questions and policies (PIPL Art. 45), in one file. */
export function Export() {
  const { t } = useTranslation();
  const fetching = useMutation({
    mutationFn: async () => {
      const items: unknown[] = [];
      let elsewhere: unknown;
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: Page<unknown> & { elsewhere?: unknown } = await read(
          `/v1/me/export${cursor && `?cursor=${encodeURIComponent(cursor)}`}`,
        );
        items.push(...page.items);
        elsewhere ??= page.elsewhere;
        cursor = page.nextCursor;
      }
      save(
        new File([JSON.stringify({ items, elsewhere }, null, 2)], "tongban.json", {
          type: "application/json",
        }),
      );
    },
  });
  return (
    <>
      <button type="button" className="quiet" disabled={fetching.isPending} onClick={() => fetching.mutate()}>
        {fetching.isPending ? t("loading") : t("case.export")}
      </button>
      <ErrorMessage error={fetching.error} />
    </>
  );
}
