import * as z from "zod";
import { caseNumber } from "#events/identifiers.ts";
import {
  actionContracts,
  createContract,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { wordsSchema } from "../clock.ts";
import { examinationIdSchema, examinationQuery } from "../examination-lists.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { inspection } from "./record.ts";

export const viewFields = inspection.schema.pick({
  inspectionId: true,
  caseNumber: true,
  itemCode: true,
  department: true,
  state: true,
  version: true,
  openedAt: true,
  dueAt: true,
  late: true,
  visit: true,
  officers: true,
  appointmentAt: true,
  rescheduled: true,
  startedAt: true,
  endedAt: true,
  checks: true,
  documents: true,
  signature: true,
  recheckOn: true,
});
const view = viewFields
  .extend({
    /** The applicant sees cards, not accounts. */
    officers: z.array(z.object({ account: z.string().optional(), cardNumber: z.string() })),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Inspection" });
export type InspectionView = z.output<typeof view>;

const api = {
  plural: "inspections",
  id: "inspectionId",
  idSchema: examinationIdSchema,
  what: { zh: "现场核查", en: "an on-site inspection" },
  readers: ["citizen", "clerk", "reviewer", "supervisor"],
  opens: "inspection",
  view,
} as const;

export const planInspectionContract = createContract(api, {
  summary: { zh: "安排现场核查", en: "Plan an on-site inspection" },
  roles: ["clerk", "reviewer"],
  body: z.strictObject({ caseNumber, words: wordsSchema.optional() }),
});
export const listInspections = listContract(api, {
  summary: { zh: "现场核查", en: "On-site inspections" },
  description: "open ones of a department by what is due first; all of a case for whoever may see it",
  roles: api.readers,
  query: examinationQuery,
  row: view,
});
export const getInspection = getContract(api, view);
export const getInspectionHistory = historyContract(api);
export const inspectionActions = actionContracts(api, lifecycle, bodies);

export const inspectionRoutes = [
  planInspectionContract,
  listInspections,
  getInspection,
  getInspectionHistory,
  ...Object.values(inspectionActions),
];
