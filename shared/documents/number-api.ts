import * as z from "zod";
import { departmentCode } from "#events/identifiers.ts";
import { defineRoute, pageOf } from "#shared/kernel/http/contract.ts";
import { pageQuery } from "#shared/kernel/http/record-contracts.ts";
import { lines } from "#shared/kernel/text.ts";
import { numberedKinds, otherOrgans } from "./running-numbers.ts";

const caseNumber = z.string();
const numberedKind = z.enum(numberedKinds as [string, ...string[]]);

/** One line of a register of numbers (文号登记簿). */
export const registeredNumberView = z
  .strictObject({
    /** `1001-approval-2026-12`: organ, kind, year, number. */
    numberId: z.string(),
    number: z.int().positive(),
    text: z.string(),
    caseNumber,
    documentId: z.string(),
    kind: numberedKind,
    at: z.iso.datetime(),
    void: z.strictObject({ reason: z.string(), at: z.iso.datetime() }).optional(),
  })
  .meta({ id: "RegisteredNumber" });
export type RegisteredNumberView = z.output<typeof registeredNumberView>;

const supervisor = { kind: "person", roles: ["supervisor"] } as const;

export const listNumbers = defineRoute({
  method: "GET",
  path: "/v1/official-document-numbers",
  summary: { zh: "文号登记簿", en: "A register of running numbers" },
  tag: "documents",
  access: supervisor,
  query: z.object({
    ...pageQuery,
    kind: numberedKind,
    year: z.string().regex(/^20\d\d$/, "年份为 4 位数字。|A year has 4 digits."),
    /** One's own department's, unless it is one that is no department. */
    organ: z
      .union([departmentCode, z.enum(otherOrgans.map(({ code }) => code) as [string, ...string[]])])
      .optional(),
  }),
  answers: {
    200: {
      description: "numbers of one organ, kind and year without a gap, the newest first",
      schema: pageOf(registeredNumberView),
    },
    404: { description: "another department's register" },
  },
});

export const voidNumber = defineRoute({
  method: "POST",
  path: "/v1/official-document-numbers/{numberId}/void",
  summary: { zh: "文号作废", en: "Record that a number is void" },
  tag: "documents",
  access: supervisor,
  pathParameters: z.strictObject({ numberId: z.string().max(60) }),
  body: z.strictObject({ reason: lines(2, 200) }),
  opens: "nothing",
  answers: {
    200: { description: "the number as it stands in its register", schema: registeredNumberView },
    404: { description: "no such number, or another department's" },
    409: { description: "its document is there, or may still be made" },
  },
});
