import * as z from "zod";
import { accessSchema, openingHours, searchSchema } from "#shared/kernel/accesses/access.ts";
import { accessReason } from "#shared/kernel/accesses/reason.ts";
import { cursorSchema } from "#shared/kernel/aws/cursor.ts";
import { defineRoute, pageOf, type RouteContract } from "#shared/kernel/http/contract.ts";
import { casePath, noSuchCase, staff } from "./api.ts";
import { formSchema, personSchema, phoneSchema } from "./case.ts";
import { caseHistoryEntrySchema, caseSummarySchema } from "./case-views.ts";
import { keptElsewhere } from "./person-export.ts";

const page = (most: number) =>
  z.object({ cursor: cursorSchema, limit: z.coerce.number().int().min(1).max(most).default(20) });

export const revealPerson = defineRoute({
  method: "POST",
  path: "/v1/cases/{caseNumber}/reveal",
  summary: { zh: "查看个人信息", en: "Reveal an applicant's data" },
  tag: "people",
  access: { kind: "person", roles: staff },
  pathParameters: casePath,
  body: z.strictObject(accessReason),
  opens: "person",
  limited: "reveal",
  answers: {
    200: {
      description: "unmasked; the look is on record, and the applicant can see it",
      schema: personSchema,
    },
    ...noSuchCase,
  },
});

/** For what is not one's own work: what was handed in, and the official documents. */
export const openContent = defineRoute({
  method: "POST",
  path: "/v1/cases/{caseNumber}/openings",
  summary: { zh: "写明理由后查看", en: "Open a case that somebody else handles" },
  tag: "people",
  access: { kind: "person", roles: staff },
  pathParameters: casePath,
  body: z.strictObject(accessReason),
  opens: "content",
  limited: "reveal",
  answers: {
    200: {
      description: `for ${openingHours} hours the caller sees answers, materials and official documents; on record, and the applicant can see it`,
      schema: z.object({ until: z.iso.datetime() }),
    },
    ...noSuchCase,
  },
});

/** POST, because what is searched for must not be in a URL. */
export const searchPerson = defineRoute({
  method: "POST",
  path: "/v1/cases/search",
  summary: { zh: "按证件号码或手机号码查办件", en: "Find cases by ID number or phone" },
  tag: "people",
  access: { kind: "person", roles: staff },
  body: z
    .strictObject({
      idNumber: z.string().trim().min(5).max(32).optional(),
      phone: phoneSchema.optional(),
      ...accessReason,
    })
    .refine(
      ({ idNumber, phone }) => (idNumber === undefined) !== (phone === undefined),
      "请填写证件号码或手机号码，二者选一。|Please give either an ID number or a phone.",
    ),
  limited: "search",
  answers: {
    200: {
      description:
        "the newest cases of the caller's department, and whether there may be more; the search is on record",
      schema: z.object({ items: z.array(caseSummarySchema), more: z.boolean() }),
    },
  },
});

/** For whoever supervises, guards or audits: what was searched for is kept nowhere. */
export const listSearches = defineRoute({
  method: "GET",
  path: "/v1/person-searches",
  summary: { zh: "查人记录", en: "Searches for people" },
  tag: "people",
  access: { kind: "person", roles: ["supervisor", "securityAdmin", "auditor"] },
  query: z.object({
    ...page(100).shape,
    /** In Asia/Shanghai; today unless said. */
    day: z.iso.date().optional(),
    account: z.string().min(1).max(128).optional(),
  }),
  answers: {
    200: {
      description: "of one day, by account and then the oldest first; of one account, if it is named",
      schema: pageOf(searchSchema),
    },
  },
});

export const listAccesses = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseNumber}/accesses",
  summary: { zh: "谁查看过我的信息", en: "Who looked at my data" },
  tag: "people",
  access: { kind: "person", roles: ["citizen", "auditor"] },
  pathParameters: casePath,
  query: page(100),
  opens: "nothing",
  answers: {
    200: {
      description: "newest first",
      schema: pageOf(accessSchema),
    },
    ...noSuchCase,
  },
});

export const exportMine = defineRoute({
  method: "GET",
  path: "/v1/me/export",
  summary: { zh: "导出我的数据", en: "Export my data" },
  tag: "people",
  access: { kind: "person", roles: ["citizen"] },
  query: page(20),
  limited: "export",
  answers: {
    200: {
      description:
        "everything kept of the caller's cases (PIPL Art. 45), page by page; with the first page what else is kept: notices, consultations, policies",
      schema: pageOf(
        z.object({
          case: caseSummarySchema,
          /** Null once it is deleted on its own terms. */
          person: personSchema.nullable(),
          /** Every revision, the first one first. */
          applications: z.array(formSchema),
          history: z.array(caseHistoryEntrySchema),
          accesses: z.array(accessSchema),
        }),
      ).extend({
        exportedAt: z.iso.datetime(),
        /** With the first page only. */
        elsewhere: z.object(keptElsewhere).optional(),
      }),
      headers: { "content-disposition": "the name of a file to keep it in" },
    },
  },
});

export const personRoutes: RouteContract[] = [
  revealPerson,
  openContent,
  searchPerson,
  listSearches,
  listAccesses,
  exportMine,
];
