import { useTranslation } from "react-i18next";
import type { PageProps } from "../app/pages.tsx";
import type { Department, Item, Limit } from "../shared/api.ts";
import { Loaded } from "../shared/loaded.tsx";
import { useRead, useText } from "../shared/use-read.ts";

/** 办事指南: what an item asks for, how long it takes and by which law. */
export default function ItemGuide({ parameter }: PageProps) {
  const item = useRead<Item>(`/v1/items/${parameter}`);
  const departments = useRead<{ items: Department[] }>("/v1/departments");
  return (
    <Loaded of={item}>
      {(found) => (
        <Guide
          item={found}
          department={departments.data?.items.find(({ code }) => code === found.department)}
        />
      )}
    </Loaded>
  );
}

function Guide({ item, department }: { item: Item; department: Department | undefined }) {
  const { t } = useTranslation();
  const text = useText();
  const inWords = ({ days, unit }: Limit): string =>
    days === 0 ? t("guide.atOnce") : t(`guide.${unit}`, { count: days });
  return (
    <article>
      <h1>{text(item.name)}</h1>
      <dl className="summary">
        <div>
          <dt>{t("guide.department")}</dt>
          <dd>{department ? text(department.name) : item.department}</dd>
        </div>
        <div>
          <dt>{t("guide.promised")}</dt>
          <dd>{inWords(item.promisedLimit)}</dd>
        </div>
        <div>
          <dt>{t("guide.legal")}</dt>
          <dd>{inWords(item.legalLimit)}</dd>
        </div>
      </dl>
      <h2>{t("guide.conditions")}</h2>
      <p>{text(item.conditions)}</p>
      <h2>{t("guide.materials")}</h2>
      {item.materials.length === 0 ? (
        <p>{t("guide.noMaterials")}</p>
      ) : (
        <ol>
          {item.materials.map(({ materialId, name, necessity }) => (
            <li key={materialId}>
              {text(name)} <span className="facts">{t(`guide.${necessity}`)}</span>
            </li>
          ))}
        </ol>
      )}
      <h2>{t("guide.legalBasis")}</h2>
      <ul lang="zh-CN">
        {item.legalBasis.map((basis) => (
          <li key={basis}>{basis}</li>
        ))}
      </ul>
      <button type="button" className="on-screen" onClick={() => window.print()}>
        {t("guide.print")}
      </button>
    </article>
  );
}
