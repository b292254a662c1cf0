import * as z from "zod";
import type { Action } from "./lifecycle.ts";
import { appealGrounds, callResults, findings, toldBy, wordsSchema } from "./order.ts";

const body = <Name extends Action, Shape extends z.ZodRawShape>(action: Name, shape: Shape) =>
  z.strictObject({ action: z.literal(action), ...shape });

/** What each action asks for, beside the version that it was decided on. */
export const actionBodySchema = z.discriminatedUnion("action", [
  body("recordCall", { result: z.enum(callResults), words: wordsSchema.optional() }),
  body("verify", {
    finding: z.enum(findings).meta({
      description: "justified: to be put right; noBasis: to be explained; unfounded: it was not so",
    }),
    /** Takes longer: the reason stands in `words`. */
    complex: z.boolean().default(false),
    words: wordsSchema,
  }),
  body("rectify", { words: wordsSchema }),
  /** `words` is what the rater reads. */
  body("tell", { how: z.enum(toldBy), words: wordsSchema }),
  body("appeal", { ground: z.enum(appealGrounds), words: wordsSchema }),
  body("upholdAppeal", { words: wordsSchema }),
  body("dismissAppeal", { words: wordsSchema }),
]);
export type ActionBody = z.output<typeof actionBodySchema>;
