import type { CaseEvent } from "#events/case.ts";
import { type NewCase, openCase } from "#shared/cases/decide.ts";
import { withRecorded } from "#shared/cases/look-ups.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import type { CaseDeps } from "#shared/cases/run-command.ts";
import { endOfDay } from "#shared/kernel/calendar/working-days.ts";
import { PermanentError } from "#shared/kernel/messaging/consumer.ts";

const actor = { role: "system", id: "remedies" } as const;

/**
 * What it was applied for, by the item as it then was. What is there already (originals, fee, confirmations) is not asked
 * for again, and as many days as were ordered are the limit, in place of the law's and of the promised one.
 */
function itemAnew({ item, remedy }: CaseHead): CaseHead["item"] {
  const { originals: _there, fee: _settled, confirmWithin: _confirmed, instant: _past, ...same } = item;
  return remedy?.within ? { ...same, legal: remedy.within, promised: remedy.within } : same;
}

const openingOf = (before: CaseHead, caseNumber: string, traceparent: string): NewCase => ({
  action: "openAnew",
  caseNumber,
  item: itemAnew(before),
  department: before.department,
  applicantId: before.applicantId,
  actor,
  channel: before.channel,
  handIn: before.handIn,
  receive: before.receive,
  anewFor: before.caseNumber,
  ...(before.submittedBy && { submittedBy: before.submittedBy }),
  ...(before.parties && { parties: before.parties }),
  ...(before.committed && { committed: before.committed }),
  ...(before.addressConfirmed && { addressConfirmed: before.addressConfirmed }),
  ...(before.lookUps && { lookUps: before.lookUps }),
  ...(before.deferredUntil && { deferredUntil: before.deferredUntil }),
  traceparent,
});

/**
 * Opens the case in which a decision is made anew (责令重新作出), with what was applied with before; its time runs from the
 * day on which the department got the order. Gives its number, or undefined where nothing is to be opened or it is there.
 */
export async function openAnew(
  { store, calendar }: Pick<CaseDeps, "store" | "calendar">,
  { data: { caseNumber }, time, traceparent }: CaseEvent,
): Promise<string | undefined> {
  const before = await store.read(caseNumber);
  if (!before) throw new PermanentError(`no case ${caseNumber}`);
  const { anew, from } = before.remedy ?? {};
  if (!anew) return undefined;
  const application = await store.readApplication(caseNumber, before.formRevision);
  if (!application) throw new PermanentError(`what case ${caseNumber} was applied with is gone`);
  const { form, person } = application;
  const served = from && endOfDay(from) < time ? endOfDay(from) : time;
  const head = openCase(openingOf(before, anew, traceparent), time, await calendar(), served);
  const copy = { ...(await withRecorded(store, before, form)), revision: 1 };
  if (await store.write(head, { form: copy, person: { person } })) return anew;
  const there = await store.read(anew);
  if (there?.anewFor === caseNumber) return undefined;
  throw new Error(`case number ${anew} belongs to another case`);
}
