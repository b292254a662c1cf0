import * as z from "zod";
import { type Action, actions } from "./lifecycle.ts";
import { appealGrounds, callResults, findings, toldBy, wordsSchema } from "./order.ts";

/** What each action asks for, beside the version it was decided on. */
export const actionBodies = {
  recordCall: z.strictObject({ result: z.enum(callResults), words: wordsSchema.optional() }),
  verify: z.strictObject({
    finding: z.enum(findings).meta({
      description: "justified: to be put right; noBasis: to be explained; unfounded: it was not so",
    }),
    /** Takes longer: the reason stands in `words`. */
    complex: z.boolean().default(false),
    words: wordsSchema,
  }),
  rectify: z.strictObject({ words: wordsSchema }),
  /** `words` is what the rater reads. */
  tell: z.strictObject({ how: z.enum(toldBy), words: wordsSchema }),
  appeal: z.strictObject({ ground: z.enum(appealGrounds), words: wordsSchema }),
  upholdAppeal: z.strictObject({ words: wordsSchema }),
  dismissAppeal: z.strictObject({ words: wordsSchema }),
} satisfies Record<Action, z.ZodType>;

export type ActionBody = {
  [Name in Action]: { action: Name } & z.output<(typeof actionBodies)[Name]>;
}[Action];

export const actionBodySchema = z.discriminatedUnion(
  "action",
  actions.map((action) => actionBodies[action].extend({ action: z.literal(action) })) as unknown as [
    z.ZodObject<{ action: z.ZodLiteral<Action> }>,
  ],
) as unknown as z.ZodType<ActionBody>;
