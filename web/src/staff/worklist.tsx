import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { listedStates } from "#shared/cases/states.ts";
import { StateTag } from "../case/state-tag.tsx";
import type { CaseSummary, Department, Page } from "../shared/api-types.ts";
import { useDates } from "../shared/dates.ts";
import { ItemName } from "../shared/item-name.tsx";
import { LoadMore, QueryView } from "../shared/query-view.tsx";
import { usePages, useRead, useText } from "../shared/use-read.ts";
import { type Session, useSession } from "../sign-in/session.ts";
import { type Urgency, urgencies, urgencyOf } from "./urgency.ts";
import "./staff.css";

/** How often new cases come into the list by themselves. */
const everyMs = 60_000;
type Whose = "all" | "mine" | "unclaimed";

/** 待办: what is due first, first, with colours that say so in words too. */
export default function Worklist() {
  const session = useSession();
  const departments = useRead<Page<Department>>("/v1/departments", {
    enabled: session?.role === "supervisor",
  });
  const [query, setQuery] = useSearchParams();
  const department = query.get("department") ?? session?.department ?? departments.data?.items[0]?.code;
  const set = (name: string, value: string): void => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    setQuery(next, { replace: true });
  };
  const { t } = useTranslation();
  const text = useText();
  return (
    <>
      <h1>{t("staff.worklist")}</h1>
      <div className="filters">
        {departments.data && (
          <label>
            {t("staff.department")}
            <select value={department} onChange={(event) => set("department", event.target.value)}>
              {departments.data.items.map(({ code, name }) => (
                <option key={code} value={code}>
                  {text(name)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {t("staff.state")}
          <select value={query.get("state") ?? ""} onChange={(event) => set("state", event.target.value)}>
            <option value="">{t("staff.open")}</option>
            {listedStates.map((state) => (
              <option key={state} value={state}>
                {t(`case.state.${state}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("staff.whose")}
          <select value={query.get("whose") ?? "all"} onChange={(event) => set("whose", event.target.value)}>
            {(["all", "mine", "unclaimed"] as const).map((whose) => (
              <option key={whose} value={whose}>
                {t(`staff.who.${whose}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {session && department && (
        <Cases
          key={`${department} ${query.get("state")}`}
          session={session}
          path={`/v1/worklist?${new URLSearchParams({
            department,
            limit: "50",
            ...(query.get("state") && { state: query.get("state") ?? "" }),
          })}`}
          whose={(query.get("whose") ?? "all") as Whose}
        />
      )}
    </>
  );
}

function Cases({ session, path, whose }: { session: Session; path: string; whose: Whose }) {
  const { t } = useTranslation();
  const cases = usePages<CaseSummary>(path, { refetchInterval: everyMs });
  const [urgency, setUrgency] = useState<Urgency | "all">("all");
  return (
    <QueryView query={cases}>
      {({ pages }) => {
        const all = pages
          .flatMap(({ items }) => items)
          .filter(({ handler }) => whose === "all" || handler === (whose === "mine" ? session.id : null));
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
              <p className="panel">{t("staff.none")}</p>
            ) : (
              <Rows of={shown} session={session} />
            )}
            <LoadMore query={cases} />
            <p className="hint">{t("staff.keys")}</p>
          </>
        );
      }}
    </QueryView>
  );
}

function Rows({ of, session }: { of: CaseSummary[]; session: Session }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const body = useRef<HTMLTableSectionElement>(null);
  const move = useCallback((step: number): void => {
    const links = [...(body.current?.querySelectorAll<HTMLAnchorElement>("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  }, []);
  // J and K from anywhere on the page where nothing is typed; the arrows within the list, as they scroll elsewhere.
  useEffect(() => {
    const listen = ({ key, target, ctrlKey, metaKey, altKey }: globalThis.KeyboardEvent): void => {
      const step = { j: 1, k: -1 }[key];
      const isTyping = target instanceof HTMLElement && target.matches("input, select, textarea");
      if (step && !isTyping && !ctrlKey && !metaKey && !altKey) move(step);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [move]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    move(step);
    event.preventDefault();
  };
  return (
    <table className="worklist" onKeyDown={onKeyDown}>
      <caption className="unseen">{t("staff.worklist")}</caption>
      <thead>
        <tr>
          {(["due", "item", "state", "handler"] as const).map((name) => (
            <th key={name} scope="col">
              {t(`staff.column.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {of.map((one) => {
          const urgency = urgencyOf(one);
          return (
            <tr key={one.caseNumber} className={urgency}>
              <td>
                <span className={`tag ${urgency}`}>{t(`staff.urgency.${urgency}`)}</span>
                <span className="facts">{one.dueAt ? day(one.dueAt) : "—"}</span>
              </td>
              <td>
                <Link to={`/staff/cases/${one.caseNumber}`}>
                  <ItemName itemCode={one.itemCode} version={one.itemVersion} />
                </Link>
                <span className="facts number">{one.caseNumber}</span>
              </td>
              <td>
                <StateTag state={one.state} />
                {one.deliveryStalled && <span className="tag bad">{t("staff.stalled")}</span>}
              </td>
              <td>{one.handler === session.id ? t("staff.me") : (one.handler ?? t("staff.nobody"))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
