import type { CaseEvent } from "#events/case.ts";
import type { InterestedPartyEvent } from "#events/interested-party.ts";
import { casePartition, type ExaminationKind } from "#shared/examinations/clock.ts";
import { dropped } from "#shared/examinations/dropped.ts";
import { decide as decideHearing } from "#shared/examinations/hearings/decide.ts";
import { type Hearing, type hearing, isOpen } from "#shared/examinations/hearings/record.ts";
import type { Inspection, inspection } from "#shared/examinations/inspections/record.ts";
import { policy } from "#shared/examinations/limits.ts";
import type { PartyStore } from "#shared/examinations/parties/party-person.ts";
import { follows } from "#shared/examinations/wiring.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";

export type FollowDeps = MomentDeps & {
  inspections: Pick<RecordStore<Inspection, (typeof inspection)["indexes"]>, "list" | "read" | "write">;
  hearings: Pick<RecordStore<Hearing, (typeof hearing)["indexes"]>, "list" | "read" | "write">;
  parties: Pick<PartyStore, "list" | "read" | "write">;
};

const hearingBy = bySystem(decideHearing, "interested-parties");

/** A third party's words about a hearing reach the hearing; with the end of a case all of it ends. */
export function examinationFollow(deps: FollowDeps): MessageHandler {
  const { inspections, hearings, parties } = deps;
  const page = { limit: policy.maxOfCase };

  const openHearings = async (caseNumber: string): Promise<Hearing[]> =>
    (await hearings.list("byCase", casePartition("hearing", caseNumber), page)).items.filter(isOpen);

  const announce = async ({ data, traceparent }: InterestedPartyEvent): Promise<void> => {
    const { caseNumber, hearingRequestBy: requestBy } = data;
    if (!requestBy) return;
    const moment = await momentNow(deps);
    for (const { hearingId, ground } of await openHearings(caseNumber))
      if (ground === "onRequest")
        await changeRecord(hearings, hearingId, (one) =>
          // Delivered again, or about an earlier day: nothing is left to change.
          one.requestBy !== undefined && one.requestBy >= requestBy
            ? undefined
            : hearingBy(one, "announceToMore", { requestBy }, moment, childTrace(traceparent)),
        );
  };

  /** As the party's record stands by now: a request and its withdrawal may come in any order. */
  const request = async ({ data, time, traceparent }: InterestedPartyEvent): Promise<void> => {
    const party = await parties.read(data.partyId);
    if (!party) throw new Error(`party ${data.partyId} was announced and cannot be read`);
    // It was asked for in time, however late this message is.
    const moment = { ...(await momentNow(deps)), now: time };
    const action = party.hearingRequested ? "request" : "withdrawRequest";
    const around = { ...moment, asked: { requester: party.partyId } };
    for (const { hearingId } of await openHearings(party.caseNumber))
      await changeRecord(hearings, hearingId, (one) =>
        hearingBy(one, action, {}, around, childTrace(traceparent)),
      );
  };

  const end = async ({ data: { caseNumber }, traceparent }: CaseEvent): Promise<void> => {
    const [moment, trace] = [await momentNow(deps), childTrace(traceparent)];
    const partition = (kind: ExaminationKind) => casePartition(kind, caseNumber);
    for (const { inspectionId } of (await inspections.list("byCase", partition("inspection"), page)).items)
      await changeRecord(inspections, inspectionId, (one) => dropped.inspection(one, moment, trace));
    for (const { hearingId } of await openHearings(caseNumber))
      await changeRecord(hearings, hearingId, (one) => dropped.hearing(one, moment, trace));
    for (const { partyId } of (await parties.list("byCase", partition("interestedParty"), page)).items)
      await changeRecord(parties, partyId, (one) => dropped.party(one, moment, trace));
  };

  return followEvents(follows, {
    informed: announce,
    hearingRequested: request,
    hearingRequestWithdrawn: request,
    approved: end,
    rejected: end,
    withdrawn: end,
    terminated: end,
  });
}
