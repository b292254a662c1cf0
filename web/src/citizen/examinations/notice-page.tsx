import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { WholePartyView } from "#shared/examinations/parties/party-api.ts";
import { Accesses } from "../../case/accesses.tsx";
import { ActionPanel } from "../../kit/action-panel.tsx";
import { StateTag } from "../../kit/parts.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useRead } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";

/** One case that concerns somebody else than its applicant: what they may say and until when. */
export default function NoticePage() {
  const { t } = useTranslation();
  const { partyId = "" } = useParams();
  const found = useRead<WholePartyView>(`/v1/interested-parties/${partyId}`);
  return (
    <>
      <p className="on-screen">
        <Link to="/notices">{t("examination.mine.title")}</Link>
      </p>
      <QueryView query={found}>{(of) => <Notice of={of} />}</QueryView>
    </>
  );
}

function Notice({ of }: { of: WholePartyView }) {
  const { t } = useTranslation();
  const words = useWords();
  const { day, moment } = useDates();
  const { statementBy, position, statement, hearingRequestBy, hearingRequested, weighing, person } = of;
  return (
    <article>
      <h1>
        <ItemName itemCode={of.itemCode} />
      </h1>
      <p>
        <StateTag record="interested-parties" state={of.state} />
      </p>
      <p>{t("examination.mine.statementNote")}</p>
      <Facts
        rows={[
          statementBy && [t("examination.parties.statementBy"), day(statementBy)],
          position && [words.field("makeStatement", "position"), words.value("position", position)],
          statement && [t("examination.parties.statement"), statement],
          weighing && [t("examination.parties.weighing"), words.value("weighing", weighing)],
          hearingRequestBy && [t("examination.parties.hearingRequestBy"), day(hearingRequestBy)],
          hearingRequested && [t("examination.parties.hearingRequested"), "✓"],
        ]}
      />
      <ActionPanel
        record="interested-parties"
        path={`/v1/interested-parties/${of.partyId}`}
        of={of}
        confirms={["requestHearing", "withdrawHearingRequest"]}
      />
      {of.hearings.length > 0 && (
        <section className="card" aria-labelledby="hearings">
          <h2 id="hearings">{t("examination.mine.hearings")}</h2>
          {of.hearings.map(({ state, hearingAt, place, holdBy }) => (
            <Facts
              key={`${state} ${hearingAt ?? holdBy}`}
              rows={[
                [t("examination.column.state"), words.state("hearings", state)],
                hearingAt && [t("examination.hearings.when"), moment(hearingAt)],
                place && [t("examination.hearings.place"), place],
                !hearingAt && holdBy && [t("examination.hearings.holdBy"), day(holdBy)],
              ]}
            />
          ))}
        </section>
      )}
      {person && (
        <section className="card" aria-labelledby="you">
          <h2 id="you">{t("examination.mine.yourData")}</h2>
          <p>
            <Written text={[person.name, person.phone].filter(Boolean).join(" · ")} />
          </p>
          <Accesses path={`/v1/interested-parties/${of.partyId}/accesses`} />
        </section>
      )}
    </article>
  );
}
