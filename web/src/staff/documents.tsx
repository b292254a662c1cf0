import { useTranslation } from "react-i18next";
import { askedWith } from "#shared/catalogue/joint-parts.ts";
import { inSituation } from "#shared/catalogue/situation.ts";
import { useMaterialName, useMaterialSource } from "../case/content.tsx";
import { FileList } from "../kit/file-preview.tsx";
import type { Case, CaseMaterial, Item } from "../shared/api-types.ts";
import { contentOf } from "../shared/files/content.ts";

/** What was handed in, and what was not. */
export function Documents({ of, item }: { of: Case; item: Item }) {
  const { t } = useTranslation();
  const name = useMaterialName(item);
  const source = useMaterialSource();
  const order = item.materials.map(({ materialId }) => materialId);
  const materials = of.materials.toSorted(
    (a, b) => order.indexOf(a.materialId) - order.indexOf(b.materialId),
  );
  const missing = askedWith(inSituation(item, of.situation), of.answers ?? {}).materials.filter(
    ({ materialId }) => !of.materials.some((material) => material.materialId === materialId),
  );
  /** How far it can be relied on; how it came only where that says something more. */
  const factsOf = (material: CaseMaterial): string => {
    const trust = t(`case.trust.${material.trust}`);
    return material.documentId || material.commitment ? trust : `${source(material)} · ${trust}`;
  };
  return (
    <section className="card" aria-labelledby="documents">
      <h2 id="documents">{t("case.materials")}</h2>
      <FileList
        contentOf={(documentId) => contentOf(documentId, of.caseNumber)}
        files={materials.map((material) => ({
          key: `${material.materialId} ${material.documentId ?? ""}`,
          name: name(material.materialId),
          facts: factsOf(material),
          documentId: material.documentId,
        }))}
      >
        {missing.map(({ materialId }) => (
          <li key={materialId} className="facts">
            {t("staff.notProvided", { name: name(materialId) })}
          </li>
        ))}
      </FileList>
    </section>
  );
}
