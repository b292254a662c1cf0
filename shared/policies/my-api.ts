import * as z from "zod";
import { policyCategories } from "#events/policy.ts";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import { behalfQuery } from "#shared/kernel/http/record-contracts.ts";
import { inBothLanguages } from "#shared/kernel/text.ts";
import { kinds } from "./content.ts";
import { policyIdSchema } from "./desk-api.ts";

const citizen = { kind: "person", roles: ["citizen"] } as const;
const tag = "policies";
const query = z.object(behalfQuery);
const pathParameters = z.strictObject({ policyId: policyIdSchema });
const said = z.strictObject({ zh: z.string(), en: z.string().optional() });
const noMatch = { 404: { description: "it was not matched for them, or they do not consent to matching" } };
const notTheirs = { 403: { description: "not of whoever they act for" } };

const preferenceView = z
  .strictObject({
    /** The consent that holds: the text's edition, and since when. */
    consent: z
      .strictObject({ edition: z.string(), since: z.iso.datetime(), sensitive: z.boolean() })
      .optional(),
    /** By which somebody would consent now. */
    consentEdition: z.string(),
    declined: z.array(z.enum(policyCategories)),
    /** Whether an age is known of them: from a verified identity only. */
    ageKnown: z.boolean(),
    /** What they consented to before, and until when. */
    before: z.array(
      z.strictObject({ edition: z.string(), since: z.iso.datetime(), until: z.iso.datetime() }),
    ),
  })
  .meta({ id: "PolicyPreference" });
export type PolicyPreferenceView = z.output<typeof preferenceView>;

export const getPolicyPreference = defineRoute({
  method: "GET",
  path: "/v1/me/policy-preferences",
  summary: { zh: "我的政策直达设置", en: "Whether I am told of policies" },
  tag,
  access: citizen,
  query,
  answers: {
    200: { description: "as chosen; nothing without consent", schema: preferenceView },
    ...notTheirs,
  },
});
export const setPolicyPreference = defineRoute({
  method: "PUT",
  path: "/v1/me/policy-preferences",
  summary: { zh: "设置政策直达", en: "Choose whether to be told of policies" },
  tag,
  access: citizen,
  query,
  body: z.strictObject({
    /** Consents from now on, or takes that back at once. */
    consent: z.boolean(),
    /** The same for what they filed of health and income (单独同意, 个人信息保护法 Art. 29). */
    sensitive: z.boolean(),
    declined: z.array(z.enum(policyCategories)).max(policyCategories.length),
  }),
  answers: { 200: { description: "as chosen", schema: preferenceView }, ...notTheirs },
});

const row = z.strictObject({
  policyId: policyIdSchema,
  edition: z.int().positive(),
  title: said,
  category: z.enum(policyCategories),
  kind: z.enum(kinds),
  howMuch: said,
  until: z.iso.date().optional(),
  state: z.enum(["matched", "notFitting", "enjoyed"]),
  foundAt: z.iso.datetime(),
});
export type MyPolicyRow = z.output<typeof row>;
export const listMyPolicies = defineRoute({
  method: "GET",
  path: "/v1/me/policies",
  summary: { zh: "与我有关的政策", en: "Policies that fit me" },
  tag,
  access: citizen,
  query,
  answers: {
    200: {
      description: "that hold now and fit, newest first",
      schema: z.strictObject({ consented: z.boolean(), items: z.array(row) }),
    },
    ...notTheirs,
  },
});

/** One fact by which it fits: the condition in words, and what was filed, as it stands now. */
const reason = z.strictObject({
  condition: inBothLanguages,
  /** Whether it still holds. */
  holds: z.boolean(),
  value: z.string().optional(),
  from: z.enum(["identity", "account", "case", "nothing"]),
  caseNumber: z.string().optional(),
});
const whyView = row
  .extend({
    reasons: z.array(reason),
    /** The item that is applied for here. */
    itemCode: z.string().optional(),
    grantedBy: z.string().optional(),
  })
  .meta({ id: "PolicyMatch" });
export type WhyView = z.output<typeof whyView>;
export const whyMyPolicy = defineRoute({
  method: "GET",
  path: "/v1/me/policies/{policyId}",
  summary: { zh: "为什么告诉我", en: "Why I am told of a policy" },
  tag,
  access: citizen,
  query,
  pathParameters,
  answers: {
    200: { description: "with the exact facts that they filed", schema: whyView },
    ...notTheirs,
    ...noMatch,
  },
});

const application = z
  .strictObject({
    itemCode: z.string(),
    kind: z.enum(kinds),
    answers: z.record(z.string(), z.unknown()).meta({
      description: "answers to the item's form that are known, by the names of its fields",
      additionalProperties: { description: "as the form's JSON Schema says" },
    }),
    /** Fields that they fill in or confirm. */
    confirm: z.array(z.string()),
    howMuch: said,
  })
  .meta({ id: "PolicyApplication" });
export type PolicyApplication = z.output<typeof application>;
export const prefilledApplication = defineRoute({
  method: "GET",
  path: "/v1/me/policies/{policyId}/application",
  summary: { zh: "预填的申请", en: "The application, filled in" },
  tag,
  access: citizen,
  query,
  pathParameters,
  answers: {
    200: { description: "made at this moment from what they filed, and kept nowhere", schema: application },
    ...notTheirs,
    ...noMatch,
  },
});

export const sayNotFitting = defineRoute({
  method: "POST",
  path: "/v1/me/policies/{policyId}/not-fitting",
  summary: { zh: "不适合我", en: "Say that it does not fit me" },
  tag,
  access: citizen,
  query,
  pathParameters,
  answers: {
    200: {
      description: "counted for the policy's keeper, without who said it",
      schema: z.strictObject({ policyId: policyIdSchema }),
    },
    ...notTheirs,
    ...noMatch,
  },
});

export const myPolicyRoutes = [
  getPolicyPreference,
  setPolicyPreference,
  listMyPolicies,
  whyMyPolicy,
  prefilledApplication,
  sayNotFitting,
];
