import type { CasesPublic } from "#shared/cases/public.ts";
import { grantedIn } from "#shared/cases/public.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Prefill } from "#shared/policies/content.ts";
import type { Published } from "#shared/policies/edition.ts";
import { factsOf } from "#shared/policies/matching.ts";
import * as api from "#shared/policies/my-api.ts";
import { allows } from "#shared/policies/people/allows.ts";
import type { HoldingStore } from "#shared/policies/people/holding.ts";
import { type MatchStore, matchIdOf, type PolicyMatch, policyMatch } from "#shared/policies/people/match.ts";
import { accountKeyOf, consentOf, type Subscriber } from "#shared/policies/people/subscriber.ts";
import type { Policy, PolicyStore } from "#shared/policies/policy.ts";
import { policyProblems } from "#shared/policies/problems.ts";
import { answerAt, type Facts, findingOf } from "#shared/policies/rule/evaluate.ts";
import type { Standing } from "#shared/representations/public.ts";
import { accountOf } from "./account.ts";

export type MineDeps = {
  policies: Pick<PolicyStore, "read" | "readMany">;
  subscribers: Pick<RecordStore<Subscriber>, "read" | "write">;
  holdings: Pick<HoldingStore, "readGroup">;
  matches: Pick<MatchStore, "read" | "readGroup" | "write">;
  cases: Pick<CasesPublic, "recordOf">;
  standing: Pick<Standing, "listed">;
  now: Clock;
};

const shownStates = ["matched", "notFitting", "enjoyed"] as const;
type ShownState = (typeof shownStates)[number];
const isShown = (match: PolicyMatch): match is PolicyMatch & { state: ShownState } =>
  (shownStates as readonly string[]).includes(match.state);

const textOf = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.map(String).join("、") : String(value);
};

