import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { Accesses } from "../../case/accesses.tsx";
import { CaseWithItem } from "../../case/case-with-item.tsx";
import { Clock } from "../../case/clock.tsx";
import { CommitmentCheck } from "../../case/commitment-check.tsx";
import { Answers, Materials, OfficialDocuments } from "../../case/content.tsx";
import { Deliveries } from "../../case/deliveries.tsx";
import { LookUps } from "../../case/look-ups.tsx";
import { Parts } from "../../case/parts.tsx";
import { Remedy } from "../../case/remedy.tsx";
import { StateTag } from "../../case/state-tag.tsx";
import { Timeline } from "../../case/timeline.tsx";
import { Together } from "../../case/together.tsx";
import type { Case, Item } from "../../shared/api-types.ts";
import { useText } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";
import { MyExaminations } from "../examinations/of-case.tsx";
import { CollectionCode } from "./collection-code.tsx";
import { NeededNow } from "./needed-now.tsx";
import { OtherActions } from "./other-actions.tsx";
import { PaymentsOfCase } from "./payments-of-case.tsx";
import { RatingsOfCase } from "./ratings-of-case.tsx";

/** How often a case that still moves is looked at again. */
const everyMs = 20_000;
const ended = ["completed", "refused", "withdrawn", "terminated"];

/** One case as its applicant follows it. */
export default function CasePage() {
  const { caseNumber = "" } = useParams();
  return (
    <CaseWithItem caseNumber={caseNumber} everyMs={everyMs}>
      {(of, item) => <Whole of={of} item={item} />}
    </CaseWithItem>
  );
}

function Whole({ of, item }: { of: Case; item: Item }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <article>
      <p className="on-screen">
        <Link to="/cases">{t("case.mine")}</Link>
      </p>
      <h1>
        <Written text={text(item.name)} />
      </h1>
      <p>
        <StateTag state={of.state} /> <span className="facts number">{of.caseNumber}</span>
      </p>
      {of.parent && <p className="facts">{t("case.partOf", { number: of.parent })}</p>}
      <p>{t(`case.means.${of.state}`)}</p>
      <p className="on-screen">
        <Link to={`/ask?case=${of.caseNumber}`}>{t("case.ask")}</Link>
      </p>
      <Together of={of} item={item} />
      <Parts of={of} base="/cases" />
      <Remedy of={of} base="/cases" />
      <MyExaminations of={of} />
      <NeededNow of={of} item={item} />
      <CollectionCode of={of} />
      <PaymentsOfCase of={of} />
      <CommitmentCheck of={of} />
      <RatingsOfCase of={of} />
      {!ended.includes(of.state) && <Clock of={of} />}
      <LookUps of={of} item={item} />
      <Deliveries of={of.deliveries} />
      <OfficialDocuments of={of} />
      <section className="card" aria-labelledby="history">
        <h2 id="history">{t("case.history")}</h2>
        <Timeline caseNumber={of.caseNumber} version={of.version} />
      </section>
      <details className="card">
        <summary>{t("case.application")}</summary>
        <Answers of={of} item={item} />
        <h3>{t("case.materials")}</h3>
        <Materials of={of} item={item} />
      </details>
      <Accesses path={`/v1/cases/${of.caseNumber}/accesses`} />
      <OtherActions of={of} />
    </article>
  );
}
