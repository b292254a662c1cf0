import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { changeRecord } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepEach, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";
import { decide } from "#shared/policies/decide.ts";
import { type MatchingDeps, matchAccount, matchAfter } from "#shared/policies/matching.ts";
import { type MatchStore, type PolicyMatch, waitingPartition } from "#shared/policies/people/match.ts";
import { openPartition, type Policy, type PolicyStore } from "#shared/policies/policy.ts";

export type DeadlineDeps = Omit<MatchingDeps, "policies" | "matches"> & {
  policies: Pick<PolicyStore, "ids" | "read" | "write">;
  matches: Pick<MatchStore, "ids" | "read" | "write">;
};

const happens = bySystem(decide, "deadlines");

/** What nobody waits for any more: its policy is over, or has another edition. */
const noMore = (one: PolicyMatch, at: string): PolicyMatch | undefined =>
  one.state === "waiting"
    ? matchAfter(
        one,
        { matches: false },
        { ...one, tells: false },
        {
          at,
          trace: childTrace(one.lastEvent.trace),
          actor: { role: "system", id: "deadlines" },
        },
      )
    : undefined;

/** Policies whose last day is over end, and whoever has come of age for one is held against it: each once. */
export async function sweepPolicies(deps: DeadlineDeps): Promise<SweepResult> {
  const { policies, matches } = deps;
  const now = deps.now();
  const over = await sweepRecords<Policy>(policies, await policies.ids("open", openPartition, now), (one) =>
    happens(
      one,
      one.state === "published" ? "end" : "endEdition",
      {},
      { now },
      childTrace(one.lastEvent.trace),
    ),
  );
  const waiting = await sweepEach(await matches.ids("waiting", waitingPartition, dayOf(now)), async (id) => {
    const one = await matches.read(id);
    if (one?.state !== "waiting") return false;
    const policy = await policies.read(one.policyId);
    if (policy?.edition === one.edition)
      return (await matchAccount(deps, one.accountId, [policy], childTrace(one.lastEvent.trace))) > 0;
    return (await changeRecord(matches, id, (before) => noMore(before, now))) !== undefined;
  });
  return { due: over.due + waiting.due, changed: over.changed + waiting.changed };
}
