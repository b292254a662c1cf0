import type { ReadInput } from "#shared/cases/action-routes.ts";
import { type CaseStore, formOf } from "#shared/cases/case-store.ts";
import { earlierOrFree, noFreeNumber } from "#shared/cases/free-number.ts";
import { type CaseNote, detailsSchema } from "#shared/cases/notes.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { isDecidedAnew, isToCarryOut, outcomesOf } from "#shared/cases/remedies.ts";
import { caseHistoryViewOf } from "#shared/cases/view.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { errorIf, requireNoErrors } from "#shared/kernel/http/field-error.ts";
import { detailsOf } from "#shared/kernel/records/last-event.ts";
import { stepsBefore } from "#shared/kernel/records/record-store.ts";

const inFuture = { zh: "日期不能晚于今天。", en: "This day has not come yet." };
const beforeDecision = {
  zh: "送达日期不能早于作出日期。",
  en: "It cannot have been served before it was made.",
};
const notOfThisKind = {
  zh: "这类程序没有这种结果：法院不作维持判决；自行纠正只有撤销、撤销并重新作出、不予纠正。",
  en: "This kind of proceedings does not end so: a court upholds nothing; a department that looks again by itself revokes, decides anew or leaves it.",
};

export const remedyReceived =
  (now: () => string): ReadInput =>
  async (_head, { note: { remedy } }) => {
    const isEarly = remedy !== undefined && remedy.receivedOn > dayOf(now());
    requireNoErrors(errorIf(isEarly, ["receivedOn"], "outOfRange", inFuture));
    return {};
  };

export const remedyDecided =
  (now: () => string): ReadInput =>
  async ({ remedy }, { note: { remedyOutcome: recorded } }) => {
    // The lifecycle says so, of a case without any.
    if (!remedy || !recorded) return {};
    const today = dayOf(now());
    requireNoErrors([
      ...errorIf(
        !outcomesOf[remedy.kind].includes(recorded.outcome),
        ["outcome"],
        "notProvided",
        notOfThisKind,
      ),
      ...errorIf(recorded.decidedOn > today, ["decidedOn"], "outOfRange", inFuture),
      ...errorIf(recorded.servedOn > today, ["servedOn"], "outOfRange", inFuture),
      ...errorIf(recorded.servedOn < recorded.decidedOn, ["servedOn"], "outOfRange", beforeDecision),
    ]);
    return {};
  };

/** The number of the case in which a decision is made anew, known before that is opened so that this one can name it. */
async function freeNumber(
  store: CaseStore,
  { caseNumber, department }: CaseHead,
  now: string,
): Promise<string> {
  const anew = { department, day: dayOf(now), submitter: caseNumber, idempotencyKey: "anew" };
  const { free } = await earlierOrFree(store, anew, () => false);
  if (!free) throw noFreeNumber();
  return free;
}

/**
 * What was recorded of the reconsideration or lawsuit, for the notice that tells what becomes of the decision.
 * @throws HistoryBehindError before all steps are there: an earlier suit's outcome may be taken for this one's
 */
async function recorded(store: CaseStore, head: CaseHead): Promise<CaseNote> {
  const { caseNumber, lastEvent } = head;
  const history = await stepsBefore(store, caseNumber, head);
  const details = [...history.map((entry) => caseHistoryViewOf(entry).details), lastDetails(lastEvent)];
  const remedy = details.findLast((one) => one?.remedy)?.remedy;
  const remedyOutcome = details.findLast((one) => one?.remedyOutcome)?.remedyOutcome;
  if (!remedy || !remedyOutcome) throw new Error(`case ${caseNumber} has no remedy in its history`);
  return { remedy, remedyOutcome };
}

const lastDetails = (lastEvent: CaseHead["lastEvent"]): CaseNote =>
  detailsSchema.parse(detailsOf(lastEvent) ?? {});

/** @throws Problem 409 when what was applied with is gone, so that nothing can be decided on it */
export const remedyCarriedOut =
  (store: CaseStore, now: () => string): ReadInput =>
  async (head) => {
    if (!isToCarryOut(head)) return {};
    const note = await recorded(store, head);
    if (!isDecidedAnew(head.remedy?.outcome)) return { note };
    await formOf(store, head);
    return { note: { ...note, anew: await freeNumber(store, head, now()) } };
  };
