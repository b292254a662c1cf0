import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Call, digestOf, drawFrom } from "#shared/ratings/calls/calls.ts";
import { decide, openCall } from "#shared/ratings/calls/decide.ts";
import { redact } from "#shared/ratings/comments/redaction.ts";
import { networkFingerprint, terminalFingerprint } from "#shared/ratings/links/fingerprints.ts";
import { type RatingLink, readLink, sealLink } from "#shared/ratings/links/links.ts";
import { merge } from "#shared/ratings/merge.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";
import { ratingRules, ratingRulesSchema, ruleText } from "#shared/ratings/rules/rules.ts";
import { bucketsOf, ratedAtOnce } from "#shared/ratings/rules/velocity.ts";
import { caseNumber, caseNumberNo, facts, type given, now, traceparent } from "./samples.ts";

describe("a rating link", () => {
  const link: RatingLink = {
    caseNumber,
    stage: "completion",
    turn: "first",
    channel: "qr",
    expiresAt: "2026-04-01T00:00:00.000Z",
    issuerId: "clerk-1",
    issuerTerminal: "mark",
  };

  it("is read under the key it was signed with, and under the one before", () => {
    expect(readLink(sealLink(link, "old"), ["new", "old"], now)).toEqual(link);
    expect(readLink(sealLink(link, "older"), ["new", "old"], now)).toBe("forged");
    expect(readLink(sealLink(link, "new"), ["new"], "2026-04-01T00:00:00.000Z")).toBe("expired");
  });

  it("does not say who made it to whoever holds it", () => {
    const text = Buffer.from(sealLink(link, "key"), "base64url").toString("latin1");
    for (const inside of [link.issuerId, link.caseNumber, link.issuerTerminal])
      expect(text).not.toContain(inside);
  });

  it("is forged as soon as anything of it is changed", () => {
    const token = sealLink(link, "key");
    fc.assert(
      fc.property(
        fc.nat({ max: token.length - 1 }),
        fc.constantFrom("A", "z", "0", "_", "."),
        (at, other) => {
          const changed = token.slice(0, at) + other + token.slice(at + 1);
          const read = readLink(changed, ["key"], now);
          if (changed !== token) expect(read).toBe("forged");
        },
      ),
    );
    for (const rubbish of ["", ".", "a.b.c", `${token}.x`])
      expect(readLink(rubbish, ["key"], now)).toBe("forged");
  });
});

describe("fingerprints", () => {
  it("are one for one address, or one network of IPv6, and tell apart terminals behind it", () => {
    expect(networkFingerprint("k", "192.0.2.1")).toBe(networkFingerprint("k", "192.0.2.1"));
    expect(networkFingerprint("k", "192.0.2.1")).not.toBe(networkFingerprint("k", "192.0.2.2"));
    expect(networkFingerprint("k", "2001:db8:1:2::1")).toBe(networkFingerprint("k", "2001:db8:1:2:3:4:5:6"));
    expect(networkFingerprint("k", "2001:db8:1:2::1")).not.toBe(networkFingerprint("k", "2001:db8:1:3::1"));
    expect(networkFingerprint("k", "::ffff:192.0.2.1")).toBe(networkFingerprint("k", "192.0.2.1"));
    expect(networkFingerprint("k", "192.0.2.1")).not.toBe(networkFingerprint("other", "192.0.2.1"));
    expect(terminalFingerprint("k", "192.0.2.1", "a")).not.toBe(terminalFingerprint("k", "192.0.2.1", "b"));
  });
});

const received = (change: Parameters<typeof given>[0], of: Partial<RatingRecord> = {}): RatingRecord => {
  const merged = merge(undefined, facts.rated(change), { now, traceparent });
  if (merged.outcome !== "recorded") throw new Error("not received");
  return { ...merged.record, ...of };
};

