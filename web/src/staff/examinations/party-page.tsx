import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { WholePartyView } from "#shared/examinations/parties/party-api.ts";
import type { PartyPerson } from "#shared/examinations/parties/party-person.ts";
import { CallForm } from "../../kit/call-form.tsx";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { call } from "../../shared/api.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { Written } from "../../shared/written.tsx";

const isOver = (state: string): boolean => ["considered", "agreed", "silent", "cancelled"].includes(state);

/** One third party: informed of the case, heard, and answered. */
export default function PartyPage() {
  const { t } = useTranslation();
  const { partyId = "" } = useParams();
  return (
    <RecordPage<WholePartyView>
      record="interested-parties"
      id={partyId}
      back={{ to: "/staff/interested-parties", text: t("examination.parties.title") }}
      title={({ itemCode }) => <ItemName itemCode={itemCode} />}
      number={({ caseNumber }) => caseNumber}
      facts={({ dueAt, state }) => !isOver(state) && <Due at={dueAt} late={Date.parse(dueAt) < Date.now()} />}
      acting={() => ({
        main: ["inform", "weigh"],
        confirms: ["requestHearing", "withdrawHearingRequest"],
        options: { inform: { initial: { statementDays: "5" } } },
      })}
      aside={(of) => <Person of={of} />}
    >
      {(of) => <Part of={of} />}
    </RecordPage>
  );
}

function Part({ of }: { of: WholePartyView }) {
  const { t } = useTranslation();
  const words = useWords();
  const { day, moment } = useDates();
  const { informed, statementBy, statement, position, weighing, hearingRequestBy, hearingRequested } = of;
  return (
    <section className="card" aria-labelledby="part">
      <h2 id="part">{t("examination.parties.title")}</h2>
      <Facts
        rows={[
          [
            t("examination.case"),
            <Link key="case" to={`/staff/cases/${of.caseNumber}`}>
              {of.caseNumber}
            </Link>,
          ],
          [t("examination.parties.relation"), words.value("relation", of.relation)],
          [t("examination.parties.number"), of.partyId],
          informed && [
            t("examination.parties.informed"),
            `${words.value("informedHow", informed.how)} · ${moment(informed.at)}`,
          ],
          of.joined && [t("examination.parties.joined"), "✓"],
          statementBy && [t("examination.parties.statementBy"), day(statementBy)],
          position && [words.field("makeStatement", "position"), words.value("position", position)],
          weighing && [t("examination.parties.weighing"), words.value("weighing", weighing)],
          hearingRequestBy && [t("examination.parties.hearingRequestBy"), day(hearingRequestBy)],
          hearingRequested && [t("examination.parties.hearingRequested"), "✓"],
        ]}
      />
      {statement && (
        <>
          <h3>{t("examination.parties.statement")}</h3>
          <blockquote className="quote">
            <Written text={statement} />
          </blockquote>
        </>
      )}
    </section>
  );
}

/** Masked; whoever has to see more says why, and the party sees who did. */
function Person({ of: { partyId, person } }: { of: WholePartyView }) {
  const { t } = useTranslation();
  const words = useWords();
  const [seen, setSeen] = useState<PartyPerson>();
  const shown: PartyPerson | undefined = seen ?? person;
  return (
    <section className="card" aria-labelledby="who">
      <h2 id="who">{t("examination.parties.who")}</h2>
      {shown ? (
        <Facts
          rows={[
            [words.field("nameParty", "name"), shown.name],
            shown.phone && [words.field("nameParty", "phone"), shown.phone],
            shown.address && [words.field("nameParty", "address"), shown.address],
          ]}
        />
      ) : (
        <p className="hint">{t("examination.parties.gone")}</p>
      )}
      {shown && !seen && (
        <details className="on-screen">
          <summary>{t("examination.parties.reveal")}</summary>
          <p className="hint">{t("examination.parties.revealHint")}</p>
          <CallForm<PartyPerson>
            name="POST /v1/interested-parties/{partyId}/reveal"
            words="revealParty"
            secondary
            send={(body) => call("POST", `/v1/interested-parties/${partyId}/reveal`, { body })}
            onDone={setSeen}
          />
        </details>
      )}
    </section>
  );
}
