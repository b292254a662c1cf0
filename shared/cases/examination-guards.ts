import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { DecisionContext } from "./command.ts";
import type { Examination } from "./notes.ts";
import type { CaseRow } from "./record.ts";

type Kind = Examination["kind"];

const those = ({ examinations = [] }: Pick<CaseRow, "examinations">, kind: Kind): Examination[] =>
  examinations.filter((one) => one.kind === kind);

/** What nobody uses in time is over by itself, whether a sweep has said so or not. */
const isOwed = ({ owed }: Examination, now: string): boolean =>
  owed !== undefined && !(owed.lapses && owed.until < now);

const owedIn = (head: CaseRow, kind: Kind, now: string): Examination[] =>
  those(head, kind).filter((one) => isOwed(one, now));
const over =
  (kind: Kind): GuardRow<CaseRow, DecisionContext>["holds"] =>
  (head, _actor, { now }) =>
    owedIn(head, kind, now).length === 0;
/** The last day that the case has to wait for, as far as it is known. */
const until =
  (kind: Kind): GuardRow<CaseRow, DecisionContext>["facts"] =>
  ({ now }, head) => {
    const days = owedIn(head, kind, now).map(({ owed }) => owed?.until ?? now);
    return { until: dayOf(days.sort().at(-1) ?? now) };
  };

const inspectionsDone = (head: CaseRow): Examination[] =>
  those(head, "inspection").filter(({ state }) => state === "passed" || state === "failed");

/** What the law wants around the examination of a case before it is decided (审查程序). */
export const examinationGuards = {
  /** A step that came after a later one is still a step: it is in the history, and moves nothing. */
  examinationNewer: {
    holds: ({ examinations = [] }, _actor, { command }) => {
      const reported = command?.note?.examination;
      const known = examinations.find(({ kind, id }) => kind === reported?.kind && id === reported.id);
      return !known || !reported || known.version !== reported.version;
    },
    text: { zh: "已经登记过。", en: "This was recorded before." },
  },
  inspectionsOver: {
    holds: over("inspection"),
    facts: until("inspection"),
    text: {
      zh: "现场核查还没有结论（行政许可法第三十四条），当前期限 {until}；请先完成核查或者取消。",
      en: "An on-site inspection has no result yet (Administrative Licensing Law, Art. 34); it is due on {until}. Please finish or cancel it first.",
    },
  },
  /** Approval rests on the last inspection; where the law asks for one, there has to be one. */
  inspectionPassed: {
    holds: (head) => {
      const last = inspectionsDone(head).at(-1);
      return last ? last.state === "passed" : !head.item.examination?.includes("inspection");
    },
    text: {
      zh: "现场核查没有通过，或者依法应当核查而没有核查，不能准予（行政许可法第三十四条）。",
      en: "The on-site inspection was failed, or the law asks for one and there was none: the case cannot be approved (Administrative Licensing Law, Art. 34).",
    },
  },
  hearingsOver: {
    holds: over("hearing"),
    facts: until("hearing"),
    text: {
      zh: "听证程序还没有结束，当前期限 {until}；作出决定前应当告知听证权利，申请听证的应当听证，并根据听证笔录作出决定（行政许可法第四十六条至第四十八条）。",
      en: "A hearing is owed or the time to ask for one runs; it is due on {until}. The decision comes after it and rests on its record (Administrative Licensing Law, Arts. 46 to 48).",
    },
  },
  hearingProvided: {
    holds: (head, _actor, { now }) => {
      const needs = head.item.examination ?? [];
      const hearings = those(head, "hearing");
      const isDone = ({ state }: Examination): boolean => state === "closed";
      const wasOffered = (one: Examination): boolean =>
        isDone(one) || (one.state !== "cancelled" && !isOwed(one, now));
      if (needs.includes("hearing")) return hearings.some(isDone);
      return !needs.includes("hearingRight") || hearings.some(wasOffered);
    },
    text: {
      zh: "此事项依法应当先听证或者告知听证权利，再作决定（行政许可法第四十六条、第四十七条）。",
      en: "The law asks for a hearing of this item, or that the right to one is announced, before the decision (Administrative Licensing Law, Arts. 46 and 47).",
    },
  },
  partiesHeard: {
    holds: over("interestedParty"),
    facts: until("interestedParty"),
    text: {
      zh: "利害关系人还没有告知，或者陈述期限未满、异议未处理，当前期限 {until}（行政许可法第三十六条：应当听取意见）。",
      en: "An interested party is not informed, may still make a statement, or objects and was not answered; due on {until} (Administrative Licensing Law, Art. 36).",
    },
  },
  partiesNamed: {
    holds: (head) =>
      !head.item.examination?.includes("interestedParty") ||
      those(head, "interestedParty").some(({ state }) => state !== "cancelled"),
    text: {
      zh: "此事项依法应当先听取利害关系人的意见，再作决定（行政许可法第三十六条）。",
      en: "The law asks that interested parties of this item are heard before the decision (Administrative Licensing Law, Art. 36).",
    },
  },
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
