import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMaterialName, useMaterialSource } from "../case/content.tsx";
import type { Case, Item } from "../shared/api-types.ts";
import { contentOf, save } from "../shared/papers/content.ts";
import { QueryView } from "../shared/query-view.tsx";

/** What was handed in, one beside the form at a time: pictures and PDF are shown here. */
export function Documents({ of, item }: { of: Case; item: Item }) {
  const { t } = useTranslation();
  const name = useMaterialName(item);
  const source = useMaterialSource();
  const order = item.materials.map(({ materialId }) => materialId);
  const materials = of.materials.toSorted(
    (a, b) => order.indexOf(a.materialId) - order.indexOf(b.materialId),
  );
  const files = materials.filter(({ documentId }) => documentId);
  const [shown, setShown] = useState(files[0]?.documentId);
  const missing = item.materials.filter(
    ({ materialId }) => !of.materials.some((material) => material.materialId === materialId),
  );
  return (
    <section className="card" aria-labelledby="documents">
      <h2 id="documents">{t("case.materials")}</h2>
      <ul className="plain">
        {materials.map((material) => (
          <li key={`${material.materialId} ${material.documentId ?? ""}`}>
            {material.documentId ? (
              <button
                type="button"
                className="pick"
                aria-pressed={material.documentId === shown}
                onClick={() => setShown(material.documentId)}
              >
                {name(material.materialId)}
              </button>
            ) : (
              name(material.materialId)
            )}
            <span className="facts">
              {source(material)} · {t(`case.trust.${material.trust}`)}
            </span>
          </li>
        ))}
        {missing.map(({ materialId }) => (
          <li key={materialId} className="facts">
            {t("staff.notProvided", { name: name(materialId) })}
          </li>
        ))}
      </ul>
      {shown && <Preview key={shown} documentId={shown} of={of} />}
    </section>
  );
}

function Preview({ documentId, of: { caseNumber } }: { documentId: string; of: Case }) {
  const { t } = useTranslation();
  const content = useQuery({
    queryKey: ["content", documentId],
    queryFn: () => contentOf(documentId, caseNumber),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <QueryView query={content}>{(file) => <Shown file={file} label={t("staff.preview")} />}</QueryView>;
}

function Shown({ file, label }: { file: File; label: string }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<string>();
  const [turned, setTurned] = useState(0);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (!address) return null;
  const isPicture = file.type.startsWith("image/");
  return (
    <figure className="preview">
      {isPicture ? (
        <img src={address} alt={file.name} className={`turned-${turned}`} />
      ) : navigator.pdfViewerEnabled ? (
        <iframe src={address} title={`${label}: ${file.name}`} />
      ) : (
        <p className="hint">{t("staff.noPreview")}</p>
      )}
      <figcaption className="buttons">
        <span className="facts">{file.name}</span>
        {isPicture && (
          <button type="button" className="quiet" onClick={() => setTurned((turned + 90) % 360)}>
            {t("staff.turn")}
          </button>
        )}
        <button type="button" className="quiet" onClick={() => save(file)}>
          {t("papers.save", { name: file.name })}
        </button>
      </figcaption>
    </figure>
  );
}
