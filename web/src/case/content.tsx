import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Case, CaseMaterial, Item } from "../shared/api-types.ts";
import { useDates } from "../shared/dates.ts";
import { Facts } from "../shared/facts.tsx";
import { DocumentButton } from "../shared/files/document-button.tsx";
import { answerIn, askedFields, type FormSchema, resolved, titleIn } from "../shared/form/schema.ts";
import { SituationGiven } from "../shared/situation/later.tsx";
import { useText } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";

/** What was applied with. */
type Content = Pick<Case, "caseNumber" | "answers" | "situation" | "materials" | "personalDataDeleted">;

/** What was filled in. */
export function Answers({ of, item }: { of: Content; item: Item }) {
  const { t, i18n } = useTranslation();
  const form = item.form as FormSchema;
  if (of.personalDataDeleted) return <p>{t("case.personalDataDeleted")}</p>;
  return (
    <>
      {of.situation && (
        <Suspense>
          <SituationGiven item={item} answers={of.situation} />
        </Suspense>
      )}
      <Facts
        rows={askedFields(form, of.answers).map(({ name, field }) => {
          const schema = resolved(field, form);
          return [
            titleIn(schema, i18n.language),
            answerIn(schema, of.answers[name], i18n.language, t("form.yes"), t("form.no")),
          ];
        })}
      />
    </>
  );
}

export function useMaterialName(item: Item): (materialId: string) => string {
  const text = useText();
  return (materialId) => {
    const found = item.materials.find((material) => material.materialId === materialId);
    return found ? text(found.name) : materialId;
  };
}

/** How a material was provided. */
export function useMaterialSource(): (material: CaseMaterial) => string {
  const { t } = useTranslation();
  return ({ licenceId, commitment, until }) =>
    licenceId
      ? t("case.byLicence")
      : commitment
        ? t("case.byCommitment")
        : until
          ? t("case.byDay", { day: until })
          : t("case.byFile");
}

/** The documents that were handed in. */
export function Materials({ of, item }: { of: Content; item: Item }) {
  const { t } = useTranslation();
  const name = useMaterialName(item);
  const source = useMaterialSource();
  if (of.personalDataDeleted) return null;
  if (of.materials.length === 0) return <p>{t("case.noMaterials")}</p>;
  return (
    <ul className="plain">
      {of.materials.map((material) => (
        <li key={`${material.materialId} ${material.documentId ?? ""}`} className="upload">
          <span>
            {name(material.materialId)}
            <span className="facts">
              {source(material)} · {t(`case.trust.${material.trust}`)}
            </span>
          </span>
          {material.documentId && (
            <DocumentButton
              documentId={material.documentId}
              caseNumber={of.caseNumber}
              name={name(material.materialId)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** What the law wants in writing (文书). */
export function OfficialDocuments({ of }: { of: Case }) {
  const { t } = useTranslation();
  const text = useText();
  const { day } = useDates();
  if (of.officialDocuments.length === 0) return null;
  return (
    <section className="card" aria-labelledby="official-documents">
      <h2 id="official-documents">{t("case.officialDocuments")}</h2>
      <ul className="plain">
        {of.officialDocuments.map((document) => (
          <li key={document.documentId} className="upload">
            <span>
              {text(document.title)}
              <span className="facts">
                {document.number && (
                  <>
                    <Written text={document.number} /> ·{" "}
                  </>
                )}
                {day(document.issuedAt)}
              </span>
            </span>
            <DocumentButton
              documentId={document.documentId}
              caseNumber={of.caseNumber}
              name={text(document.title)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
