import * as z from "zod";
import { shortDigest } from "#events/identifiers.ts";
import { policyCategories, policyStates } from "#events/policy.ts";
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
import { inBothLanguages } from "#shared/kernel/text.ts";
import { contentSchema } from "./content.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { policy } from "./policy.ts";

export const policyIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/, "政策编号不正确。|This is not a policy's id.");

/** What everybody sees: the words, and the rule as sentences; how it is filled in is nobody's concern. */
const publicFields = contentSchema.pick({
  title: true,
  category: true,
  kind: true,
  who: true,
  what: true,
  howMuch: true,
  how: true,
  basis: true,
  unconfirmed: true,
  opensOn: true,
  until: true,
});
const publicView = publicFields
  .extend({
    policyId: shortDigest,
    department: z.string(),
    edition: z.int().positive(),
    publishedAt: z.iso.datetime(),
    /** Of one of these groups all have to hold. */
    conditions: z.array(z.array(inBothLanguages)),
    /** The item by which it is applied for here. */
    itemCode: z.string().optional(),
  })
  .meta({ id: "PublicPolicy" });
export type PublicPolicy = z.output<typeof publicView>;

export const listPolicies = defineRoute({
  method: "GET",
  path: "/v1/policies",
  summary: { zh: "惠企便民政策", en: "Policies for people and enterprises" },
  tag: "policies",
  access: { kind: "public" },
  query: z.object({ ...pageQuery, category: z.enum(policyCategories).optional() }),
  answers: {
    200: {
      description: "that hold now, of one category or of all; newest first",
      schema: pageOf(publicView),
    },
  },
});
export const readPolicy = defineRoute({
  method: "GET",
  path: "/v1/policies/{policyId}/page",
  summary: { zh: "政策内容", en: "What a policy says" },
  tag: "policies",
  access: { kind: "public" },
  pathParameters: z.strictObject({ policyId: policyIdSchema }),
  answers: {
    200: { description: "the edition that holds", schema: publicView },
    404: { description: "there is none, or it was withdrawn or is over" },
  },
});

const { shape } = policy.schema;
export const deskFields = policy.schema.pick({
  policyId: true,
  department: true,
  state: true,
  edition: true,
  title: true,
  writtenAt: true,
  publishedAt: true,
  endsAt: true,
});
export type PolicyRow = z.output<typeof deskFields>;

/** How many people it is; left out: fewer than may be told. */
const count = z.int().nonnegative().optional();
const view = deskFields
  .extend({
    version: shape.version,
    writtenBy: shape.writtenBy,
    checkedBy: shape.checkedBy,
    draft: contentSchema.optional(),
    live: contentSchema.optional(),
    /** Of the draft, or else of the edition that holds. */
    conditions: z.array(z.array(inBothLanguages)).optional(),
    figures: z.strictObject({ matched: count, notFitting: count, enjoyed: count }).optional(),
    /** Accounts fewer than this are not counted. */
    leastCounted: z.int(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Policy" });
export type PolicyView = z.output<typeof view>;

const api = {
  plural: "policies",
  id: "policyId",
  idSchema: policyIdSchema,
  what: { zh: "政策", en: "a policy" },
  readers: ["clerk", "reviewer", "supervisor"],
  // Nothing in it is about anybody.
  opens: "nothing",
  view,
  bodyLimit: 65_536,
} as const;

export const listDeskPolicies = listContract(api, {
  path: "/v1/desk/policies",
  summary: { zh: "政策维护", en: "Policies to look after" },
  description: "the department's in one state, oldest first",
  roles: api.readers,
  query: { ...departmentQuery, state: z.enum(policyStates).default("published") },
  row: deskFields,
});
export const draftPolicy = createContract(api, {
  summary: { zh: "拟定政策", en: "Write a policy" },
  roles: ["clerk", "reviewer", "supervisor"],
  body: z.strictObject({ content: contentSchema, department: departmentQuery.department }),
});
export const getPolicy = getContract(api, view);
export const getPolicyHistory = historyContract(api);
export const policyActions = actionContracts(api, lifecycle, bodies);

export const policyRoutes = [
  listPolicies,
  readPolicy,
  listDeskPolicies,
  draftPolicy,
  getPolicy,
  getPolicyHistory,
  ...Object.values(policyActions),
];
