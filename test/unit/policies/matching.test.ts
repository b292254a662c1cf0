import { beforeEach, describe, expect, it } from "vitest";
import { decide, draft } from "#shared/policies/decide.ts";
import { matchingPolicy } from "#shared/policies/matching-policy.ts";
import { holdingIdOf } from "#shared/policies/people/holding.ts";
import { matchIdOf, type PolicyMatch } from "#shared/policies/people/match.ts";
import type { Policy } from "#shared/policies/policy.ts";
import { policy, policyMatch, policyPass, subscriber } from "#shared/policies/record.ts";
import type { Condition } from "#shared/policies/rule/rule.ts";
import { traceparent as trace } from "#test/unit/ratings/samples.ts";
import { contentWith, item, now, world } from "./matching-world.ts";

const policyId = "00000000000000aa";
const numbers = ["411602100120260917FZHRRD1", "411602100120260917FZHRRD2"];
const step = { at: now, trace, actor: { role: "system", id: "test" } };
const looks = { fact: "answer", itemCode: item, field: "education", oneOf: ["大专"] } as Condition;

let app: ReturnType<typeof world>;
beforeEach(() => {
  app = world();
});

async function published(...alternatives: Condition[][]): Promise<Policy> {
  const before = await app.policies.read(policyId);
  const by = { role: "clerk", id: "clerk-1" };
  const drafted =
    before ??
    draft({ policyId, department: "1002", content: contentWith(...alternatives) }, now, { actor: by, trace });
  if (!before) await app.policies.write(drafted);
  const take = async (of: Policy, action: "revise" | "rewrite" | "propose" | "publish", body: object) => {
    const actor = action === "publish" ? { role: "reviewer", id: "reviewer-1" } : by;
    const decision = decide(
      of,
      action,
      { actor, body: body as never, at: now, trace },
      { now, sentences: [] },
    );
    if ("refused" in decision) throw new Error(JSON.stringify(decision.refused));
    await app.policies.write(decision.record);
    return decision.record;
  };
  const written = before
    ? await take(await take(before, "revise", {}), "rewrite", { content: contentWith(...alternatives) })
    : drafted;
  return take(await take(written, "propose", {}), "publish", {});
}
const consents = (accountId: string, more: object = {}) =>
  app.subscribers.write(
    subscriber.first(
      {
        accountId,
        entity: "naturalPerson",
        bornOn: "1940-02-03",
        declined: [],
        consents: [{ edition: "2026-1", since: now }],
        ...more,
      },
      { event: "consented", ...step },
    ),
  );
const takesBack = async (accountId: string) => {
  const before = await app.subscribers.read(accountId);
  if (!before) throw new Error("nobody consented");
  const ended = subscriber.next(
    before,
    { consents: before.consents.map((one) => ({ ...one, until: now })) },
    { event: "withdrawn", ...step },
  );
  await app.subscribers.write(ended);
  return subscriber.eventOf(ended);
};
const consentEvent = async (accountId: string) => {
  const own = await app.subscribers.read(accountId);
  return own && { ...subscriber.eventOf({ ...own, lastEvent: { ...own.lastEvent, name: "consented" } }) };
};
const matchOf = (accountId: string, edition = 1): Promise<PolicyMatch | undefined> =>
  app.matches.read(matchIdOf(accountId, policyId, edition));
/** Hears of each page until there is none. */
async function passed(edition = 1): Promise<number> {
  const id = `${policyId}-${String(edition).padStart(3, "0")}`;
  for (let pages = 0; ; pages += 1) {
    const pass = await app.passes.read(id);
    if (!pass || pass.lastEvent.name === "finished") return pages;
    await app.hear(policyPass.eventOf(pass));
  }
}

describe("a pass", () => {
  it("looks at everybody page by page, each page once, and goes on where it stopped", async () => {
    const many = matchingPolicy.accountsPerPage * 2 + 1;
    for (let serial = 0; serial < many; serial += 1)
      await consents(`citizen-${String(serial).padStart(3, "0")}`);
    const held = await published([{ fact: "age", atLeast: 80 }]);
    await app.hear(policy.eventOf(held));
    await app.hear(policy.eventOf(held));
    const begun = await app.passes.read(`${policyId}-001`);
    if (!begun) throw new Error("no pass began");
    const first = policyPass.eventOf(begun);
    await app.hear(first);
    // The same page told of again is no second page.
    await app.hear(first);
    expect(await app.passes.read(`${policyId}-001`)).toMatchObject({
      page: 1,
      accounts: matchingPolicy.accountsPerPage,
    });
    await passed();
    expect(await app.passes.read(`${policyId}-001`)).toMatchObject({ page: 3, accounts: many });
    for (const serial of [0, many - 1])
      expect(await matchOf(`citizen-${String(serial).padStart(3, "0")}`)).toMatchObject({
        state: "matched",
        told: true,
      });
  });

  it("reads those alone who were granted what it asks for", async () => {
    await consents("citizen-1");
    await consents("citizen-2");
    app.answers.set(numbers[0] ?? "", { education: "大专" });
    await app.hear(app.caseEvent("approved", numbers[0] ?? "", "citizen-1"));
    app.reads.length = 0;
    await app.hear(policy.eventOf(await published([looks])));
    await passed();
    expect(await matchOf("citizen-1")).toMatchObject({
      state: "matched",
      found: [{ condition: 0, caseNumber: numbers[0] }],
    });
    expect(await matchOf("citizen-2")).toBeUndefined();
    expect(app.reads).toEqual([numbers[0]]);
    expect(JSON.stringify(await matchOf("citizen-1"))).not.toContain("大专");
  });

  it("ends when a newer edition is there, and finds nobody for the old one", async () => {
    await consents("citizen-1");
    const old = await published([{ fact: "age", atLeast: 80 }]);
    await app.hear(policy.eventOf(old));
    await published([{ fact: "age", atLeast: 90 }]);
    await passed();
    expect(await matchOf("citizen-1")).toBeUndefined();
    expect(await app.passes.read(`${policyId}-001`)).toMatchObject({ lastEvent: { name: "finished" } });
  });
});

