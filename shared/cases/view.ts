import type { MomentDeps } from "#shared/kernel/calendar/moment.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { historyViewOf } from "#shared/kernel/http/record-routes.ts";
import { maskIdNumber, maskName, maskPhone } from "#shared/kernel/people/masking.ts";
import { detailsOf } from "#shared/kernel/records/last-event.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import type { Standing } from "#shared/representations/public.ts";
import { nextDueAt, type Party } from "./case.ts";
import type { Application, CaseStore } from "./case-store.ts";
import { type CaseHistoryEntry, shownFields } from "./case-views.ts";
import { progressOf } from "./clock-progress.ts";
import type { Actor } from "./command.ts";
import { allowedActions } from "./decide.ts";
import { lookUpsIn } from "./look-ups.ts";
import { detailsSchema } from "./notes.ts";
import { isUnconfirmedParty, wantsWithdrawal } from "./parties.ts";
import { caseProblems } from "./problems.ts";
import type { CaseHead, CaseRow } from "./record.ts";
import { actorIn, mayRead } from "./rights.ts";

/** Cases as the kernel's routes work with them. */
export const caseResource = <Store extends Pick<CaseStore, "read" | "history" | "write">>({
  store,
  standing,
}: {
  store: Store;
  standing: Pick<Standing, "nameIn">;
}) => ({
  store,
  mayRead: async (head: CaseHead, caller: Caller) => mayRead(head, await actorIn(head, caller, standing)),
  notFound: () => caseProblems.caseNotFound(),
});

/** What a list and a page show of a case: no personal data. */
export function viewOf(head: CaseRow, actor: Actor, now: string) {
  // What only the sweep of deadlines needs, and what the suspension says.
  const { nextCheckAt: _inside, pausedUntil = now, ...clock } = head.clock;
  const { by: _recorder, ...remedy } = head.remedy ?? {};
  return {
    ...shownFields.parse(head),
    itemCode: head.item.code,
    itemVersion: head.item.version,
    feeBefore: head.item.fee,
    handIn: { mode: head.handIn, originalsAt: head.originalsAt },
    receive: { mode: head.receive },
    dueAt: nextDueAt(head.clock) ?? null,
    clock,
    handler: head.handler ?? null,
    remedy: head.remedy && { ...remedy, kind: head.remedy.kind },
    suspension: head.suspension && { ...head.suspension, until: pausedUntil },
    allowedActions: allowedActions(head, actor, now),
  };
}

/** The same with how far its limit is, which changes with the day. */
export async function viewWithProgress({ calendar, now }: MomentDeps, head: CaseRow, actor: Actor) {
  const at = now();
  return { ...viewOf(head, actor, at), progress: progressOf(head, await calendar(), at) };
}

/** After its time an application is gone; how it was decided stays. */
export const personalDataDeleted = { answers: {}, materials: [], personalDataDeleted: true as const };

/** For staff who do not handle the case, until they give a reason: who applied, masked, and nothing of what they handed in. */
export function withheld(view: ReturnType<typeof applicationView>) {
  const {
    lookedUp: _lookedUp,
    notice: _notice,
    ownEarnings: _declared,
    situation: _situation,
    ...shown
  } = view;
  return { ...shown, answers: {}, materials: [], reasonNeeded: true as const };
}

export const maskedParty = ({ name, idNumber, phone }: Party) => ({
  name: maskName(name),
  idNumber: maskIdNumber(idNumber),
  phone: maskPhone(phone),
});

/**
 * The application as its applicant and the office see it: A from the licence store, B with the original seen,
 * C uploaded, D on the applicant's own word.
 */
export function applicationView(
  { form, person }: Application,
  head: CaseHead,
  /** Its history, for what was looked up since. */
  steps: readonly HistoryEntry[] = [],
) {
  const { answers, situation, materials, deferred = [], commitments = [], licences = [], notice } = form;
  const before = steps.filter(({ version }) => version < head.version);
  const recorded = lookUpsIn([...before.map(({ privateNote }) => privateNote), head.lastEvent]);
  const lookedUp = [...(form.lookUps ?? []), ...recorded];
  const { applicant, ownEarnings, applicantRole, parties, agent } = person;
  const uploaded = head.originalsAt ? ("B" as const) : ("C" as const);
  return {
    answers,
    ...(situation && { situation }),
    applicant: maskedParty(applicant),
    ...(ownEarnings && { ownEarnings }),
    ...(agent && { agent: maskedParty(agent) }),
    ...(applicantRole && { applicantRole }),
    ...(parties && {
      parties: parties.map((party, place) => ({
        ...maskedParty(party),
        role: party.role,
        confirmed: !isUnconfirmedParty(head, place),
        ...(wantsWithdrawal(head, place) && { wantsWithdrawal: true as const }),
      })),
    }),
    materials: [
      ...materials.map((material) => ({ ...material, trust: uploaded })),
      ...licences.map(({ materialId, licenceId }) => ({ materialId, licenceId, trust: "A" as const })),
      ...commitments.map((materialId) => ({ materialId, commitment: true as const, trust: "D" as const })),
      ...deferred.map(({ materialId, until }) => ({ materialId, until, trust: "D" as const })),
    ],
    ...(lookedUp.length > 0 && { lookedUp }),
    ...(notice && {
      notice: { reason: notice.reason, materials: notice.materials, fields: notice.fields },
    }),
  };
}

/** One entry of the history as it is shown. */
export function caseHistoryViewOf(entry: HistoryEntry): CaseHistoryEntry {
  const { details: kept, request, written } = entry.privateNote;
  const details = detailsOf(entry.privateNote);
  return {
    ...historyViewOf(entry),
    ...(details && { details: detailsSchema.parse(details) }),
    ...(written && { salt: written.salt }),
    ...(kept && { kept: Object.keys(kept) }),
    ...(request && { request }),
    traceparent: entry.event.traceparent,
    changes: entry.changes ?? { set: {} },
    hash: entry.hash ?? "",
  };
}
