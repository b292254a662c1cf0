import * as z from "zod";
import { accessSchema } from "#shared/kernel/accesses/access.ts";
import { defineRoute, pageOf } from "#shared/kernel/http/contract.ts";
import {
  actionContracts,
  createContract,
  getContract,
  historyContract,
  listContract,
  pageQuery,
  representationId,
} from "#shared/kernel/http/record-contracts.ts";
import { residentIdFault } from "#shared/kernel/identifiers/resident-id.ts";
import { usccFault } from "#shared/kernel/identifiers/uscc.ts";
import { line } from "#shared/kernel/text.ts";
import { bodies, ownEarnings } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { maxItems, representation } from "./record.ts";

const uscc = z
  .string()
  .trim()
  .toUpperCase()
  .refine(
    (text) => !usccFault(text),
    "统一社会信用代码不正确，请核对。|This is not a valid social credit code.",
  );
const residentId = z
  .string()
  .trim()
  .toUpperCase()
  .refine((text) => !residentIdFault(text), "身份证号码不正确，请核对。|This is not a valid ID number.");
const somebody = z.strictObject({ name: line(1, 100), idNumber: residentId });

const requestSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("legalRepresentative"), uscc, ownEarnings }),
  z.strictObject({
    kind: z.literal("proxy"),
    agent: somebody,
    /** As whose legal representative the mandate is granted; left out: in one's own name. */
    under: representationId.optional(),
    scope: z.array(z.string().min(31).max(33)).min(1).max(maxItems).optional(),
    until: z.iso.date(),
    ownEarnings,
  }),
  z.strictObject({ kind: z.literal("guardian"), ward: somebody, ownEarnings }),
]);
export type RepresentationRequest = z.output<typeof requestSchema>;

export const viewFields = representation.schema.pick({
  representationId: true,
  version: true,
  kind: true,
  state: true,
  scope: true,
  until: true,
  requestedAt: true,
  endsAt: true,
  evidence: true,
  refusal: true,
  ownEarnings: true,
});
/** Both sides know each other's names; numbers are masked, and names too for staff. */
const shown = z.object({ name: z.string(), idType: z.string(), idNumber: z.string() });
const view = viewFields
  .extend({
    agent: shown,
    principal: shown,
    /** Whether the caller is the one who acts. */
    mine: z.boolean(),
    /** How it was made certain, and when. */
    verified: representation.schema.shape.verification.unwrap().pick({ way: true, at: true }).optional(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Representation" });
export type RepresentationView = z.output<typeof view>;

const api = {
  plural: "representations",
  id: "representationId",
  idSchema: representationId,
  what: { zh: "代理关系", en: "a representation" },
  readers: ["citizen", "clerk", "supervisor"],
  opens: "representation",
  view,
} as const;

export const requestRepresentation = createContract(api, {
  summary: {
    zh: "绑定单位、授权他人或者登记监护",
    en: "Bind an organisation, mandate somebody or register a guardianship",
  },
  roles: ["citizen"],
  body: requestSchema,
});
export const listRepresentations = listContract(api, {
  summary: { zh: "代理关系", en: "Who acts for whom" },
  description:
    "a citizen's: those in which they act, or with `side=granted` those that they granted, newest first; for staff the guardianships to be checked, oldest first",
  roles: api.readers,
  query: { side: z.enum(["acting", "granted"]).default("acting") },
  row: view,
});
export const getRepresentation = getContract(api, view);
export const getRepresentationHistory = historyContract(api);
export const listRepresentationAccesses = defineRoute({
  method: "GET",
  path: "/v1/representations/{representationId}/accesses",
  summary: { zh: "谁查看过这项代理关系", en: "Who of the office looked at a representation" },
  tag: "representations",
  access: { kind: "person", roles: ["citizen", "auditor"] },
  pathParameters: z.strictObject({ representationId }),
  query: z.object(pageQuery),
  opens: "nothing",
  answers: {
    200: { description: "newest first", schema: pageOf(accessSchema) },
    404: { description: "there is none, or it is not yours to see" },
  },
});
export const representationActions = actionContracts(api, lifecycle, bodies);

export const representationRoutes = [
  requestRepresentation,
  listRepresentations,
  getRepresentation,
  getRepresentationHistory,
  listRepresentationAccesses,
  ...Object.values(representationActions),
];
