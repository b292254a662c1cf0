import { type ArchiveEvent, archiveEvents } from "#events/archive.ts";
import type { CaseEvent } from "#events/case.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { isRepeatedRequest } from "#shared/kernel/http/record-actions.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import type { CaseStore } from "./case-store.ts";
import type { Command } from "./command.ts";
import { decide } from "./decide.ts";
import type { ExaminationEvent } from "./follow-examinations.ts";
import { commandAfterExamination, commandsAfter, type FollowedEvent } from "./followed-commands.ts";
import { caseExaminationEvents, caseFollowEvents } from "./followed-events.ts";
import { canBegin, partOfWhole } from "./joint.ts";
import type { CaseHead } from "./record.ts";
import { jointCases, jointEvents, remedyEvents } from "./wiring.ts";

type Asked = { store: Pick<CaseStore, "read">; items: Pick<CatalogueItems, "current"> };

const isOver = ({ state }: CaseHead): boolean => ["withdrawn", "terminated"].includes(state);
const hasEnded = ({ state }: CaseHead): boolean => state === "completed" || state === "refused";

/** What `joint-matters` makes of a case: parts that are opened and ended with their whole, and recorded in it. */
export const jointMattersOwed = ({ store, items }: Asked): OwedCheck => ({
  follows: jointEvents,
  where: jointCases,
  async missing({ type, data: { caseNumber, parent, itemCode, joint } }) {
    const head = await store.read(caseNumber);
    if (!head) return [];
    if (joint) {
      const parts = head.parts ?? [];
      const cases = await Promise.all(parts.map(({ code }) => partOfWhole({ store, items }, head, code)));
      if (isOver(head))
        return cases.some((part) => part && !isOver(part) && !hasEnded(part)) ? ["end of a part"] : [];
      const begun = ["accepted", "partDecided"].includes(shortEventName(type));
      return begun && parts.some((part, place) => canBegin(part, parts) && !cases[place]) ? ["part"] : [];
    }
    const isResult = ["approved", "rejected", "terminated"].includes(shortEventName(type));
    const whole = parent && isResult ? await store.read(parent) : undefined;
    if (!whole || isOver(whole)) return [];
    const isRecorded = whole.parts?.find(({ code }) => code === itemCode)?.result !== undefined;
    const isEnded = hasEnded(head) || isOver(head);
    return [...(isRecorded ? [] : ["result of a part"]), ...(isEnded ? [] : ["end of a part"])];
  },
});

type Following = MomentDeps & { store: Pick<CaseStore, "read" | "history"> };

/** What commands would still change in a case: they were never carried out in it. */
async function stillToDo(deps: Following, caseNumber: string, commands: Command[]): Promise<string[]> {
  const head = await deps.store.read(caseNumber);
  if (!head) return [];
  const { now, calendar } = await momentNow(deps);
  const found: string[] = [];
  for (const command of commands) {
    const { action, request } = command;
    if (!("record" in decide(head, command, now, calendar))) continue;
    const isDone = request && (await isRepeatedRequest(deps.store, caseNumber, head, request));
    if (isDone === false) found.push(action);
  }
  return found;
}

type Followed = CaseEvent | ArchiveEvent | FollowedEvent;

/** What `case-follow` makes of deliveries, payments, licences and the archive, and of a decision that is made anew. */
export const followedOwed = (
  deps: Following & {
    /** Whether what was applied with goes at its term; undefined once it has gone. */
    goesAtTerm(caseNumber: string): Promise<boolean | undefined>;
  },
): OwedCheck<Followed> => ({
  follows: caseFollowEvents,
  async missing(event) {
    const { type, data } = event;
    const { caseNumber } = data;
    if (type === remedyEvents.remedyCarriedOut.type) {
      const anew = (await deps.store.read(caseNumber))?.remedy?.anew;
      return anew && !(await deps.store.read(anew)) ? ["case anew"] : [];
    }
    if (type === archiveEvents.archived.type)
      return (await deps.goesAtTerm(caseNumber)) === false ? ["term of an application"] : [];
    return stillToDo(deps, caseNumber, commandsAfter(event as FollowedEvent));
  },
});

/** What `case-examinations` makes of inspections, hearings and third parties: the case knows what it owes. */
export const examinedOwed = (deps: Following): OwedCheck<ExaminationEvent> => ({
  follows: caseExaminationEvents,
  missing: (event) => stillToDo(deps, event.data.caseNumber, [commandAfterExamination(event)]),
});
