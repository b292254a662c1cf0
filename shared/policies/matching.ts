import type { CasesPublic } from "#shared/cases/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { allows } from "./people/allows.ts";
import type { Holding, HoldingStore } from "./people/holding.ts";
import { type MatchStore, matchIdOf, monthAfter, type PolicyMatch, policyMatch } from "./people/match.ts";
import { accountKeyOf, consentOf, type Subscriber } from "./people/subscriber.ts";
import type { Policy, PolicyStore } from "./policy.ts";
import { type Evaluation, evaluate, type Facts } from "./rule/evaluate.ts";

/** An edition that holds, as far as a match asks. */
export type Live = Pick<Policy, "policyId" | "department" | "edition" | "live">;

export type MatchingDeps = {
  policies: Pick<PolicyStore, "read">;
  subscribers: Pick<RecordStore<Subscriber>, "read">;
  holdings: Pick<HoldingStore, "readGroup">;
  matches: Pick<MatchStore, "read" | "write">;
  cases: Pick<CasesPublic, "recordOf">;
  now: Clock;
};

/** What is known of an account now: its cases are read when a condition asks, each once. */
export function factsOf(
  { entity, bornOn }: Pick<Subscriber, "entity" | "bornOn">,
  holdings: readonly Holding[],
  cases: Pick<CasesPublic, "recordOf">,
  now: string,
): Facts {
  const held = holdings.filter(({ endedAt }) => endedAt === undefined);
  const records = new Map<string, ReturnType<CasesPublic["recordOf"]>>();
  // Decided before somebody asks: what is read may be a moment old.
  const recordOf = (caseNumber: string) => {
    const found = records.get(caseNumber) ?? cases.recordOf(caseNumber, { version: 1 });
    records.set(caseNumber, found);
    return found;
  };
  return {
    today: dayOf(now),
    entity,
    bornOn,
    grantedOf(code) {
      const found = held.find(({ itemCode }) => itemCode === code);
      return found && { caseNumber: found.caseNumber, at: found.grantedAt };
    },
    answersOf: async (caseNumber) => (await recordOf(caseNumber))?.form.answers,
    async area() {
      const newest = held.toSorted((one, other) => (one.grantedAt < other.grantedAt ? 1 : -1));
      for (const { caseNumber } of newest) {
        const person = (await recordOf(caseNumber))?.person;
        const areaCode = person?.receiveAddress?.areaCode ?? person?.handInAddress?.areaCode;
        if (areaCode) return { caseNumber, areaCode };
      }
      return undefined;
    },
  };
}

type Step = { at: string; trace: string; actor: { role: string; id: string } };

/** What a look at the rule makes of the match there is, or of none; the same one: nothing changes. */
export function matchAfter(
  before: PolicyMatch | undefined,
  evaluated: Evaluation,
  of: { accountId: string; policyId: string; edition: number; department: string; tells: boolean },
  step: Step,
): PolicyMatch | undefined {
  // What they said of it, or were granted, stands.
  if (before?.state === "notFitting" || before?.state === "enjoyed") return before;
  const { tells, ...ids } = of;
  const made = (changes: Partial<PolicyMatch>, event: Parameters<typeof policyMatch.next>[2]["event"]) => {
    const none = { alternative: undefined, found: undefined, lookAgainOn: undefined };
    const fields = { ...none, foundAt: step.at, state: "matched" as const, ...changes };
    return before
      ? policyMatch.next(before, fields, { event, ...step })
      : policyMatch.first(
          { matchId: matchIdOf(ids.accountId, ids.policyId, ids.edition), ...ids, ...fields },
          { event, ...step },
        );
  };
  if (evaluated.matches) {
    const { alternative, found } = evaluated;
    if (before?.state === "matched") {
      const isSame =
        JSON.stringify([before.alternative, before.found]) === JSON.stringify([alternative, found]);
      return isSame ? before : made({ alternative, found, foundAt: before.foundAt }, "restored");
    }
    const first = tells && !before?.told;
    return made(
      { alternative, found, ...(first && { told: true as const }) },
      first ? "matched" : "restored",
    );
  }
  if (evaluated.later) {
    const lookAgainOn = monthAfter(evaluated.later);
    return before?.state === "waiting" && before.lookAgainOn === lookAgainOn
      ? before
      : made({ state: "waiting", lookAgainOn }, "waiting");
  }
  return before && before.state !== "past"
    ? made({ state: "past", foundAt: before.foundAt }, "past")
    : before;
}

/** Holds what an account filed against these policies; what fits is kept, and told once for each edition. */
export async function matchAccount(
  deps: MatchingDeps,
  accountId: string,
  lives: readonly Live[],
  trace: string,
): Promise<number> {
  const own = lives.length > 0 ? await deps.subscribers.read(accountId) : undefined;
  if (!own || !consentOf(own)) return 0;
  const holdings = await deps.holdings.readGroup(accountKeyOf(accountId));
  const at = deps.now();
  const facts = factsOf(own, holdings, deps.cases, at);
  const step = { at, trace, actor: { role: "system", id: "matching" } };
  let fitting = 0;
  for (const { policyId, edition, department, live } of lives) {
    if (!live || edition === undefined) continue;
    const evaluated = allows(own, live.rule)
      ? await evaluate(live.rule, facts)
      : ({ matches: false } as const);
    // It may have been withdrawn, or have a newer edition, since the list was read.
    if (evaluated.matches && (await deps.policies.read(policyId))?.edition !== edition) continue;
    if (evaluated.matches) fitting += 1;
    const tells = !own.declined.includes(live.category);
    await keepRecord(deps.matches, matchIdOf(accountId, policyId, edition), (before) =>
      matchAfter(before, evaluated, { accountId, policyId, edition, department, tells }, step),
    );
  }
  return fitting;
}
