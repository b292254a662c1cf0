import type * as z from "zod";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { errorIf, requireNoErrors } from "#shared/kernel/http/field-error.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import type { collectSchema } from "./action-bodies.ts";
import type { ReadInput } from "./action-routes.ts";
import { checkCollectionCode, maxCollectionAttempts } from "./collection.ts";
import { caseProblems } from "./problems.ts";

/** Counts tries of a case on a day. */
export type CollectionAttempts = {
  /** False when there were so many already. */
  take(caseNumber: string, day: string, most: number): Promise<boolean>;
};
export type CollectDeps = { keys: MachineKeys; attempts: CollectionAttempts; now: Clock };

const texts = {
  proof: {
    zh: "请填写领取码，或者选择核对了哪种证件。",
    en: "Please enter the collection code, or say which documents you saw.",
  },
  onlyOne: {
    zh: "领取码和证件只需一种。",
    en: "Either the code or the documents; one of them is enough.",
  },
  relation: { zh: "请写明领取人与申请人的关系。", en: "Please say who collects." },
};

/** Who collects a result shows the applicant's code or their own documents; an electronic one is collected by opening it. */
export const collected =
  ({ keys, attempts, now }: CollectDeps): ReadInput =>
  async ({ caseNumber, state }, { body, caller }) => {
    if (caller.role === "citizen") return { note: { collection: { how: "opened", relation: "self" } } };
    const { code, identity, relation } = body as z.output<typeof collectSchema>;
    requireNoErrors([
      ...errorIf(!code && !identity, ["code"], "required", texts.proof),
      ...errorIf(code !== undefined && identity !== undefined, ["identity"], "onlyOne", texts.onlyOne),
      ...errorIf(identity !== undefined && !relation, ["relation"], "required", texts.relation),
    ]);
    // The lifecycle refuses it, and nobody has tried a code.
    if (state !== "approved" && state !== "rejected") return {};
    if (!code)
      return {
        note: {
          collection: { how: "identity", relation: relation ?? "self", ...(identity && { identity }) },
        },
      };
    const at = now();
    if (!(await attempts.take(caseNumber, dayOf(at), maxCollectionAttempts)))
      throw caseProblems.collectionBlocked();
    const verdict = checkCollectionCode(await keys.secretsOf("cases:collection"), caseNumber, code, at);
    if (verdict === "expired") throw caseProblems.collectionCodeExpired();
    if (verdict === "wrong") throw caseProblems.collectionCodeWrong();
    return { note: { collection: { how: "code", relation: relation ?? "self" } } };
  };
