import type { CaseEvent } from "#events/case.ts";
import type { Command } from "#shared/cases/command.ts";
import { frozenItem, openCase } from "#shared/cases/decide.ts";
import { noFreeNumber } from "#shared/cases/free-number.ts";
import { canBegin, partOfWhole, partOrNumber } from "#shared/cases/joint.ts";
import type { CommandAction } from "#shared/cases/lifecycle-table.ts";
import { identifiedIn, lookUpsFor, withRecorded, withSeen } from "#shared/cases/look-ups.ts";
import type { CaseHead, partResults } from "#shared/cases/record.ts";
import { type CaseDeps, runCommand, systemCommand } from "#shared/cases/run-command.ts";
import { jointEvents } from "#shared/cases/wiring.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { followEvents, type MessageHandler, PermanentError } from "#shared/kernel/messaging/consumer.ts";

type JointDeps = CaseDeps & {
  items: Pick<CatalogueItems, "current">;
};

const logs = defineLogs("jointMatters", {
  opened: { level: "info", text: "a part of a joint matter was opened" },
  moved: { level: "info", text: "a part and its joint matter followed each other" },
  late: { level: "info", text: "there was nothing left to move" },
});

const system = { role: "system", id: "joint-matters" } as const;
const ended = new Set<string>(["withdrawn", "terminated"]);
/** Each race that is lost for a number costs a try. */
const maxTries = 5;

type Part = NonNullable<CaseHead["parts"]>[number];

/**
 * Joint matters (一件事): accepting the whole opens a case in each part's department, all at the same time but those
 * that need another's approval first; each decision is recorded in the whole, which is decided with the last; ending the
 * whole ends what is open. A part that is refused ends no other, unless that needs it.
 */
export function jointMatters(deps: JointDeps): MessageHandler {
  const { store } = deps;

  const move = async (
    caseNumber: string,
    action: CommandAction,
    event: CaseEvent,
    more: Pick<Command, "part" | "note"> = {},
  ): Promise<void> => {
    // From what happened, not from the message: every delivery of it moves the case once.
    const command = systemCommand(system.id, action, event.subject, event.traceparent);
    const result = await runCommand(deps, caseNumber, { ...command, ...more });
    if (result.kind === "unknown") throw new PermanentError(`no case ${caseNumber}`);
    log(result.kind === "done" ? logs.moved : logs.late, { caseNumber, action, result: result.kind });
  };

  /** The part's case: found, or opened now. */
  const openPart = async (whole: CaseHead, { code, after }: Part, event: CaseEvent): Promise<void> => {
    const published = await deps.items.current(code);
    if (!published) throw new PermanentError(`part ${code} of ${whole.item.code} is not in the catalogue`);
    const application = await store.readApplication(whole.caseNumber, whole.formRevision);
    if (!application) throw new PermanentError(`what case ${whole.caseNumber} was applied with is gone`);
    const { person } = application;
    const form = await withRecorded(store, whole, application.form);
    const { department } = published.item;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const { earlier, free } = await partOrNumber(store, whole, code, department);
      if (earlier) return;
      if (!free) break;
      // The whole's originals are there already: it could not be accepted without them.
      const { originals: _there, ...item } = frozenItem(published, whole.handIn);
      const who = identifiedIn(whole, person.applicant);
      const { owed, seen } = lookUpsFor(published, form, who, dayOf(event.time));
      const head = openCase(
        {
          ...(owed.length > 0 && { lookUps: owed }),
          action: "openPart",
          caseNumber: free,
          item,
          department,
          applicantId: whole.applicantId,
          actor: system,
          channel: whole.channel,
          handIn: whole.handIn,
          receive: whole.receive,
          parent: whole.caseNumber,
          ...(whole.committed && { committed: whole.committed }),
          traceparent: event.traceparent,
        },
        event.time,
        await deps.calendar(),
        // One that waited for others counts from the moment on which they let it begin.
        after ? event.time : whole.clock.startedAt,
      );
      const copy = {
        form: { ...withSeen(form, { seen }), revision: 1 },
        person: { person },
      };
      // Otherwise somebody was faster with this number: the next try sees whether it was this part.
      if (await store.write(head, copy)) {
        log(logs.opened, { caseNumber: free, parent: whole.caseNumber });
        return;
      }
    }
    throw noFreeNumber();
  };

  const partOf = (whole: CaseHead, code: string) => partOfWhole(deps, whole, code);

  const endParts = async (whole: CaseHead, event: CaseEvent): Promise<void> => {
    for (const { code } of whole.parts ?? []) {
      const part = await partOf(whole, code);
      if (!part) continue;
      await (whole.state === "withdrawn"
        ? move(part.caseNumber, "withdraw", event)
        : move(part.caseNumber, "terminate", event, {
            note: { reason: "一件事已终止，并联事项随之终止。" },
          }));
    }
  };

  const read = async (caseNumber: string): Promise<CaseHead> => {
    const head = await store.read(caseNumber);
    if (!head) throw new PermanentError(`no case ${caseNumber}`);
    return head;
  };

  const onDecided =
    (result: (typeof partResults)[number]) =>
    async (event: CaseEvent): Promise<void> => {
      const { caseNumber, parent, itemCode } = event.data;
      if (!parent) return;
      await move(parent, "recordPart", event, { part: { code: itemCode, result, caseNumber } });
      if (result !== "terminated") await move(caseNumber, "endPart", event);
    };

  const onEnded = async (event: CaseEvent): Promise<void> => {
    if (event.data.joint) return endParts(await read(event.data.caseNumber), event);
    if (event.data.to === "terminated") return onDecided("terminated")(event);
  };

  /** Opens what can begin by now. */
  const begin = async (event: CaseEvent, which: (part: Part) => boolean): Promise<void> => {
    const whole = await read(event.data.caseNumber);
    if (ended.has(whole.state)) return;
    const parts = whole.parts ?? [];
    for (const part of parts) if (which(part) && canBegin(part, parts)) await openPart(whole, part, event);
    // It may have ended while its parts were being opened, and then nobody has ended those.
    const after = await read(whole.caseNumber);
    if (ended.has(after.state)) await endParts(after, event);
  };

  return followEvents(jointEvents, {
    accepted: (event) => begin(event, () => true),
    // What waits for nothing has begun with the acceptance.
    partDecided: (event) => begin(event, ({ after }) => after !== undefined),
    approved: onDecided("approved"),
    rejected: onDecided("rejected"),
    withdrawn: onEnded,
    terminated: onEnded,
  });
}
