import * as z from "zod";
import { caseNumber } from "#events/identifiers.ts";
import { accessSchema } from "#shared/kernel/accesses/access.ts";
import { accessReason } from "#shared/kernel/accesses/reason.ts";
import { defineRoute, pageOf } from "#shared/kernel/http/contract.ts";
import {
  actionContracts,
  createContract,
  getContract,
  historyContract,
  listContract,
  pageQuery,
} from "#shared/kernel/http/record-contracts.ts";
import { wordsSchema } from "../clock.ts";
import { examinationIdSchema, examinationQuery } from "../examination-lists.ts";
import { hearing } from "../hearings/record.ts";
import { bodies, joinBodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { partyPersonSchema, personSchema } from "./party-person.ts";
import { interestedParty, relations } from "./record.ts";

export const rowFields = interestedParty.schema.pick({
  partyId: true,
  caseNumber: true,
  itemCode: true,
  department: true,
  state: true,
  version: true,
  openedAt: true,
  dueAt: true,
  late: true,
  relation: true,
  informed: true,
  statementBy: true,
  position: true,
  statedAt: true,
  weighing: true,
  hearingRequestBy: true,
  hearingRequested: true,
});
const view = rowFields
  .extend({ joined: z.boolean(), allowedActions: z.array(z.string()) })
  .meta({ id: "InterestedParty" });
export type PartyView = z.output<typeof view>;

const whole = view.extend({
  /** Masked, but for the party themselves; left out once it was deleted. */
  person: z.object({ name: z.string(), phone: z.string().optional() }).optional(),
  statement: partyPersonSchema.shape.statement,
  /** Hearings of the case, as far as they concern the party. */
  hearings: z.array(
    hearing.schema.pick({ state: true, hearingAt: true, place: true, closedTo: true, holdBy: true }),
  ),
});

const api = {
  plural: "interested-parties",
  id: "partyId",
  idSchema: examinationIdSchema,
  what: { zh: "利害关系人", en: "an interested party" },
  readers: ["citizen", "clerk", "reviewer", "supervisor"],
  opens: "interestedParty",
  view,
} as const;
const staff = ["clerk", "reviewer", "supervisor"] as const;

export const namePartyContract = createContract(api, {
  summary: { zh: "登记利害关系人", en: "Name an interested party" },
  roles: ["clerk", "reviewer"],
  body: z.strictObject({
    caseNumber,
    relation: z.enum(relations),
    person: personSchema,
    words: wordsSchema,
  }),
});
export const listParties = listContract(api, {
  summary: { zh: "利害关系人", en: "Interested parties" },
  description: "open ones of a department by what is due first; all of a case",
  roles: staff,
  query: examinationQuery,
  row: view,
});
export const listMyParties = listContract(api, {
  path: "/v1/my/interested-parties",
  summary: { zh: "我作为利害关系人的办件", en: "Cases that concern me" },
  description: "whose notice the caller took up, newest first",
  roles: ["citizen"],
  query: {},
  row: view,
});
export const getParty = getContract(api, whole);
export type WholePartyView = z.output<typeof whole>;
export const getPartyHistory = historyContract({ ...api, readers: staff });
export const partyActions = actionContracts(api, lifecycle, bodies);
export const joinActions = actionContracts(api, lifecycle, joinBodies);

export const revealParty = defineRoute({
  method: "POST",
  path: "/v1/interested-parties/{partyId}/reveal",
  summary: { zh: "查看利害关系人信息", en: "Reveal an interested party's data" },
  tag: "interested-parties",
  access: { kind: "person", roles: staff },
  pathParameters: z.strictObject({ partyId: examinationIdSchema }),
  body: z.strictObject(accessReason),
  opens: "person",
  limited: "reveal",
  answers: {
    200: {
      description: "unmasked; the look is on record, and the party can see it",
      schema: partyPersonSchema,
    },
    404: { description: "there is none, it is not yours to see, or it was deleted" },
  },
});
export const listPartyAccesses = defineRoute({
  method: "GET",
  path: "/v1/interested-parties/{partyId}/accesses",
  summary: { zh: "谁查看过我的信息", en: "Who looked at my data" },
  tag: "interested-parties",
  access: { kind: "person", roles: ["citizen", "auditor"] },
  pathParameters: z.strictObject({ partyId: examinationIdSchema }),
  query: z.object(pageQuery),
  opens: "nothing",
  answers: {
    200: { description: "newest first", schema: pageOf(accessSchema) },
    404: { description: "there is none, or it is not yours to see" },
  },
});

export const partyRoutes = [
  namePartyContract,
  listParties,
  listMyParties,
  getParty,
  getPartyHistory,
  ...Object.values(partyActions),
  ...Object.values(joinActions),
  revealParty,
  listPartyAccesses,
];
