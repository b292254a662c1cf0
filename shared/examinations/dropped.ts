import type { Moment } from "#shared/kernel/calendar/moment.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { decide as decideHearing } from "./hearings/decide.ts";
import type { Hearing } from "./hearings/record.ts";
import { decide as decideInspection } from "./inspections/decide.ts";
import type { Inspection } from "./inspections/record.ts";
import { decide as decideParty } from "./parties/decide.ts";
import type { InterestedParty } from "./parties/record.ts";

const inspectionBy = bySystem(decideInspection, "case");
const hearingBy = bySystem(decideHearing, "case");
const partyBy = bySystem(decideParty, "case");

/** What the end of a case makes of each examination of it; undefined when nothing is left to end. */
export const dropped = {
  inspection: (one: Inspection, moment: Moment, trace: string) =>
    inspectionBy(one, "drop", {}, moment, trace),
  hearing: (one: Hearing, moment: Moment, trace: string) => hearingBy(one, "drop", {}, moment, trace),
  party: (one: InterestedParty, moment: Moment, trace: string) => partyBy(one, "drop", {}, moment, trace),
};
