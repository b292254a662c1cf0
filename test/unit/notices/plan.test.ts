import { describe, expect, it } from "vitest";
import { digestAt, type PlanRule, plannedNotice, quietUntil, type Told } from "#shared/notices/plan.ts";
import { traceparent } from "#test/unit/ratings/samples.ts";

/** In Shanghai. */
const at = (time: string): string => new Date(`2026-11-23T${time}:00+08:00`).toISOString();
const rule: PlanRule = { template: "accepted", channels: ["sms", "wechat"], urgency: "normal", hours: 72 };
const told: Told = {
  recipientId: "citizen-1",
  preference: { language: "zh", declined: {} },
  reachable: ["sms", "mail"],
  today: 0,
};
const plan = (now: string, more: Partial<Told> = {}, rules: Partial<PlanRule> = {}) =>
  plannedNotice(
    { id: "case/1/4", time: now },
    { ...rule, ...rules },
    { ...told, ...more },
    { department: "1001" },
    { now, trace: traceparent },
  );

describe("quiet hours", () => {
  it("end at eight, also after midnight, and are none by day", () => {
    expect(quietUntil(at("20:59"))).toBeUndefined();
    expect(quietUntil(at("21:00"))).toBe(new Date("2026-11-24T08:00:00+08:00").toISOString());
    expect(quietUntil(at("03:00"))).toBe(at("08:00"));
    expect(quietUntil(at("08:00"))).toBeUndefined();
  });

  it("are the district's and one's own together", () => {
    expect(quietUntil(at("07:00"), { from: "08:00", until: "10:30" })).toBe(at("10:30"));
    expect(quietUntil(at("12:00"), { from: "11:30", until: "14:00" })).toBe(at("14:00"));
  });

  it("of the whole day leave the district's own end", () => {
    expect(quietUntil(at("22:00"), { from: "00:00", until: "23:59" })).toBe(
      new Date("2026-11-24T08:00:00+08:00").toISOString(),
    );
  });
});

describe("a planned notice", () => {
  it("goes now on the ways that reach them, in the rule's order", () => {
    expect(plan(at("10:00"))).toMatchObject({ state: "planned", ways: ["sms"], version: 1 });
  });

  it("waits for the morning when it is quiet, and lives longer for that", () => {
    const held = plan(at("21:30"), {}, { hours: 4 });
    expect(held).toMatchObject({
      state: "held",
      nextAt: new Date("2026-11-24T08:00:00+08:00").toISOString(),
    });
    expect(held.expiresOn > String(held.nextAt)).toBe(true);
  });

  it("does not wait when it is urgent", () => {
    expect(plan(at("23:00"), {}, { urgency: "urgent" }).state).toBe("planned");
  });

  it("comes with the others in the evening for whoever wants that", () => {
    const held = plan(at("10:00"), { preference: { ...told.preference, digest: true } });
    expect(held).toMatchObject({ state: "held", urgency: "digest", nextAt: at("18:00") });
    expect(digestAt(at("18:00"))).toBe(new Date("2026-11-24T18:00:00+08:00").toISOString());
  });

  it("is in the inbox alone for whoever has no address", () => {
    expect(plan(at("10:00"), { reachable: [] })).toMatchObject({
      state: "delivered",
      channel: "inbox",
      ways: [],
    });
  });

  it("is not sent on ways that they declined, nor too often, nor too late", () => {
    const declined = { preference: { ...told.preference, declined: { progress: ["sms" as const] } } };
    expect(plan(at("10:00"), declined)).toMatchObject({ state: "suppressed", why: "optedOut" });
    expect(plan(at("10:00"), { today: 20 })).toMatchObject({ state: "suppressed", why: "overCap" });
    expect(plan(at("10:00"), {}, { hours: 0 })).toMatchObject({ state: "suppressed", why: "expired" });
  });

  it("that is legal cannot be declined, and no cap or digest keeps it", () => {
    const legal = { legal: "notice", template: "supplement" };
    const more = {
      today: 99,
      preference: { ...told.preference, digest: true as const, declined: { deadlines: ["sms" as const] } },
    };
    expect(plan(at("10:00"), more, legal)).toMatchObject({ state: "planned", legal: true, ways: ["sms"] });
  });

  it("is the same for an event that comes twice", () => {
    expect(plan(at("10:00")).noticeId).toBe(plan(at("10:00")).noticeId);
    expect(plan(at("10:00")).noticeId).not.toBe(plan(at("10:00"), { recipientId: "citizen-2" }).noticeId);
  });
});
