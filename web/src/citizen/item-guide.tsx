import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { inSituation } from "#shared/catalogue/situation.ts";
import type { Department, Item, Material, Page } from "../shared/api-types.ts";
import { Facts } from "../shared/facts.tsx";
import { Sample } from "../shared/files/sample.tsx";
import { ItemName } from "../shared/item-name.tsx";
import { QueryView } from "../shared/query-view.tsx";
import { SituationQuestions } from "../shared/situation/later.tsx";
import { rememberedSituation, rememberSituation } from "../shared/situation/remembered.ts";
import { useRead, useText } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";
import { ItemFaqs } from "./consultations/item-faqs.tsx";

/** 办事指南: what an item asks for, how long it takes, what it costs and by which law. */
export default function ItemGuide() {
  const { itemCode } = useParams();
  const item = useRead<Item>(`/v1/items/${itemCode}`);
  const departments = useRead<Page<Department>>("/v1/departments");
  return (
    <QueryView query={item}>
      {(found) => (
        <Guide
          item={found}
          department={departments.data?.items.find(({ code }) => code === found.department)}
        />
      )}
    </QueryView>
  );
}

function Summary({ item, department }: { item: Item; department: Department | undefined }) {
  const { t } = useTranslation();
  const text = useText();
  const inWords = (limit: Item["legalLimit"]): string => {
    if ("months" in limit) return t("guide.month", { count: limit.months });
    if (!("days" in limit)) return t("guide.noLegalLimit");
    return limit.days === 0 ? t("guide.atOnce") : t(`guide.${limit.unit}`, { count: limit.days });
  };
  const facts = [
    [t("guide.department"), department ? text(department.name) : item.department],
    ...(item.organ ? [[t("guide.organ"), text(item.organ)] as const] : []),
    ...(item.review ? [[t("guide.review"), text(item.review.organ)] as const] : []),
    [t("guide.promised"), inWords(item.promisedLimit)],
    [t("guide.legal"), inWords(item.legalLimit)],
    [
      t("guide.visits"),
      item.visits === 0 ? t("guide.noVisit") : t("guide.visitCount", { count: item.visits }),
    ],
    [t("guide.fee"), item.fee.charged ? t("guide.charged") : t("guide.free")],
    [t("guide.result"), text(item.result.name)],
  ];
  return (
    <dl className="summary">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `bound`: asked only of whoever chooses the part of a joint matter that needs it. */
function MaterialFacts({ material, bound }: { material: Material; bound: boolean }) {
  const { t } = useTranslation();
  const text = useText();
  const { name, necessity, form, source, sourceNote, copies, originalNeeded, licenceType, commitment } =
    material;
  const facts = [
    t(`guide.forms.${form}`),
    ...(copies > 0 ? [t("guide.copies", { count: copies })] : []),
    ...(originalNeeded ? [t("guide.original")] : []),
    ...(source === "government" ? [t("guide.fromGovernment")] : []),
    ...(licenceType ? [t("guide.byLicence")] : []),
    ...(commitment ? [t("guide.byCommitment")] : []),
    ...(bound ? [t("guide.forChosenPart")] : []),
  ];
  return (
    <li>
      <strong>{text(name)}</strong> <span className="tag">{t(`guide.${necessity}`)}</span>
      <span className="facts">{facts.join(" · ")}</span>
      {sourceNote && <span className="facts">{text(sourceNote)}</span>}
      <Sample of={material} />
    </li>
  );
}

/** What a provincial guide says beside it, under the names that its columns have there. */
function MoreFacts({ extra }: { extra: Record<string, string> }) {
  const { t } = useTranslation();
  return (
    <details className="card">
      <summary>{t("guide.more")}</summary>
      <Facts rows={Object.entries(extra)} />
    </details>
  );
}

function Guide({ item: whole, department }: { item: Item; department: Department | undefined }) {
  const { t, i18n } = useTranslation();
  const text = useText();
  const [answers, setAnswers] = useState(() => rememberedSituation(whole.itemCode));
  const item = { ...inSituation(whole, answers), version: whole.version };
  const choosing = Object.values(item.joint?.optional ?? {});
  return (
    <article>
      <h1>
        <Written text={text(item.name)} />
      </h1>
      {item.untranslated && !i18n.language.startsWith("zh") && <p role="note">{t("guide.untranslated")}</p>}
      <Summary item={item} department={department} />
      <div className="buttons on-screen">
        <Link className="button primary" to={`/items/${item.itemCode}/apply`}>
          {t("guide.apply")}
        </Link>
        <button type="button" onClick={() => window.print()}>
          {t("guide.print")}
        </button>
      </div>
      <p className="on-screen">
        <Link to={`/items/${item.itemCode}/form`}>{t("guide.blankForm")}</Link>
        {" · "}
        <Link to={`/items/${item.itemCode}/example`}>{t("guide.exampleForm")}</Link>
        {" · "}
        <Link to={`/ask?item=${item.itemCode}`}>{t("guide.ask")}</Link>
      </p>
      {item.situation && (
        <section className="card on-screen" aria-labelledby="situation">
          <h2 id="situation">{t("guide.situation")}</h2>
          <Suspense>
            <SituationQuestions
              situation={item.situation}
              answers={answers}
              onChange={(next) => {
                setAnswers(next);
                rememberSituation(whole.itemCode, next);
              }}
            />
          </Suspense>
        </section>
      )}
      <h2>{t("guide.conditions")}</h2>
      <p>{text(item.conditions)}</p>
      {item.joint && (
        <>
          <h2>{t("guide.parts")}</h2>
          <ul>
            {item.joint.parts.map((code) => (
              <li key={code}>
                <ItemName itemCode={code} />{" "}
                {item.joint?.optional?.[code] && <span className="tag">{t("guide.chosenPart")}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t("guide.materials")}</h2>
      {item.materials.length === 0 ? (
        <p>{t("guide.noMaterials")}</p>
      ) : (
        <ol className="spaced">
          {item.materials.map((material) => (
            <MaterialFacts
              key={material.materialId}
              material={material}
              bound={choosing.some(({ materials }) => materials?.includes(material.materialId))}
            />
          ))}
        </ol>
      )}
      <h2>{t("guide.steps")}</h2>
      <ol className="spaced">
        {item.steps.map((step) => (
          <li key={step.zh}>{text(step)}</li>
        ))}
      </ol>
      <h2>{t("guide.ways")}</h2>
      <dl className="rows">
        <div>
          <dt>{t("guide.handIn")}</dt>
          <dd>{item.handIn.map((mode) => t(`guide.handInModes.${mode}`)).join(", ")}</dd>
        </div>
        <div>
          <dt>{t("guide.receive")}</dt>
          <dd>{item.receive.map((mode) => t(`guide.receiveModes.${mode}`)).join(", ")}</dd>
        </div>
        {item.visitReason && (
          <div>
            <dt>{t("guide.visitReason")}</dt>
            <dd>{text(item.visitReason)}</dd>
          </div>
        )}
        <div>
          <dt>{t("guide.where")}</dt>
          <dd>
            {text(item.address)}
            <br />
            {text(item.hours)}
          </dd>
        </div>
        <div>
          <dt>{t("guide.phone")}</dt>
          <dd>
            <a href={`tel:${item.phone}`}>{item.phone}</a>
          </dd>
        </div>
        <div>
          <dt>{t("guide.supervision")}</dt>
          <dd>
            <a href={`tel:${item.supervisionPhone}`}>{item.supervisionPhone}</a>
          </dd>
        </div>
      </dl>
      {item.fee.items.length > 0 && (
        <>
          <h2>{t("guide.fee")}</h2>
          <ul>
            {item.fee.items.map(({ name, amountFen, basis }) => (
              <li key={name.zh}>
                {text(name)}: {t("guide.yuan", { amount: (amountFen / 100).toFixed(2) })}
                <span className="facts" lang="zh-CN">
                  {basis}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t("guide.legalBasis")}</h2>
      <ul lang="zh-CN">
        {item.legalBasis.map((basis) => (
          <li key={basis}>{basis}</li>
        ))}
      </ul>
      {item.faq.length > 0 && (
        <>
          <h2>{t("guide.faq")}</h2>
          {item.faq.map(({ question, answer }) => (
            <details key={question.zh} className="card">
              <summary>{text(question)}</summary>
              <p>{text(answer)}</p>
            </details>
          ))}
        </>
      )}
      <ItemFaqs itemCode={item.itemCode} heading={item.faq.length === 0} />
      {item.extra && <MoreFacts extra={item.extra} />}
    </article>
  );
}