/** What fits citizens and enterprises who consented, why it does, and the application that is filled in already. */
export function myPolicies(deps: MineDeps): Route[] {
  const { policies, subscribers, holdings, matches, cases, standing } = deps;

  const subscribed = async (caller: Caller, onBehalfOf: string | undefined) => {
    const { accountId } = await accountOf(standing, caller, onBehalfOf);
    const own = await subscribers.read(accountId);
    return { accountId, own: own && consentOf(own) ? own : undefined };
  };

  const rowOf = (
    { policyId, edition, foundAt, state }: PolicyMatch & { state: ShownState },
    live: Published,
  ): api.MyPolicyRow => {
    const { title, category, kind, howMuch, until } = live;
    return { policyId, edition, title, category, kind, howMuch, ...(until && { until }), state, foundAt };
  };

  /** The match that is asked for, with what it is about. @throws Problem 404 */
  const matchOf = async (caller: Caller, policyId: string, onBehalfOf: string | undefined) => {
    const { accountId, own } = await subscribed(caller, onBehalfOf);
    const policy = own && (await policies.read(policyId));
    const found =
      policy?.edition === undefined
        ? undefined
        : await matches.read(matchIdOf(accountId, policyId, policy.edition));
    if (!own || !policy?.live || !found || !isShown(found) || !allows(own, policy.live.rule))
      throw policyProblems.matchNotFound();
    return { own, live: policy.live, found };
  };

  const factsNow = async (own: Subscriber): Promise<Facts> =>
    factsOf(own, await holdings.readGroup(accountKeyOf(own.accountId)), cases, deps.now());

  /** Each condition with what was filed, read now: a match holds no value. */
  const reasonsOf = async (
    own: Subscriber,
    { alternative = 0, found = [] }: PolicyMatch,
    live: Published,
  ) => {
    const facts = await factsNow(own);
    const conditions = live.rule.alternatives[alternative] ?? [];
    return Promise.all(
      found.flatMap(({ condition: place, caseNumber }) => {
        const condition = conditions[place];
        const sentence = live.sentences[alternative]?.[place];
        if (!condition || !sentence) return [];
        const reason = async () => {
          const { holds, value } = await findingOf(condition, facts);
          const record = caseNumber && (await cases.recordOf(caseNumber, { version: 1 }));
          const stands = !caseNumber || (record && grantedIn(record.head) !== undefined);
          const said = textOf(value);
          const from = { age: "identity", entity: "account", notGranted: "nothing" } as const;
          return {
            condition: sentence,
            holds: holds && Boolean(stands),
            ...(said !== undefined && { value: said }),
            from: caseNumber
              ? ("case" as const)
              : (from[condition.fact as keyof typeof from] ?? ("case" as const)),
            ...(caseNumber && { caseNumber }),
          };
        };
        return [reason()];
      }),
    );
  };

  /** A field of the application, from whoever knows it at this moment. */
  const prefilled = async (
    { from }: Prefill,
    identity: Caller["identity"],
    facts: Facts,
  ): Promise<unknown> => {
    switch (from.kind) {
      case "fixed":
        return from.value;
      case "identityName":
        return identity?.name;
      case "identityNumber":
        return identity?.idNumber;
      case "answer": {
        const granted = facts.grantedOf(from.itemCode);
        const answers = granted && (await facts.answersOf(granted.caseNumber));
        return answers && answerAt(answers, from.field);
      }
    }
  };

  const current = (all: readonly Policy[]) =>
    new Map(
      all.flatMap((one) => (one.live && one.edition !== undefined ? [[one.policyId, one] as const] : [])),
    );

  return [
    route(api.listMyPolicies)(async ({ caller, query }) => {
      const { accountId, own } = await subscribed(caller, query.onBehalfOf);
      if (!own) return { status: 200, body: { consented: false, items: [] } };
      const found = (await matches.readGroup(accountKeyOf(accountId))).filter(isShown);
      const lives = current(await policies.readMany([...new Set(found.map(({ policyId }) => policyId))]));
      const rows = found.flatMap((match) => {
        const policy = lives.get(match.policyId);
        const isNow = policy?.live && policy.edition === match.edition;
        return isNow &&
          policy.live &&
          allows(own, policy.live.rule) &&
          !own.declined.includes(policy.live.category)
          ? [rowOf(match, policy.live)]
          : [];
      });
      const newest = rows.toSorted((one, other) => (one.foundAt < other.foundAt ? 1 : -1));
      return { status: 200, body: { consented: true, items: newest } };
    }),
    route(api.whyMyPolicy)(async ({ caller, path: { policyId }, query }) => {
      const { own, live, found } = await matchOf(caller, policyId, query.onBehalfOf);
      return {
        status: 200,
        body: {
          ...rowOf(found, live),
          reasons: await reasonsOf(own, found, live),
          ...(live.apply && { itemCode: live.apply.itemCode }),
          ...(found.grantedBy && { grantedBy: found.grantedBy }),
        },
      };
    }),
    route(api.prefilledApplication)(async ({ caller, path: { policyId }, query }) => {
      const { own, live } = await matchOf(caller, policyId, query.onBehalfOf);
      const { apply, kind, howMuch } = live;
      if (!apply) throw policyProblems.matchNotFound();
      const facts = await factsNow(own);
      // Whoever acts for an organisation is not whom the application is about.
      const identity = query.onBehalfOf === undefined ? caller.identity : undefined;
      const known = await Promise.all(
        apply.prefill.map(async (one) => [one.field, await prefilled(one, identity, facts)] as const),
      );
      return {
        status: 200,
        body: {
          itemCode: apply.itemCode,
          kind,
          answers: Object.fromEntries(known.filter(([, value]) => value !== undefined)),
          confirm: apply.confirm ?? [],
          howMuch,
        },
      };
    }),
    route(api.sayNotFitting)(async ({ caller, path: { policyId }, query, traceparent }) => {
      const { found } = await matchOf(caller, policyId, query.onBehalfOf);
      const step = { at: deps.now(), trace: traceparent, actor: { role: "citizen", id: caller.id } };
      await keepRecord(matches, found.matchId, (before) =>
        before?.state === "matched"
          ? policyMatch.next(before, { state: "notFitting" }, { event: "notFitting", ...step })
          : before,
      );
      return { status: 200, body: { policyId } };
    }),
  ];
}
