import type { CaseEvent } from "#events/case.ts";
import type { PassEvent } from "#events/policy-pass.ts";
import type { SubscriberEvent } from "#events/subscriber.ts";
import { type CasesPublic, type grantedCasesOf, revokesDecision } from "#shared/cases/public.ts";
import { allPages, type Page } from "#shared/kernel/aws/page.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { editionIdOf } from "#shared/policies/edition.ts";
import { type Live, type MatchingDeps, matchAccount } from "#shared/policies/matching.ts";
import { matchingPolicy } from "#shared/policies/matching-policy.ts";
import { type PolicyPass, policyPass } from "#shared/policies/pass.ts";
import { type HoldingStore, holdingIdOf } from "#shared/policies/people/holding.ts";
import { type MatchStore, policyMatch } from "#shared/policies/people/match.ts";
import { accountKeyOf, consentOf, type SubscriberStore } from "#shared/policies/people/subscriber.ts";
import { allPublished, type PolicyStore } from "#shared/policies/policy.ts";
import { endHolding, forget, keepHolding } from "#shared/policies/remembering.ts";
import { type Source, sourcesOfRule } from "#shared/policies/rule/rule.ts";
import { follows } from "#shared/policies/wiring.ts";

export type FollowDeps = Omit<MatchingDeps, "policies" | "subscribers" | "holdings" | "matches" | "cases"> & {
  policies: Pick<PolicyStore, "read" | "readMany" | "list">;
  subscribers: Pick<SubscriberStore, "read" | "list">;
  holdings: Pick<HoldingStore, "read" | "readGroup" | "list" | "write">;
  matches: Pick<MatchStore, "read" | "readGroup" | "write">;
  passes: Pick<RecordStore<PolicyPass>, "read" | "write">;
  cases: Pick<CasesPublic, "recordOf">;
  grantedTo: ReturnType<typeof grantedCasesOf>;
};

const logs = defineLogs("policyMatching", {
  page: { level: "info", text: "a page of accounts was held against a policy" },
  account: { level: "info", text: "an account was held against policies" },
});

