import * as z from "zod";
import { itemCode, shortDigest } from "#events/identifiers.ts";
import { edition } from "#events/policy.ts";
import { passEvents } from "#events/policy-pass.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { entities } from "./rule/rule.ts";

const source = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("granted"), itemCode }),
  z.strictObject({ kind: z.literal("entity"), entity: z.enum(entities) }),
]);

/** One look through those whom an edition could fit: how far it is, so that it goes on wherever it stopped. */
export const policyPass = defineRecord({
  name: "policyPass",
  id: "passId",
  format: 1,
  history: false,
  fields: {
    /** `<policyId>-<edition>` */
    passId: z.string().min(1),
    policyId: shortDigest,
    edition,
    sources: z.array(source).max(60),
    /** Sources that are done, and where in the next one it goes on. */
    done: z.int().nonnegative(),
    cursor: z.record(z.string(), z.string()).optional(),
    page: z.int().nonnegative(),
    accounts: z.int().nonnegative(),
  },
  events: passEvents,
  indexes: {},
});
export type PolicyPass = ReturnType<typeof policyPass.fromItem>;
