export { hearing } from "./hearings/record.ts";
export { inspection } from "./inspections/record.ts";
export { interestedParty } from "./parties/record.ts";