/** Both ways: new facts of an account against the policies there are, and a new policy against the accounts, page by page. */
export function policyMatching(deps: FollowDeps): MessageHandler {
  const { policies, subscribers, holdings, matches, passes } = deps;
  const stepOf = (traceparent: string) => ({
    at: deps.now(),
    trace: childTrace(traceparent),
    actor: { role: "system", id: "matching" },
  });
  const published = (): Promise<Live[]> =>
    allPages((cursor) => policies.list("published", allPublished, { cursor, limit: 50 }));

  /** Those that look at this item, or at areas, which any case may tell. */
  const askingAbout = async (itemCode: string): Promise<Live[]> => {
    const all = await allPages((cursor) => policies.list("asking", allPublished, { cursor, limit: 100 }));
    const ids = all.flatMap(({ policyId, asks = [] }) =>
      asks.includes(itemCode) || asks.includes("area") ? [policyId] : [],
    );
    return ids.length > 0 ? policies.readMany(ids, { maybeOlder: true }) : [];
  };

  const consentingNow = async (accountId: string) => {
    const own = await subscribers.read(accountId);
    return own && consentOf(own) ? own : undefined;
  };

  /** The account that consented, of whoever a case is; undefined: nobody did. */
  const subscribed = async (applicantId: string) => {
    const named = applicantId.startsWith("id:")
      ? (await subscribers.list("byOtherName", applicantId, { limit: 1 })).items[0]?.accountId
      : applicantId;
    // Most never consented: that is believed of a cheaper read, because a consent is told of by itself.
    const known = named !== undefined && (await subscribers.read(named, { maybeOlder: true }));
    return known ? consentingNow(known.accountId) : undefined;
  };

  const match = async (accountId: string, lives: readonly Live[], traceparent: string): Promise<void> => {
    const fitting = await matchAccount(deps, accountId, lives, childTrace(traceparent));
    log(logs.account, { policies: lives.length, fitting });
  };

  /** What a policy gives was granted by the item that it names. */
  const enjoyed = async (accountId: string, lives: readonly Live[], of: CaseEvent): Promise<void> => {
    const { itemCode, caseNumber } = of.data;
    const given = new Set(
      lives
        .filter(({ live }) => live?.apply?.itemCode === itemCode)
        .map(({ policyId, edition = 0 }) => editionIdOf(policyId, edition)),
    );
    if (given.size === 0) return;
    const step = stepOf(of.traceparent);
    for (const { matchId, policyId, edition } of await matches.readGroup(accountKeyOf(accountId)))
      if (given.has(editionIdOf(policyId, edition)))
        await keepRecord(matches, matchId, (before) =>
          before?.state === "matched" || before?.state === "notFitting"
            ? policyMatch.next(
                before,
                { state: "enjoyed", grantedBy: caseNumber },
                { event: "enjoyed", ...step },
              )
            : before,
        );
  };

  const granted = async (event: CaseEvent): Promise<void> => {
    const { applicantId, caseNumber, itemCode } = event.data;
    const own = await subscribed(applicantId);
    if (!own) return;
    await keepHolding(
      holdings,
      own.accountId,
      { caseNumber, itemCode, at: event.time },
      stepOf(event.traceparent),
    );
    const lives = await askingAbout(itemCode);
    await enjoyed(own.accountId, lives, event);
    await match(own.accountId, lives, event.traceparent);
  };

  /** What they consent to now is what counts, in whatever order their changes are told of. */
  const reconsider = async ({ data: { accountId }, traceparent }: SubscriberEvent): Promise<void> => {
    const step = stepOf(traceparent);
    const own = await consentingNow(accountId);
    if (own) {
      for (const name of [accountId, ...(own.otherNames ?? [])])
        for (const one of await deps.grantedTo(name, matchingPolicy.maxHoldings))
          await keepHolding(holdings, accountId, one, step);
      await match(accountId, await published(), traceparent);
    }
    // Perhaps taken back meanwhile, and that was handled already: what was just kept goes as well.
    if (!own || !(await consentingNow(accountId))) await forget({ holdings, matches }, accountId, step);
  };

  const pageOf = (source: Source, cursor: PolicyPass["cursor"]): Promise<Page<{ accountId: string }>> => {
    const page = { cursor, limit: matchingPolicy.accountsPerPage };
    return source.kind === "granted"
      ? holdings.list("grantedTo", source.itemCode, page)
      : subscribers.list("subscribed", source.entity, page);
  };

  /** One page; the write that says so is what the next one follows. */
  const look = async ({ data, traceparent }: PassEvent): Promise<void> => {
    const pass = await passes.read(data.passId);
    if (pass?.page !== data.page) return;
    const policy = await policies.read(pass.policyId);
    const source = policy?.edition === pass.edition ? pass.sources[pass.done] : undefined;
    const { items, next } = source && policy ? await pageOf(source, pass.cursor) : { items: [] };
    for (const { accountId } of items)
      if (policy) await matchAccount(deps, accountId, [policy], childTrace(traceparent));
    const done = next ? pass.done : pass.done + 1;
    const isOver = !source || done >= pass.sources.length;
    await passes.write(
      policyPass.next(
        pass,
        { done, cursor: next, page: pass.page + 1, accounts: pass.accounts + items.length },
        { event: isOver ? "finished" : "advanced", ...stepOf(traceparent) },
      ),
    );
    log(logs.page, { policyId: pass.policyId, page: pass.page, accounts: items.length });
  };

  return followEvents(follows, {
    approved: granted,
    decidedOnTheSpot: granted,
    async remedyCarriedOut({ data, traceparent }) {
      if (!revokesDecision(data.remedy?.outcome)) return;
      const own = await subscribed(data.applicantId);
      if (!own) return;
      const id = holdingIdOf(own.accountId, data.itemCode);
      await endHolding(holdings, id, data.caseNumber, stepOf(traceparent));
      await match(own.accountId, await askingAbout(data.itemCode), traceparent);
    },
    consented: reconsider,
    withdrawn: reconsider,
    async published({ data: { policyId, edition }, traceparent }) {
      const policy = await policies.read(policyId);
      if (!policy?.live || edition === undefined || policy.edition !== edition) return;
      const { live } = policy;
      const passId = editionIdOf(policyId, edition);
      await keepRecord(
        passes,
        passId,
        (before) =>
          before ??
          policyPass.first(
            { passId, policyId, edition, sources: sourcesOfRule(live.rule), done: 0, page: 0, accounts: 0 },
            { event: "begun", ...stepOf(traceparent) },
          ),
      );
    },
    begun: look,
    advanced: look,
  });
}
