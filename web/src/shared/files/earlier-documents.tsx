import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { read } from "../api.ts";
import type { Case, CaseSummary, Item, Page } from "../api-types.ts";
import { useDates } from "../dates.ts";
import { ErrorMessage } from "../query-view.tsx";
import { useText } from "../use-read.ts";
import { NameAfter, Written } from "../written.tsx";
import { contentOf } from "./content.ts";

type Earlier = { documentId: string; caseNumber: string; what: string; at: string };

/** How many of the newest cases are looked through. */
const casesLookedAt = 8;

/** Documents of one's own earlier cases, to be handed in again without looking for them (同一材料不重复提交). */
export function EarlierDocuments({ name, onFile }: { name: string; onFile: (file: File) => void }) {
  const { t } = useTranslation();
  const text = useText();
  const { day } = useDates();
  const [open, setOpen] = useState(false);
  const look = useMutation({
    mutationFn: async (): Promise<Earlier[]> => {
      const { items } = await read<Page<CaseSummary>>(`/v1/cases?limit=${casesLookedAt}`);
      const found = await Promise.all(
        items.map(async ({ caseNumber, itemCode, itemVersion, submittedAt }) => {
          const [whole, item] = await Promise.all([
            read<Case>(`/v1/cases/${caseNumber}`),
            read<Item>(`/v1/items/${itemCode}?version=${itemVersion}`),
          ]);
          return whole.materials.flatMap(({ materialId, documentId }) => {
            const material = item.materials.find((one) => one.materialId === materialId);
            return documentId && material
              ? [
                  {
                    documentId,
                    caseNumber,
                    what: `${text(material.name)} · ${text(item.name)}`,
                    at: submittedAt,
                  },
                ]
              : [];
          });
        }),
      );
      return found.flat();
    },
  });
  const take = useMutation({
    mutationFn: async ({ documentId, caseNumber }: Earlier) =>
      onFile(await contentOf(documentId, caseNumber)),
  });
  const toggle = (): void => {
    if (!open) look.mutate();
    setOpen(!open);
  };
  return (
    <div className="earlier">
      <button type="button" aria-expanded={open} onClick={toggle}>
        {t("files.earlier")}
        <NameAfter text={name} />
      </button>
      {open && look.isPending && <p role="status">{t("loading")}</p>}
      {open && look.data?.length === 0 && <p>{t("files.noEarlier")}</p>}
      {open && look.data && (
        <ul className="plain">
          {look.data.map((earlier) => (
            <li key={earlier.documentId} className="upload">
              <span>
                <Written text={earlier.what} />
                <span className="facts">{day(earlier.at)}</span>
              </span>
              <button type="button" disabled={take.isPending} onClick={() => take.mutate(earlier)}>
                {t("files.use")}
              </button>
            </li>
          ))}
        </ul>
      )}
      <ErrorMessage error={look.error ?? take.error} />
    </div>
  );
}
