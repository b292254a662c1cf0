import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { CaseWithItem } from "../case/case-with-item.tsx";
import { Clock } from "../case/clock.tsx";
import { Answers, OfficialDocuments } from "../case/content.tsx";
import { Deliveries } from "../case/deliveries.tsx";
import { LookUps } from "../case/look-ups.tsx";
import { NoticeList } from "../case/notice.tsx";
import { Parts } from "../case/parts.tsx";
import { Remedy } from "../case/remedy.tsx";
import { StateTag } from "../case/state-tag.tsx";
import { Timeline } from "../case/timeline.tsx";
import { Together } from "../case/together.tsx";
import { PaymentsOfCase } from "../citizen/cases/payments-of-case.tsx";
import { ActionPanel } from "../kit/action-panel.tsx";
import { useNames } from "../kit/colleagues.ts";
import { PrintButton } from "../kit/parts.tsx";
import { OfflineNotice, RecordNotFound } from "../kit/states.tsx";
import type { Case, Item } from "../shared/api-types.ts";
import { useText } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";
import { Applicant } from "./applicant.tsx";
import { useCaseActing } from "./case-actions.tsx";
import { CommentLinks } from "./comment-links.tsx";
import { Documents } from "./documents.tsx";
import { ExaminationsOfCase } from "./examinations/of-case.tsx";
import { OpenContent } from "./open-content.tsx";
import { RatingLink } from "./rating-link.tsx";
import "../kit/kit.css";
import "./staff.css";

/** One case as the office works on it: what was filled in and handed in side by side, and what can be done. */
export default function StaffCase() {
  const { t } = useTranslation();
  const { caseNumber = "" } = useParams();
  return (
    <CaseWithItem
      caseNumber={caseNumber}
      missing={<RecordNotFound back={{ to: "/staff", text: t("staff.worklist") }} />}
    >
      {(of, item) => <Whole of={of} item={item} />}
    </CaseWithItem>
  );
}

function Whole({ of, item }: { of: Case; item: Item }) {
  const { t } = useTranslation();
  const text = useText();
  const acting = useCaseActing();
  const nameOf = useNames(of.department);
  return (
    <article className="case-work">
      <OfflineNotice />
      <header className="case-head">
        <p className="on-screen">
          <Link to="/staff">{t("staff.worklist")}</Link>
        </p>
        <h1>
          <Written text={text(item.name)} />
        </h1>
        <p>
          <StateTag state={of.state} /> <span className="facts number">{of.caseNumber}</span>{" "}
          {of.urging && !of.urging.answered && (
            <span className="tag soon">{t("staff.urged", { day: of.urging.answerBy })}</span>
          )}{" "}
          {of.proposal && (
            <span className="tag soon">
              {of.proposal.confirmed ? t("staff.confirmed") : t(`staff.proposal.${of.proposal.kind}`)}
            </span>
          )}{" "}
          {of.notices && <span className="facts">{t("staff.notices", { count: of.notices })}</span>}{" "}
          {of.handler && <span className="facts">{t("staff.handledBy", { name: nameOf(of.handler) })}</span>}
        </p>
      </header>
      <div className="record-columns">
        <div>
          <Clock of={of} />
          <Parts of={of} base="/staff/cases" />
          <Remedy of={of} base="/staff/cases" />
          <ActionPanel {...acting(of, item)} record="cases" path={`/v1/cases/${of.caseNumber}`} of={of} />
          {of.reasonNeeded ? (
            <OpenContent of={of} />
          ) : (
            <section className="card" aria-labelledby="answers">
              <h2 id="answers">{t("case.answers")}</h2>
              <Answers of={of} item={item} />
            </section>
          )}
          <LookUps of={of} item={item} />
          <ExaminationsOfCase of={of} />
          <Applicant of={of} />
          <Together of={of} item={item} />
          {of.notice && (
            <section className="card" aria-labelledby="notice">
              <h2 id="notice">{t("case.oneTimeNotice")}</h2>
              <NoticeList of={of} item={item} />
            </section>
          )}
        </div>
        <div>
          {!of.reasonNeeded && <Documents of={of} item={item} />}
          <PaymentsOfCase of={of} staff />
          {!of.reasonNeeded && <OfficialDocuments of={of} />}
          <Deliveries of={of.deliveries} />
          <RatingLink of={of} />
          <CommentLinks of={of} />
          <section className="card" aria-labelledby="history">
            <h2 id="history">{t("case.history")}</h2>
            <Timeline caseNumber={of.caseNumber} version={of.version} colleague={nameOf} />
          </section>
          <PrintButton />
        </div>
      </div>
    </article>
  );
}
