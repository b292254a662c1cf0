import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type * as z from "zod";
import type { listSearchMisses } from "#shared/catalogue/search/api.ts";
import { RecordTable } from "../../kit/record-list.tsx";
import { call } from "../../shared/api.ts";
import { ErrorMessage, QueryView } from "../../shared/query-view.tsx";
import { useRead } from "../../shared/use-read.ts";
import { NameAfter } from "../../shared/written.tsx";

type List = z.output<(typeof listSearchMisses)["answers"][200]["schema"]>;
type Props = { onAdd: (phrase: string) => void; onForgotten: () => void };

/** What people searched in vain, on how many days; each may become an everyday word. */
export function Misses({ onAdd, onForgotten }: Props) {
  const { t } = useTranslation();
  const misses = useRead<List>("/v1/search/misses");
  const forget = useMutation({
    mutationFn: (missId: string) => call("POST", "/v1/search/forgotten-misses", { body: { missId } }),
    onSuccess: onForgotten,
  });
  return (
    <section aria-labelledby="misses">
      <h2 id="misses">{t("words.misses")}</h2>
      <p>{t("words.missesIntro")}</p>
      <ErrorMessage error={forget.error} />
      <QueryView query={misses}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="panel">{t("words.noMisses")}</p>
          ) : (
            <RecordTable
              caption={t("words.misses")}
              rows={items}
              keyOf={({ missId }) => missId}
              columns={[
                { name: "phrase", heading: t("words.phrase"), cell: ({ phrase }) => phrase },
                { name: "days", heading: t("words.days"), cell: ({ days }) => days },
                {
                  name: "steps",
                  heading: t("words.steps"),
                  cell: ({ missId, phrase }) => (
                    <span className="buttons">
                      <button type="button" onClick={() => onAdd(phrase)}>
                        {t("words.add")}
                        <NameAfter text={phrase} />
                      </button>
                      <button type="button" onClick={() => forget.mutate(missId)}>
                        {t("words.forget")}
                        <NameAfter text={phrase} />
                      </button>
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </QueryView>
    </section>
  );
}
