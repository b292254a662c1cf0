import * as z from "zod";
import { caseNumber, digest } from "#events/identifiers.ts";
import { actorSchema, writtenSchema } from "#shared/kernel/records/last-event.ts";

export const packageFormat = "tongban-archive/1";
export const manifestPath = "manifest.json";
export const historyPath = "history.json";
export const checksPath = "checks.json";

/** 归档信息包清单: what a package holds, by which anybody can see whether it is whole. */
export const manifestSchema = z.strictObject({
  format: z.literal(packageFormat),
  caseNumber,
  /** Where the history's hash chain ends. */
  chain: z.strictObject({ version: z.int().positive(), hash: digest }),
  parts: z
    .array(z.strictObject({ path: z.string().min(1), size: z.int().nonnegative(), sha256: digest }))
    .min(1),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The history as the package has it, with all that its chain is made of. */
export const packedHistorySchema = z.strictObject({
  caseNumber,
  entries: z.array(
    z.looseObject({
      version: z.int().positive(),
      event: z.object({ id: z.string(), type: z.string(), time: z.string(), traceparent: z.string() }),
      privateNote: z.looseObject({ actor: actorSchema, written: writtenSchema.optional() }),
      changes: z.object({
        set: z.record(z.string(), z.unknown()),
        unset: z.array(z.string()).optional(),
      }),
      hash: digest,
    }),
  ),
});
