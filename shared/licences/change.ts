import * as z from "zod";
import { caseNumber } from "#events/identifiers.ts";
import { rescissionGrounds } from "#events/licence.ts";

const day = z.iso.date();

/** What a licence states beside its dates and its holder, by the particular's name. */
export const particularsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type Particulars = z.infer<typeof particularsSchema>;

export const signatureSchema = z.object({
  /** Tells which of the issuer's public keys verifies it. */
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
  /** SM2 over SM3 (GB/T 32918), r and s in hex. */
  value: z.string().regex(/^[0-9a-f]{128}$/),
});

/** What the approval of a case does to a licence that is there: 变更, 延续, 补发, 注销. */
export const changeKinds = ["amend", "renew", "replace", "cancel"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Bound of what one licence remembers, as good as never reached: a guard refuses more, and it can still be ended. */
export const maxChanges = 100;

/**
 * One approval that changed it, known by its case, so that it counts once, and by its time, so that order is no matter;
 * or a correction by the office (更正), which no approval before it undoes.
 */
export const licenceChangeSchema = z.strictObject({
  caseNumber: caseNumber.optional(),
  kind: z.enum([...changeKinds, "correct"]),
  at: z.iso.datetime(),
  /** Names of the particulars that it set. */
  set: z.array(z.string()).optional(),
});

/** What a step keeps in private: which case it comes from, and what the licence stated before it. */
export const detailsSchema = z.object({
  changedBy: caseNumber.optional(),
  /** 视为准予延续 (行政许可法 Art. 50): the old term was over before the decision. */
  deemed: z.literal(true).optional(),
  ground: z.enum(rescissionGrounds).optional(),
  former: z
    .object({
      identifier: z.string(),
      /** Left out where the holder's name stayed. */
      holderName: z.string().optional(),
      validTo: day.optional(),
      particulars: particularsSchema,
      signature: signatureSchema,
    })
    .optional(),
});
