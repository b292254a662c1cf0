import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Redirect } from "wouter";
import { suspensionTexts } from "#events/suspension-kinds.ts";
import { listedStates } from "#shared/cases/states.ts";
import { StateTag } from "../case/state-tag.tsx";
import { useNames } from "../kit/colleagues.ts";
import { Filter, useFilters } from "../kit/filters.tsx";
import { RecordTable } from "../kit/record-list.tsx";
import { Empty, OfflineNotice } from "../kit/states.tsx";
import type { CaseSummary, Department, Page } from "../shared/api-types.ts";
import { useDates } from "../shared/dates.ts";
import { ItemName } from "../shared/item-name.tsx";
import { LoadMore, QueryView } from "../shared/query-view.tsx";
import { usePages, useRead, useText } from "../shared/use-read.ts";
import { homeOf, isStaff, type Session, useSession } from "../sign-in/session.ts";
import { type Urgency, urgencies, urgencyOf } from "./urgency.ts";
import "./staff.css";

/** How often new cases come into the list by themselves. */
const everyMs = 60_000;

/** 待办: what is due first, first, with colours that say so in words too. */
export default function Worklist() {
  const session = useSession();
  const departments = useRead<Page<Department>>("/v1/departments", {
    enabled: session?.role === "supervisor",
  });
  const { chosen } = useFilters();
  const department = chosen("department") || session?.department || departments.data?.items[0]?.code;
  const { t } = useTranslation();
  const text = useText();
  // Whoever keeps the catalogue has no cases: their work begins elsewhere.
  if (session && !isStaff(session.role)) return <Redirect to={homeOf(session.role)} replace />;
  return (
    <>
      <h1>{t("staff.worklist")}</h1>
      <OfflineNotice />
      <CalendarNotice />
      <div className="filters on-screen">
        {departments.data && (
          <Filter
            name="department"
            label={t("staff.department")}
            initial={department}
            options={departments.data.items.map(({ code, name }) => ({ value: code, label: text(name) }))}
          />
        )}
        <Filter
          name="state"
          label={t("staff.state")}
          any={t("staff.open")}
          options={listedStates.map((state) => ({ value: state, label: t(`case.state.${state}`) }))}
        />
        <Filter
          name="whose"
          label={t("staff.whose")}
          any={t("staff.who.all")}
          options={(["mine", "unclaimed", "urged"] as const).map((whose) => ({
            value: whose,
            label: t(`staff.who.${whose}`),
          }))}
        />
      </div>
      {session && department && (
        <Cases
          key={`${department} ${chosen("state")}`}
          session={session}
          path={`/v1/worklist?${new URLSearchParams({
            department,
            limit: "50",
            ...(chosen("state") && { state: chosen("state") }),
          })}`}
          handledBy={{ mine: session.id, unclaimed: null }[chosen("whose")]}
          urgedOnly={chosen("whose") === "urged"}
        />
      )}
    </>
  );
}

type CasesProps = {
  session: Session;
  path: string;
  /** Whose cases; `null` are nobody's yet, left out all. */
  handledBy: string | null | undefined;
  /** Those whose applicant waits for an answer. */
  urgedOnly: boolean;
};

function Cases({ session, path, handledBy, urgedOnly }: CasesProps) {
  const { t } = useTranslation();
  const cases = usePages<CaseSummary>(path, { refetchInterval: everyMs });
  const [urgency, setUrgency] = useState<Urgency | "all">("all");
  return (
    <QueryView query={cases}>
      {({ pages }) => {
        const all = pages
          .flatMap(({ items }) => items)
          .filter(({ handler }) => handledBy === undefined || handler === handledBy)
          .filter(({ urging }) => !urgedOnly || (urging && !urging.answered));
        const shown = all.filter((one) => urgency === "all" || urgencyOf(one) === urgency);
        return (
          <>
            <div className="counts">
              {(["all", ...urgencies] as const).map((one) => (
                <button
                  key={one}
                  type="button"
                  className={`count ${one}`}
                  aria-pressed={urgency === one}
                  onClick={() => setUrgency(one)}
                >
                  <strong>
                    {one === "all" ? all.length : all.filter((found) => urgencyOf(found) === one).length}
                    {cases.hasNextPage && "+"}
                  </strong>{" "}
                  {t(`staff.urgency.${one}`)}
                </button>
              ))}
            </div>
            {shown.length === 0 ? (
              <Empty>
                <p>{cases.hasNextPage ? t("kit.loadedMore", { count: 0 }) : t("staff.none")}</p>
              </Empty>
            ) : (
              <Rows of={shown} session={session} />
            )}
            <LoadMore query={cases} />
            <p className="hint">{t("kit.keys")}</p>
          </>
        );
      }}
    </QueryView>
  );
}

function Rows({ of, session }: { of: CaseSummary[]; session: Session }) {
  const { t } = useTranslation();
  // A list is of one department.
  const nameOf = useNames(of[0]?.department);
  const text = useText();
  const { day } = useDates();
  return (
    <RecordTable<CaseSummary>
      caption={t("staff.worklist")}
      rows={of}
      keyOf={({ caseNumber }) => caseNumber}
      toneOf={urgencyOf}
      columns={[
        {
          name: "due",
          heading: t("staff.column.due"),
          cell: (one) => (
            <>
              <span className={`tag ${urgencyOf(one)}`}>{t(`staff.urgency.${urgencyOf(one)}`)}</span>
              <span className="facts">{one.dueAt ? day(one.dueAt) : "—"}</span>
            </>
          ),
        },
        {
          name: "item",
          heading: t("staff.column.item"),
          cell: ({ caseNumber, itemCode, itemVersion, submittedAt }) => (
            <>
              <Link to={`/staff/cases/${caseNumber}`}>
                <ItemName itemCode={itemCode} version={itemVersion} />
              </Link>
              <span className="facts number">
                {caseNumber} · {t("case.submittedOn", { day: day(submittedAt) })}
              </span>
            </>
          ),
        },
        {
          name: "state",
          heading: t("staff.column.state"),
          cell: ({ state, deliveryStalled, suspension, proposal, urging }) => (
            <>
              <StateTag state={state} />
              {suspension && (
                <span className="facts">
                  {t("staff.suspendedUntil", {
                    what: text(suspensionTexts[suspension.kind]),
                    day: day(suspension.until),
                  })}
                </span>
              )}
              {urging && !urging.answered && (
                <span className="tag soon">{t("staff.urged", { day: urging.answerBy })}</span>
              )}
              {proposal && (
                <span className="tag soon">
                  {proposal.confirmed ? t("staff.confirmed") : t(`staff.proposal.${proposal.kind}`)}
                </span>
              )}
              {deliveryStalled && <span className="tag bad">{t("staff.stalled")}</span>}
            </>
          ),
        },
        {
          name: "handler",
          heading: t("staff.column.handler"),
          cell: ({ handler }) =>
            handler === session.id ? t("staff.me") : handler ? nameOf(handler) : t("staff.nobody"),
        },
      ]}
    />
  );
}

/** Deadlines beyond the known calendar are provisional (暂定): whoever works with them is told in time. */
function CalendarNotice() {
  const { t } = useTranslation();
  const { data } = useRead<{ coveredTo: string; endsSoon: boolean }>("/v1/calendar");
  if (!data?.endsSoon) return null;
  return (
    <p className="panel asked" role="status">
      {t("staff.calendarEnds", { day: data.coveredTo })}
    </p>
  );
}
