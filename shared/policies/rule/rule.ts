import * as z from "zod";
import { itemCode } from "#events/identifiers.ts";
import { line } from "#shared/kernel/text.ts";

/** Whom a rule can speak of, as service items name it (A.9). */
export const entities = [
  "naturalPerson",
  "enterprise",
  "institution",
  "socialOrganisation",
  "governmentOrgan",
  "otherOrganisation",
] as const;
export type Entity = (typeof entities)[number];

const days = z.int().min(0).max(36_500);
/** The act that allows to look at what is sensitive (个人信息保护法 Art. 28). */
const basis = line(4, 200).optional();

/** Years of the verified identity, on the day of the match. */
const age = z.strictObject({
  fact: z.literal("age"),
  atLeast: z.int().min(0).max(130).optional(),
  below: z.int().min(1).max(131).optional(),
});
const entity = z.strictObject({ fact: z.literal("entity"), oneOf: z.array(z.enum(entities)).min(1).max(6) });
/** Codes of the district or of its subdistricts, of the address in the newest case that has one. */
const area = z.strictObject({
  fact: z.literal("area"),
  oneOf: z
    .array(
      z
        .string()
        .regex(/^\d{6}(\d{6})?$/, "请填写 6 位或 12 位区划代码。|Please give a code of 6 or 12 digits."),
    )
    .min(1)
    .max(20),
});
/** An approved case of the item; within so many days, where it says so. */
const granted = z.strictObject({
  fact: z.literal("granted"),
  itemCode,
  withinDays: days.optional(),
  basis,
});
/** No approved case of the item is known. */
const notGranted = z.strictObject({ fact: z.literal("notGranted"), itemCode, basis });
/** What was answered in the newest approved case of the item. */
const answer = z.strictObject({
  fact: z.literal("answer"),
  itemCode,
  /** By its name in the form; `group.name` for one in a group. */
  field: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*(\.[a-zA-Z][a-zA-Z0-9]*)?$/),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  oneOf: z.array(line(1, 100)).min(1).max(30).optional(),
  is: z.boolean().optional(),
  /** Of a day: how long it is ago. */
  daysAgoAtLeast: days.optional(),
  daysAgoAtMost: days.optional(),
  basis,
});

export const conditionSchema = z.discriminatedUnion("fact", [age, entity, area, granted, notGranted, answer]);
export type Condition = z.output<typeof conditionSchema>;
export type AnswerCondition = z.output<typeof answer>;

/** 资格规则: it fits whom all conditions of one of the alternatives hold for. */
export const ruleSchema = z.strictObject({
  alternatives: z.array(z.array(conditionSchema).min(1).max(10)).min(1).max(5),
});
export type Rule = z.output<typeof ruleSchema>;

/** The item that a condition is about. */
export const itemOf = (condition: Condition): string | undefined =>
  "itemCode" in condition ? condition.itemCode : undefined;

/** What has to change for it to fit others, or for its application to be granted: items, and `area`. */
export const asksOf = ({ alternatives }: Rule, applied?: string): string[] => [
  ...new Set([
    ...alternatives.flat().flatMap((one) => (one.fact === "area" ? "area" : (itemOf(one) ?? []))),
    ...(applied ? [applied] : []),
  ]),
];

/** Conditions that only an approved case of their item can meet. */
const needsCase = ({ fact }: Condition): boolean => fact === "granted" || fact === "answer";

/** Where those that an alternative could fit are found: whoever was granted an item, or everybody of a kind. */
export type Source = { kind: "granted"; itemCode: string } | { kind: "entity"; entity: Entity };

const sourcesOf = (alternative: readonly Condition[]): Source[] => {
  const found = alternative.find(needsCase);
  const code = found && itemOf(found);
  if (code) return [{ kind: "granted", itemCode: code }];
  const named = alternative.flatMap((one) => (one.fact === "entity" ? one.oneOf : []));
  const meant = alternative.some(({ fact }) => fact === "age") ? (["naturalPerson"] as const) : entities;
  return (named.length > 0 ? named : meant).map((entity) => ({ kind: "entity", entity }));
};

/** All of them, each once. */
export const sourcesOfRule = ({ alternatives }: Rule): Source[] => [
  ...new Map(
    alternatives.flatMap(sourcesOf).map((source) => [JSON.stringify(source), source] as const),
  ).values(),
];