describe("the rules", () => {
  it("are explained in both languages, thresholds filled in", () => {
    ratingRulesSchema.parse(ratingRules);
    const ids = [
      "stagesAtOnce",
      ...Object.keys(ratingRules.doubts),
      ...ratingRules.velocity.map(({ id }) => id),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids)
      for (const text of Object.values(ruleText(id))) expect(text).not.toMatch(/\{|^[a-zA-Z]+$/);
    expect(ruleText("gone")).toEqual({ zh: "gone", en: "gone" });
  });

  it("look at a rating's own period, by when it was given", () => {
    const record = received({ origin: "o", window: "A03", ratedAt: "2026-03-02T02:09:59.999Z" });
    const found = bucketsOf(record, ratingRules).map(({ rule, of, from }) => `${rule.id} ${of} ${from}`);
    expect(found).toEqual([
      "addressBurst o 2026-03-02T02:00:00.000Z",
      "addressDay o 2026-03-02T00:00:00.000Z",
      "deviceBurst window-03 2026-03-02T02:00:00.000Z",
      "windowAllBest 1001/A03 2026-03-02T02:00:00.000Z",
    ]);
  });

  it("know two stages that were rated at once", () => {
    const one = received({ ratedAt: "2026-03-02T02:00:00.000Z" });
    const other = (ratedAt: string) => received({ ratedAt }, { stage: "acceptance" });
    expect(ratedAtOnce(one, other("2026-03-02T02:00:01.000Z"), ratingRules)).toBe(true);
    expect(ratedAtOnce(one, other("2026-03-02T02:00:30.000Z"), ratingRules)).toBe(false);
    expect(ratedAtOnce(one, one, ratingRules)).toBe(false);
  });
});

describe("a telephone sample", () => {
  it("is the same for the same population, in whatever order that is listed, and fair", () => {
    const population = Array.from({ length: 200 }, (_, index) => caseNumberNo(index));
    fc.assert(
      fc.property(fc.shuffledSubarray(population, { minLength: 200 }), (shuffled) => {
        expect(drawFrom(shuffled, "draw", 20)).toEqual(drawFrom(population, "draw", 20));
        expect(digestOf(shuffled)).toBe(digestOf(population));
      }),
      { numRuns: 20 },
    );
    const hits = new Map<string, number>();
    for (let draw = 0; draw < 500; draw += 1)
      for (const drawn of drawFrom(population, `draw ${draw}`, 20))
        hits.set(drawn, (hits.get(drawn) ?? 0) + 1);
    // Each is expected 50 times; with a standard deviation below 7, 15 to 85 is five of them.
    for (const each of population) expect(hits.get(each) ?? 0).toBeGreaterThan(15);
    expect(Math.max(...hits.values())).toBeLessThan(85);
  });

  it("calls three times, and no more once somebody was reached", () => {
    const open = openCall("0".repeat(16), caseNumber, { at: now, trace: traceparent });
    const tried = (call: Call, outcome: Call["attempts"][number]["outcome"]): Call | undefined => {
      const actor = { role: "supervisor", id: "s" };
      const command = { actor, body: { outcome }, at: now, trace: traceparent };
      const decision = decide(call, "record", command, { now, handlers: [] });
      return "record" in decision ? decision.record : undefined;
    };
    const states: (string | undefined)[] = [];
    let call: Call | undefined = open;
    for (let time = 0; time < 4; time += 1) {
      call = call && tried(call, "notReached");
      states.push(call?.state);
    }
    expect(states).toEqual(["open", "open", "unreachable", undefined]);
    for (const [outcome, state] of [
      ["refused", "refused"],
      ["rated", "rated"],
      ["wrongNumber", "unreachable"],
    ] as const)
      expect(tried(open, outcome)?.state).toBe(state);
  });
});

describe("a comment's public text", () => {
  it.each([
    ["身份证11010519491231002X办的", "身份证＊＊＊办的"],
    ["打13800003210或138 0000 3210找我", "打＊＊＊或＊＊＊找我"],
    ["0394-8221234没人接", "＊＊＊没人接"],
    ["邮箱 li.min@example.com", "邮箱 ＊＊＊"],
    ["微信：limin_1980", "＊＊＊"],
    ["车牌豫P12345停不下", "车牌＊＊＊停不下"],
    [`办件${caseNumber}`, "办件＊＊＊"],
    ["我叫李敏，等了两小时", "我叫＊＊＊，等了两小时"],
  ])("has nothing personal: %s", (comment, text) => {
    expect(redact(comment).text).toBe(text);
  });

  it("masks the names of the case, and an address with its number", () => {
    expect(redact("张小川跑了三次", ["张小川"])).toEqual({ text: "＊＊＊跑了三次", found: ["姓名 name"] });
    expect(redact("家住七一路 100 号 3 单元 402 室").text).not.toMatch(/100|402/);
  });

  it("leaves alone what is not personal", () => {
    for (const plain of ["跑了3次，等了120分钟，2026年3月2日才办好", "窗口A03态度很好，5星"])
      expect(redact(plain)).toEqual({ text: plain, found: [] });
  });
});
