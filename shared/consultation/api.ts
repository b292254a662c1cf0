import * as z from "zod";
import { consultationStates } from "#events/consultation.ts";
import { caseNumber, departmentCode, itemCode, shortDigest } from "#events/identifiers.ts";
import { satisfactionLevels } from "#events/rating.ts";
import { accessSchema } from "#shared/kernel/accesses/access.ts";
import { defineRoute, pageOf } from "#shared/kernel/http/contract.ts";
import {
  actionContracts,
  createContract,
  departmentQuery,
  getContract,
  historyContract,
  listContract,
  pageQuery,
} from "#shared/kernel/http/record-contracts.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { consultation } from "./record.ts";
import { citationSchema, filesSchema, saidKinds, saidSchema } from "./said.ts";

const requestSchema = z.strictObject({
  text: saidSchema,
  /** What it is about: an item, or a case of one's own; left out: anything. */
  itemCode: itemCode.optional(),
  caseNumber: caseNumber.optional(),
  /** Whom a question is for that is about neither. */
  department: departmentCode.optional(),
  files: filesSchema.default([]),
});
export type ConsultationRequest = z.output<typeof requestSchema>;

const { shape } = consultation.schema;
/** Without who asked: staff see what was asked. */
export const rowFields = consultation.schema.pick({
  consultationId: true,
  about: true,
  itemCode: true,
  caseNumber: true,
  department: true,
  state: true,
  askedAt: true,
  dueAt: true,
  endedAt: true,
  late: true,
  transfers: true,
  answeredAt: true,
  answeredInTime: true,
  reopened: true,
  level: true,
});
const row = rowFields.extend({
  overdue: z.boolean(),
  /** What was asked, for whoever asked it; staff open the question for it. */
  text: z.string().optional(),
});
export type ConsultationRowView = z.output<typeof row>;

export const wholeFields = rowFields.extend({
  version: shape.version,
  itemVersion: shape.itemVersion,
  complex: shape.complex,
  extended: shape.extended,
  mergedInto: shape.mergedInto,
});
const view = wholeFields
  .extend({ overdue: z.boolean(), allowedActions: z.array(z.string()) })
  .meta({ id: "Consultation" });
export type ConsultationView = z.output<typeof view>;

const saidView = z.object({
  kind: z.enum(saidKinds),
  text: z.string(),
  files: z.array(z.string()),
  cites: citationSchema.optional(),
  writtenAt: z.iso.datetime(),
  by: z.enum(["asker", "office"]),
  department: z.string().optional(),
});
export type SaidView = z.output<typeof saidView>;
const whole = view.extend({
  /** The oldest first. */
  said: z.array(saidView),
  /** For staff: the asker's other open questions to the department, the likest first. */
  others: z.array(z.object({ consultationId: shortDigest, askedAt: z.iso.datetime(), alike: z.boolean() })),
});
export type WholeConsultation = z.output<typeof whole>;

const api = {
  plural: "consultations",
  id: "consultationId",
  idSchema: z.string().regex(/^[0-9a-f]{16}$/, "咨询编号不正确。|This is not a question's id."),
  what: { zh: "咨询", en: "a question" },
  readers: ["citizen", "clerk", "reviewer", "supervisor"],
  opens: "consultation",
  view,
} as const;

export const askConsultation = createContract(api, {
  summary: { zh: "提出咨询", en: "Ask a question" },
  roles: ["citizen"],
  body: requestSchema,
});
export const listConsultations = listContract(api, {
  summary: { zh: "咨询", en: "Consultations" },
  description:
    "a citizen's own, newest first; for staff the department's in one state, what is due first, first",
  roles: api.readers,
  query: { ...departmentQuery, state: z.enum(consultationStates).default("asked") },
  row,
});
export const getConsultation = getContract(api, whole);
export const getConsultationHistory = historyContract(api);
export const listConsultationAccesses = defineRoute({
  method: "GET",
  path: "/v1/consultations/{consultationId}/accesses",
  summary: { zh: "谁查看过这个咨询", en: "Who of the office looked at a question" },
  tag: "consultations",
  access: { kind: "person", roles: ["citizen", "auditor"] },
  pathParameters: z.strictObject({ consultationId: api.idSchema }),
  query: z.object(pageQuery),
  opens: "nothing",
  answers: {
    200: { description: "newest first", schema: pageOf(accessSchema) },
    404: { description: "there is none, or it is not yours to see" },
  },
});
export const consultationActions = actionContracts(api, lifecycle, bodies);

export const monthSchema = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "请写年月，例如 2026-11。|Please give a month such as 2026-11.");
const figures = z.object({
  month: z.string(),
  /** That ended in the month. */
  closed: z.int(),
  merged: z.int(),
  redirected: z.int(),
  answered: z.int(),
  answeredInTime: z.int(),
  /** Hours from asking to the first answer, of all that were answered together. */
  hoursToAnswer: z.int(),
  reopened: z.int(),
  /** By level. */
  rated: z.partialRecord(z.enum(satisfactionLevels), z.int()),
  /** Open now, and of these those whose deadline has passed. */
  open: z.int(),
  lateNow: z.int(),
  /** Times that a published answer helped, so that nothing was asked. */
  deflected: z.int(),
});
export type ConsultationFigures = z.output<typeof figures>;
export const consultationFigures = defineRoute({
  method: "GET",
  path: "/v1/consultation-figures",
  summary: { zh: "咨询统计", en: "Figures of questions" },
  tag: "consultations",
  access: { kind: "person", roles: ["clerk", "reviewer", "supervisor"] },
  query: z.object({ ...departmentQuery, month: monthSchema.optional() }),
  answers: { 200: { description: "counted anew from the questions, as of now", schema: figures } },
});

export const consultationRoutes = [
  askConsultation,
  listConsultations,
  getConsultation,
  getConsultationHistory,
  listConsultationAccesses,
  ...Object.values(consultationActions),
  consultationFigures,
];
