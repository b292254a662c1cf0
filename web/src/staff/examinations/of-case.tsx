import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { HearingView } from "#shared/examinations/hearings/hearing-api.ts";
import type { InspectionView } from "#shared/examinations/inspections/inspection-api.ts";
import type { PartyView } from "#shared/examinations/parties/party-api.ts";
import { CallForm } from "../../kit/call-form.tsx";
import type { RecordName } from "../../kit/contracts.ts";
import { Due, StateTag } from "../../kit/parts.tsx";
import { call } from "../../shared/api.ts";
import type { Case, Page } from "../../shared/api-types.ts";
import { useRead } from "../../shared/use-read.ts";
import { useSession } from "../../sign-in/session.ts";

const isExamined = ({ state }: Case): boolean => state === "accepted" || state === "suspended";
const once = () => ({ "idempotency-key": crypto.randomUUID() });

/** 审查程序: what happens around the examination of this case, and what can be begun. */
export function ExaminationsOfCase({ of }: { of: Case }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const role = useSession()?.role;
  const { caseNumber } = of;
  const any = isExamined(of) || of.examinations !== undefined;
  const enabled = { enabled: any };
  const inspections = useRead<Page<InspectionView>>(`/v1/inspections?caseNumber=${caseNumber}`, enabled);
  const hearings = useRead<Page<HearingView>>(`/v1/hearings?caseNumber=${caseNumber}`, enabled);
  const parties = useRead<Page<PartyView>>(`/v1/interested-parties?caseNumber=${caseNumber}`, enabled);
  if (!any) return null;
  const rows = [
    ...(inspections.data?.items ?? []).map((one) => rowOf("inspections", one.inspectionId, one)),
    ...(hearings.data?.items ?? []).map((one) => rowOf("hearings", one.hearingId, one)),
    ...(parties.data?.items ?? []).map((one) => rowOf("interested-parties", one.partyId, one)),
  ];
  const fixed = { caseNumber };
  const isStaff = role === "clerk" || role === "reviewer";
  return (
    <section className="card" aria-labelledby="examinations">
      <h2 id="examinations">{t("examination.ofCase")}</h2>
      {rows.length === 0 && <p className="facts">{t("examination.noneOfCase")}</p>}
      <ul className="plain">
        {rows.map(({ record, id, state, dueAt, isOwed }) => (
          <li key={id}>
            <Link to={`/staff/${record}/${id}`}>{t(`examination.${areas[record]}.title`)}</Link>{" "}
            <StateTag record={record} state={state} />{" "}
            {isOwed && <Due at={dueAt} late={Date.parse(dueAt) < Date.now()} />}
          </li>
        ))}
      </ul>
      {isExamined(of) && isStaff && (
        <div className="on-screen">
          <details>
            <summary>{t("examination.inspections.plan")}</summary>
            <CallForm<InspectionView>
              name="POST /v1/inspections"
              words="planInspection"
              options={{ fixed }}
              secondary
              send={(body) => call("POST", "/v1/inspections", { body, headers: once() })}
              onDone={({ inspectionId }) => navigate(`/staff/inspections/${inspectionId}`)}
            />
          </details>
          {role === "reviewer" && (
            <details>
              <summary>{t("examination.hearings.open")}</summary>
              <CallForm<HearingView>
                name="POST /v1/hearings"
                words="openHearing"
                options={{ fixed }}
                secondary
                send={(body) => call("POST", "/v1/hearings", { body, headers: once() })}
                onDone={({ hearingId }) => navigate(`/staff/hearings/${hearingId}`)}
              />
            </details>
          )}
          <details>
            <summary>{t("examination.parties.name")}</summary>
            <CallForm<PartyView>
              name="POST /v1/interested-parties"
              words="nameParty"
              options={{ fixed }}
              secondary
              send={(body) => call("POST", "/v1/interested-parties", { body, headers: once() })}
              onDone={({ partyId }) => navigate(`/staff/interested-parties/${partyId}`)}
            />
          </details>
        </div>
      )}
    </section>
  );
}

const areas = {
  inspections: "inspections",
  hearings: "hearings",
  "interested-parties": "parties",
} as const satisfies Partial<Record<RecordName, string>>;

const over = [
  "passed",
  "failed",
  "cancelled",
  "closed",
  "lapsed",
  "withdrawn",
  "considered",
  "agreed",
  "silent",
];
const rowOf = (
  record: keyof typeof areas,
  id: string,
  { state, dueAt }: { state: string; dueAt: string },
) => ({
  record,
  id,
  state,
  dueAt,
  isOwed: !over.includes(state),
});
