import { versionOf } from "#events/define-event.ts";
import { type HearingEvent, hearingEvents } from "#events/hearing.ts";
import { type InspectionEvent, inspectionEvents } from "#events/inspection.ts";
import { type InterestedPartyEvent, interestedPartyEvents } from "#events/interested-party.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { Examination } from "./notes.ts";

const { arrived: _arrived, nearDue: _near, overdue: _over, ...inspections } = inspectionEvents;
const {
  chairObjectedTo: _objected,
  nearDue: _hearingNear,
  overdue: _hearingOver,
  ...hearings
} = hearingEvents;
const { named, informed, stated, considered, lapsed, cancelled } = interestedPartyEvents;

/** The steps of inspections, hearings and third parties by which a case knows what it owes. */
export const followedExaminations = {
  inspections,
  hearings,
  parties: { named, informed, stated, considered, lapsed, cancelled },
};

export type ExaminationEvent = InspectionEvent | HearingEvent | InterestedPartyEvent;

/** What a case keeps of it. Versions of one record come in any order: the newest wins. */
export function examinationOf(event: ExaminationEvent): Examination {
  const { data } = event;
  const { state, owed } = data;
  const step = shortEventName(event.type);
  const facts = { version: versionOf(event), state, step, ...(owed && { owed }) };
  if ("inspectionId" in data) return { kind: "inspection", id: data.inspectionId, ...facts };
  if ("hearingId" in data) return { kind: "hearing", id: data.hearingId, ...facts };
  return { kind: "interestedParty", id: data.partyId, ...facts };
}

/** Files that this step brought, and whose uploads they are. */
export const filesOf = ({ data }: ExaminationEvent): { documents: string[]; by: string } | undefined =>
  "documents" in data && data.documents && data.recordedBy
    ? { documents: data.documents, by: data.recordedBy }
    : undefined;
