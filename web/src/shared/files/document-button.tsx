import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorMessage } from "../query-view.tsx";
import { contentOf, save } from "./content.ts";

/** Saves a paper; its name says which one. */
export function DocumentButton({
  documentId,
  caseNumber,
  name,
}: {
  documentId: string;
  caseNumber: string;
  name: string;
}) {
  const { t } = useTranslation();
  const fetching = useMutation({ mutationFn: async () => save(await contentOf(documentId, caseNumber)) });
  return (
    <>
      <button
        type="button"
        className="quiet on-screen"
        disabled={fetching.isPending}
        onClick={() => fetching.mutate()}
      >
        {fetching.isPending ? t("loading") : t("files.save", { name })}
      </button>
      <ErrorMessage error={fetching.error} />
    </>
  );
}
