import * as z from "zod";
import { inBothLanguages } from "#shared/kernel/text.ts";
import { dayLimit, monthLimit } from "./item-procedure.ts";

const name = z.string().regex(/^[a-z][a-zA-Z0-9]{0,29}$/);
const materialId = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/);

/** Which answers to which questions; all of them must fit. Whoever is unsure fits none. */
const condition = z.record(name, z.array(name).min(1).max(10));
export type Condition = z.infer<typeof condition>;

const question = z.strictObject({
  id: name,
  text: inBothLanguages,
  help: inBothLanguages.optional(),
  options: z
    .array(z.strictObject({ value: name, text: inBothLanguages }))
    .min(2)
    .max(10),
  /** Asked only after these answers to questions before it. */
  askWhen: condition.optional(),
});
export type SituationQuestion = z.infer<typeof question>;

/** 业务办理项 at its smallest grain (最小颗粒化): what one situation changes of its item. */
const outcome = z.strictObject({
  id: name,
  name: inBothLanguages,
  /** Any of these. */
  when: z.array(condition).min(1).max(20),
  /** 业务办理项编码, where the situation has one of its own. */
  handleItem: z
    .string()
    .regex(/^[0-9A-Z]{31}\d{2}$/)
    .optional(),
  /** All that is asked for, from the item's materials, each as necessary as the item says unless said here. */
  materials: z
    .array(
      z.strictObject({
        materialId,
        necessity: z.enum(["required", "optional", "deferrable"]).optional(),
      }),
    )
    .max(50),
  /** The form's fields that are not asked, and those that are required. */
  form: z
    .strictObject({
      leaveOut: z.array(z.string().min(1).max(60)).max(50).optional(),
      require: z.array(z.string().min(1).max(60)).max(50).optional(),
    })
    .optional(),
  promisedLimit: dayLimit.optional(),
  legalLimit: z
    .discriminatedUnion("unit", [dayLimit, monthLimit, z.strictObject({ unit: z.literal("none") })])
    .optional(),
  /** Of the item's charges those that are asked; left out: all of them. */
  fees: z.array(z.string().min(1).max(32)).max(20).optional(),
  note: inBothLanguages.optional(),
});
export type SituationOutcome = z.infer<typeof outcome>;

/** 情形引导: questions that lead to one situation each. */
export const situationSchema = z.strictObject({
  questions: z.array(question).min(1).max(7),
  outcomes: z.array(outcome).min(2).max(40),
});
export type Situation = z.infer<typeof situationSchema>;
