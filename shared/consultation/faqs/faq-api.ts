import * as z from "zod";
import { faqStates } from "#events/faq.ts";
import { itemCode, shortDigest } from "#events/identifiers.ts";
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
import { bodies, refusePersonalWords } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { faq, faqTexts } from "./record.ts";

const requestSchema = z
  .strictObject({ ...faqTexts, itemCode: itemCode.optional(), fromConsultation: shortDigest.optional() })
  .superRefine(refusePersonalWords);
export type FaqRequest = z.output<typeof requestSchema>;

export const publicFields = faq.schema.pick({
  faqId: true,
  itemCode: true,
  question: true,
  answer: true,
  questionEn: true,
  answerEn: true,
  publishedAt: true,
});
export type PublicFaq = z.output<typeof publicFields>;

export const deskFields = faq.schema.pick({
  faqId: true,
  itemCode: true,
  itemVersion: true,
  department: true,
  state: true,
  question: true,
  proposedAt: true,
  checkBy: true,
});
export type FaqRow = z.output<typeof deskFields>;

export const viewFields = deskFields.extend({
  ...faq.schema.pick({
    version: true,
    answer: true,
    questionEn: true,
    answerEn: true,
    fromConsultation: true,
    proposedBy: true,
    confirmedBy: true,
    publishedAt: true,
  }).shape,
});
const view = viewFields
  .extend({
    /** How often it helped this month. */
    helped: z.int(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Faq" });
export type FaqView = z.output<typeof view>;

const api = {
  plural: "faqs",
  id: "faqId",
  idSchema: z
    .string()
    .regex(/^[0-9a-f]{16}$/, "常见问题编号不正确。|This is not the id of a published answer."),
  what: { zh: "常见问题", en: "a published answer" },
  readers: ["clerk", "reviewer", "supervisor"],
  // Nothing in it is about anybody.
  opens: "nothing",
  view,
} as const;

export const listFaqs = defineRoute({
  method: "GET",
  path: "/v1/faqs",
  summary: { zh: "常见问题", en: "Published answers" },
  tag: "faqs",
  access: { kind: "public" },
  query: z.object({ ...pageQuery, item: itemCode.optional() }),
  answers: { 200: { description: "of one item, or of all; newest first", schema: pageOf(publicFields) } },
});
export const listDeskFaqs = listContract(api, {
  path: "/v1/desk/faqs",
  summary: { zh: "常见问题维护", en: "Published answers to look after" },
  description: "the department's in one state, oldest first",
  roles: api.readers,
  query: { ...departmentQuery, state: z.enum(faqStates).default("proposed") },
  row: deskFields,
});
export const proposeFaq = createContract(api, {
  summary: { zh: "拟定常见问题", en: "Propose an answer for everybody" },
  roles: ["clerk", "reviewer", "supervisor"],
  body: requestSchema,
});
export const getFaq = getContract(api, view);
export const getFaqHistory = historyContract(api);
export const faqActions = actionContracts(api, lifecycle, bodies);
export const sayHelped = defineRoute({
  method: "POST",
  path: "/v1/faqs/{faqId}/helped",
  summary: { zh: "有帮助", en: "Say that it helped" },
  tag: "faqs",
  access: { kind: "person", roles: ["citizen"] },
  pathParameters: z.strictObject({ faqId: api.idSchema }),
  answers: {
    200: { description: "counted, and not who said it", schema: z.object({ faqId: shortDigest }) },
    404: { description: "there is none that is published" },
  },
});

export const faqRoutes = [
  listFaqs,
  listDeskFaqs,
  proposeFaq,
  getFaq,
  getFaqHistory,
  ...Object.values(faqActions),
  sayHelped,
];
