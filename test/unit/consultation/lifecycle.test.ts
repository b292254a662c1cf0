import { describe, expect, it } from "vitest";
import { ask, bodies, decide } from "#shared/consultation/decide.ts";
import { decide as decideFaq, propose } from "#shared/consultation/faqs/decide.ts";
import type { Faq } from "#shared/consultation/faqs/record.ts";
import { countEnded } from "#shared/consultation/figures.ts";
import { lifecycle } from "#shared/consultation/lifecycle.ts";
import type { Consultation } from "#shared/consultation/record.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { Actor } from "#shared/kernel/records/last-event.ts";
import { itemCode, traceparent as trace } from "#test/unit/ratings/samples.ts";

const calendar = {
  edition: "test",
  coveredTo: "2026-12-31",
  holidays: new Set<string>(),
  workdays: new Set<string>(),
};
// A Friday.
const friday = "2026-03-06T02:00:00.000Z";
const at = (now: string) => ({ now, calendar });
const clerk: Actor = { role: "clerk", id: "clerk-1" };
const supervisor: Actor = { role: "supervisor", id: "supervisor-1" };
const asker: Actor = { role: "citizen", id: "citizen-1" };

const asked = (): Consultation =>
  ask(
    {
      consultationId: "00000000000000aa",
      about: "item",
      itemCode,
      itemVersion: 1,
      department: "1001",
      askerId: "citizen-1",
    },
    at(friday),
    { actor: asker, trace },
  );
type Name = keyof typeof bodies;
const tried = (consultation: Consultation, action: Name, body: object, actor: Actor, now = friday) =>
  decide(consultation, action, { actor, body: bodies[action].parse(body) as never, at: now, trace }, at(now));
const act = (...given: Parameters<typeof tried>): Consultation => {
  const decision = tried(...given);
  if ("refused" in decision) throw new Error(`refused: ${JSON.stringify(decision.refused)}`);
  return decision.record;
};
const refused = (...given: Parameters<typeof tried>) => {
  const decision = tried(...given);
  if (!("refused" in decision)) return undefined;
  return decision.refused.kind === "guard" ? decision.refused.guard : decision.refused.kind;
};
const happens = bySystem(decide, "deadlines");
const happen = (consultation: Consultation, action: "close" | "markOverdue", now: string) =>
  happens(consultation, action, {}, at(now), trace);
const day = ({ dueAt = "" }: Consultation) => dueAt.slice(0, 10);
const text = "请带营业执照和身份证。";

describe("a question", () => {
  const taken = act(asked(), "take", {}, clerk);
  const answered = act(taken, "answer", { text, cites: { part: "conditions" } }, clerk);

  it("is looked at in one working day and answered in two, complex ones in five", () => {
    expect(day(asked())).toBe("2026-03-09");
    expect(day(taken)).toBe("2026-03-10");
    expect(day(act(asked(), "take", { complex: true }, clerk))).toBe("2026-03-13");
    expect(answered).toMatchObject({ state: "answered", answeredInTime: true, texts: 2 });
    expect(day(answered)).toBe("2026-03-20");
  });

  it("is put off once, and only while its time runs", () => {
    const later = act(taken, "extend", { words: "要问市局" }, clerk);
    expect(day(later)).toBe("2026-03-17");
    expect(refused(later, "extend", { words: "再延" }, clerk)).toBe("extendsOnce");
    expect(refused(taken, "extend", { words: "要问市局" }, clerk, "2026-03-11T02:00:00.000Z")).toBe(
      "stillInTime",
    );
  });

  it("is transferred twice, then a supervisor says whose it is, once", () => {
    const move = (department: string) => ({ department, words: "不属本局" });
    const once = act(asked(), "transfer", move("1002"), clerk);
    expect(refused(once, "assign", move("1003"), supervisor)).toBe("transfersUsed");
    const twice = act(once, "transfer", move("1003"), clerk);
    expect(twice).toMatchObject({ state: "asked", department: "1003", transfers: 2 });
    expect(refused(twice, "transfer", move("1004"), clerk)).toBe("transfersLeft");
    expect(refused(twice, "assign", move("1004"), clerk)).toBe("role");
    const fixed = act(twice, "assign", move("1004"), supervisor);
    expect(fixed).toMatchObject({ department: "1004", fixed: true });
    expect(refused(fixed, "assign", move("1001"), supervisor)).toBe("transfersUsed");
    // Whoever was handed it last has its two days from when it took it up.
    expect(day(act(twice, "take", {}, clerk, "2026-03-09T02:00:00.000Z"))).toBe("2026-03-11");
  });

  it("ends by ten working days of silence, and not before", () => {
    const waiting = act(taken, "askBack", { text: "请说明经营场所。" }, clerk);
    expect(happen(waiting, "close", "2026-03-20T15:59:00.000Z")).toBeUndefined();
    const closed = happen(waiting, "close", "2026-03-20T16:01:00.000Z");
    expect(closed).toMatchObject({ state: "closed" });
    expect(closed).not.toHaveProperty("dueAt");
    const replied = act(waiting, "reply", { text: "在中州大道。" }, asker, "2026-03-18T02:00:00.000Z");
    expect(replied).toMatchObject({ state: "answering", texts: 3 });
    expect(day(replied)).toBe("2026-03-20");
  });

  it("is reopened once within ten working days, and rated once", () => {
    expect(refused(answered, "reopen", { text: "还是不明白" }, asker, "2026-03-23T02:00:00.000Z")).toBe(
      "stillInTime",
    );
    const reopened = act(answered, "reopen", { text: "还是不明白" }, asker);
    const again = act(reopened, "answer", { text, cites: { part: "steps", number: 1 } }, clerk);
    expect(again.answeredAt).toBe(answered.answeredAt);
    expect(refused(again, "reopen", { text: "还有问题" }, asker)).toBe("reopensOnce");
    const rated = act(again, "rate", { level: "satisfied" }, asker);
    expect(refused(rated, "rate", { level: "satisfied" }, asker)).toBe("ratesOnce");
    expect(happen(rated, "close", "2026-04-01T02:00:00.000Z")?.state).toBe("closed");
  });

  it("says of each deadline once that it passed, and stays late", () => {
    const late = happen(asked(), "markOverdue", "2026-03-10T02:00:00.000Z");
    if (!late) throw new Error("it is not late");
    expect(happen(late, "markOverdue", "2026-03-10T03:00:00.000Z")).toBeUndefined();
    const done = act(act(late, "take", {}, clerk), "answer", { text }, clerk);
    expect(done).toMatchObject({ late: true, answeredInTime: false });
    expect(countEnded([done, { ...answered, reopened: true, level: "satisfied" }])).toEqual({
      closed: 0,
      merged: 0,
      redirected: 0,
      answered: 2,
      answeredInTime: 1,
      hoursToAnswer: 0,
      reopened: 1,
      rated: { satisfied: 1 },
    });
  });

  it("gives nobody anything to do once it has ended, but for a rating of an answer", () => {
    const merged = act(taken, "merge", { into: "00000000000000bb" }, clerk);
    const redirected = act(asked(), "redirect", { words: "是投诉" }, clerk);
    for (const ended of [merged, redirected])
      for (const actor of [clerk, supervisor, asker])
        expect(lifecycle.allowedActions(ended, actor, at(friday))).toEqual([]);
  });
});

