import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import { deadlineAfter } from "#shared/kernel/calendar/working-days.ts";
import type { CommandAction } from "./actions.ts";
import type { Command } from "./command.ts";
import type { CaseHead } from "./record.ts";

type Step = { head: CaseHead; command: Command; now: string; calendar: Calendar };
/** `undefined` takes a field away. */
export type FieldChanges = { [Field in keyof CaseHead]?: CaseHead[Field] | undefined };

const assigned = ({ command }: Step): FieldChanges => ({ handler: command.note?.assignee });

/** What actions change in the record beside state and clock. */
const effects: Partial<Record<CommandAction, (step: Step) => FieldChanges>> = {
  claim: ({ command }) => ({ handler: command.actor.id }),
  assign: assigned,
  transfer: assigned,
  release: () => ({ handler: undefined }),
  receiveOriginals: ({ head, now }) => ({ originalsAt: head.originalsAt ?? now, deliveryStalled: undefined }),
  requestSupplement: ({ head }) => ({ noticeRevision: head.formRevision }),
  accept: ({ command }) => ({ acceptedBy: command.actor.id }),
  suspend({ command, now, calendar }) {
    const suspension = command.note?.suspension;
    if (!suspension) return {};
    const days = suspension.expectedDays;
    const until = deadlineAfter(calendar, now, { days, unit: "workingDay" }).dueAt;
    return { suspension: { kind: suspension.kind, until } };
  },
  resume: () => ({ suspension: undefined }),
  askOpinion({ head, command, now }) {
    const department = command.note?.opinion?.department;
    return department ? { opinions: [...(head.opinions ?? []), { department, askedAt: now }] } : {};
  },
  giveOpinion: ({ head, command }) => ({
    opinions: (head.opinions ?? []).map((opinion) =>
      opinion.department === command.actor.department ? { ...opinion, given: true as const } : opinion,
    ),
  }),
  markDeliveryStalled: () => ({ deliveryStalled: true }),
  failDelivery: ({ head }) => ({
    delivery: { attempt: head.delivery?.attempt ?? 1, failed: true },
    deliveryStalled: undefined,
  }),
  confirmDelivery: () => ({ deliveryStalled: undefined }),
  redeliver: ({ head }) => ({ delivery: { attempt: (head.delivery?.attempt ?? 1) + 1 } }),
  recordPart: ({ head, command: { part } }) => ({
    parts: (head.parts ?? []).map((one) => (one.code === part?.code ? { ...one, result: part.result } : one)),
  }),
};

export function changesOf(action: CommandAction, step: Step): FieldChanges {
  const { command } = step;
  return {
    ...effects[action]?.(step),
    ...(command.form && { formRevision: command.form.revision, deferredUntil: command.form.deferredUntil }),
  };
}
