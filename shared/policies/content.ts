import * as z from "zod";
import { itemCode } from "#events/identifiers.ts";
import { policyCategories } from "#events/policy.ts";
import { line, lines } from "#shared/kernel/text.ts";
import { ruleSchema } from "./rule/rule.ts";

/** Chinese, and the same in English where somebody wrote it. */
const said = (most: number) => z.strictObject({ zh: lines(2, most), en: lines(2, most * 2).optional() });
export type Said = { zh: string; en?: string | undefined };

const field = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/);
/** Where a field of the application gets its answer from, when somebody looks at it. */
export const prefillSchema = z.strictObject({
  field,
  from: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("identityName") }),
    z.strictObject({ kind: z.literal("identityNumber") }),
    z.strictObject({
      kind: z.literal("fixed"),
      value: z.union([line(1, 100), z.number(), z.boolean(), z.array(line(1, 100)).min(1).max(20)]),
    }),
    z.strictObject({
      kind: z.literal("answer"),
      itemCode,
      field: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*(\.[a-zA-Z][a-zA-Z0-9]*)?$/),
    }),
  ]),
});
export type Prefill = z.output<typeof prefillSchema>;

/** `confirmation`: 免申即享, where one confirms where the money goes and nothing else is asked. */
export const kinds = ["application", "confirmation"] as const;

/** What a policy says, in words and as a rule. */
export const contentSchema = z.strictObject({
  title: z.strictObject({ zh: line(4, 60), en: line(4, 120).optional() }),
  category: z.enum(policyCategories),
  kind: z.enum(kinds),
  who: said(500),
  what: said(1000),
  howMuch: said(500),
  /** How it is applied for, and where. */
  how: said(1000),
  /** Documents and articles that it rests on. */
  basis: z.array(line(4, 200)).min(1).max(10),
  /** What nobody has confirmed yet: said on the page. */
  unconfirmed: z.array(line(4, 200)).max(10).optional(),
  /** First and last day on which it can be applied for (Asia/Shanghai). */
  opensOn: z.iso.date().optional(),
  until: z.iso.date().optional(),
  rule: ruleSchema,
  /** The item by which it is applied for here; left out: as `how` says. */
  apply: z
    .strictObject({
      itemCode,
      prefill: z.array(prefillSchema).max(30),
      /** Fields that whoever applies fills in or confirms. */
      confirm: z.array(field).max(10).optional(),
    })
    .optional(),
});
export type Content = z.output<typeof contentSchema>;

/** In the reader's language, or in Chinese where nobody wrote the other. */
export const inWords = (text: Said, locale: "zh" | "en"): string => text[locale] ?? text.zh;