describe("an answer for everybody", () => {
  const proposed = propose(
    {
      faqId: "00000000000000cc",
      itemCode,
      itemVersion: 1,
      department: "1001",
      question: "要带什么？",
      answer: text,
    },
    friday,
    { actor: clerk, trace },
  );
  const confirm = (actor: Actor) =>
    decideFaq(proposed, "confirm", { actor, body: {}, at: friday, trace }, { ...at(friday), itemVersion: 1 });

  it("is confirmed by somebody else", () => {
    expect(confirm(clerk)).toMatchObject({ refused: { guard: "notProposer" } });
    expect(confirm(supervisor)).toMatchObject({
      record: { state: "published", proposedBy: "clerk-1", confirmedBy: "supervisor-1" },
    });
  });

  it("is hidden ten working days after its item's new version, unless somebody keeps it", () => {
    const published = confirm(supervisor);
    if (!("record" in published)) throw new Error("it is not published");
    const happensToFaq = bySystem(decideFaq, "deadlines");
    const toCheck = happensToFaq(
      published.record,
      "markToCheck",
      {},
      { ...at(friday), itemVersion: 2 },
      trace,
    );
    if (!toCheck) throw new Error("it is not marked");
    expect(happensToFaq(toCheck, "hide", {}, at("2026-03-20T02:00:00.000Z"), trace)).toBeUndefined();
    expect(happensToFaq(toCheck, "hide", {}, at("2026-03-23T02:00:00.000Z"), trace)?.state).toBe("suspended");
    const kept = decideFaq(
      toCheck,
      "keep",
      { actor: clerk, body: {}, at: friday, trace },
      { ...at(friday), itemVersion: 2 },
    );
    expect(kept).toMatchObject({ record: { state: "published", itemVersion: 2 } });
  });

  it("that waits to be checked hears of the next version as well, once, in the days of the first", () => {
    const published = confirm(supervisor);
    if (!("record" in published)) throw new Error("it is not published");
    const happensToFaq = bySystem(decideFaq, "catalogue");
    const mark = (faq: Faq, version: number, now: string) =>
      happensToFaq(faq, "markToCheck", {}, { ...at(now), itemVersion: version }, trace);
    expect(mark(published.record, 1, friday)).toBeUndefined();
    const second = mark(published.record, 2, friday);
    if (!second) throw new Error("it is not marked");
    expect(mark(second, 2, "2026-03-09T02:00:00.000Z")).toBeUndefined();
    const third = mark(second, 3, "2026-03-09T02:00:00.000Z");
    if (!third) throw new Error("the next version is lost");
    // Whoever looked at version 2 has an older state of it now, and is refused by that.
    expect(third).toMatchObject({ state: "toCheck", version: second.version + 1, checkBy: second.checkBy });
    expect(mark(third, 2, friday)).toBeUndefined();
    const keep = (itemVersion: number) =>
      decideFaq(third, "keep", { actor: clerk, body: {}, at: friday, trace }, { ...at(friday), itemVersion });
    expect(keep(2)).toMatchObject({ record: { itemVersion: 3 } });
    expect(keep(4)).toMatchObject({ record: { itemVersion: 4 } });
    expect(keep(4)).not.toHaveProperty("record.newVersion");
  });
});