describe("what is granted", () => {
  it("is matched once, whatever comes twice or late; the newest case counts", async () => {
    const [older = "", newer = ""] = numbers;
    await consents("citizen-1");
    await published([looks]);
    app.answers.set(older, { education: "初中及以下" });
    app.answers.set(newer, { education: "大专" });
    await app.hear(app.caseEvent("approved", newer, "citizen-1", "2026-11-20T02:00:00.000Z"));
    await app.hear(app.caseEvent("approved", newer, "citizen-1", "2026-11-20T02:00:00.000Z"));
    const before = await matchOf("citizen-1");
    expect(before).toMatchObject({ state: "matched", version: 1, lastEvent: { name: "matched" } });
    await app.hear(app.caseEvent("decidedOnTheSpot", older, "citizen-1", "2026-11-10T02:00:00.000Z"));
    expect(await app.holdings.read(holdingIdOf("citizen-1", item))).toMatchObject({ caseNumber: newer });
    expect(await matchOf("citizen-1")).toEqual(before);
  });

  it("by somebody who did not consent is kept nowhere", async () => {
    await published([looks]);
    await app.hear(app.caseEvent("approved", numbers[0] ?? "", "citizen-9"));
    expect(await app.holdings.read(holdingIdOf("citizen-9", item))).toBeUndefined();
    expect(app.reads).toEqual([]);
  });

  it("at a window is found by the name that was made of the number", async () => {
    await consents("citizen-1", { otherNames: ["id:0123"] });
    await published([looks]);
    app.answers.set(numbers[0] ?? "", { education: "大专" });
    await app.hear(app.caseEvent("approved", numbers[0] ?? "", "id:0123"));
    expect(await matchOf("citizen-1")).toMatchObject({ state: "matched" });
  });

  it("and revoked since is no fact any more, and the match is past", async () => {
    const [number = ""] = numbers;
    await consents("citizen-1");
    await published([looks]);
    app.answers.set(number, { education: "大专" });
    await app.hear(app.caseEvent("approved", number, "citizen-1"));
    const remedy = { remedy: { kind: "reconsideration", outcome: "revoked" } };
    await app.hear(app.caseEvent("remedyCarriedOut", number, "citizen-1", now, remedy));
    const past = await matchOf("citizen-1");
    expect(past).toMatchObject({ state: "past", told: true });
    expect(past?.found).toBeUndefined();
  });
});

describe("a consent", () => {
  it("brings in what was granted before, and is needed apart for what is sensitive", async () => {
    app.granted.set("citizen-1", [{ caseNumber: numbers[0] ?? "", itemCode: item, at: now }]);
    app.answers.set(numbers[0] ?? "", { education: "大专" });
    await published([{ ...looks, basis: "《社会救助暂行办法》第四十二条" } as Condition]);
    await consents("citizen-1");
    await app.hear(await consentEvent("citizen-1"));
    expect(await matchOf("citizen-1")).toBeUndefined();
    const own = await app.subscribers.read("citizen-1");
    if (!own) throw new Error("nobody consented");
    const wider = [{ edition: "2026-1", since: now, sensitive: true as const }];
    await app.subscribers.write(subscriber.next(own, { consents: wider }, { event: "consented", ...step }));
    await app.hear(await consentEvent("citizen-1"));
    expect(await matchOf("citizen-1")).toMatchObject({ state: "matched" });
  });

  it("that is taken back leaves nothing, also when its beginning is told of after its end", async () => {
    app.granted.set("citizen-1", [{ caseNumber: numbers[0] ?? "", itemCode: item, at: now }]);
    app.answers.set(numbers[0] ?? "", { education: "大专" });
    await published([looks]);
    await consents("citizen-1");
    const begun = await consentEvent("citizen-1");
    await app.hear(begun);
    expect(await matchOf("citizen-1")).toMatchObject({ state: "matched" });
    const ended = await takesBack("citizen-1");
    await app.hear(ended);
    await app.hear(begun);
    const forgotten = await matchOf("citizen-1");
    expect(forgotten).toMatchObject({ state: "forgotten" });
    expect(forgotten?.found).toBeUndefined();
    expect(await app.holdings.read(holdingIdOf("citizen-1", item))).toMatchObject({ endedAt: now });
    await app.hear(app.caseEvent("approved", numbers[1] ?? "", "citizen-1"));
    expect(await matchOf("citizen-1")).toMatchObject({ state: "forgotten" });
  });

  it("to fewer categories keeps the match and tells of nothing", async () => {
    await consents("citizen-1", { declined: ["employment"] });
    await app.hear(policy.eventOf(await published([{ fact: "age", atLeast: 80 }])));
    await passed();
    const quiet = await matchOf("citizen-1");
    expect(quiet).toMatchObject({ state: "matched" });
    expect(quiet && policyMatch.eventOf(quiet)).toBeUndefined();
  });

  it("of somebody too young waits for the month after, and tells of nothing", async () => {
    await consents("citizen-1", { bornOn: "1947-01-31" });
    await app.hear(policy.eventOf(await published([{ fact: "age", atLeast: 80 }])));
    await passed();
    expect(await matchOf("citizen-1")).toMatchObject({ state: "waiting", lookAgainOn: "2027-02-01" });
  });
});
