import type { SQSRecord } from "aws-lambda";
import { beforeEach, describe, expect, test } from "vitest";
import type { CaseEvent } from "#events/case.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { canBegin, partsOf } from "#shared/cases/joint.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { runCommand } from "#shared/cases/run-command.ts";
import { jointEvents } from "#shared/cases/wiring.ts";
import { chosenParts } from "#shared/catalogue/joint-parts.ts";
import type { PublishedItem } from "#shared/catalogue/public.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import {
  clerk,
  form,
  openSample,
  person,
  reviewer,
  steadyCalendar,
  thursday,
  traceparent,
} from "#test/unit/cases/samples.ts";
import { jointMatters } from "../../../functions/cases/joint-matters/joint-matters.ts";

const [business, food, fire, sign] = ["1", "2", "3", "4"].map((digit) => digit.repeat(31)) as [
  string,
  string,
  string,
  string,
];
/** A food licence needs the business licence, and the sign the food licence; the fire check needs nothing. */
const joint = { parts: [business, food, fire, sign], after: { [food]: [business], [sign]: [food] } };

let store: ReturnType<typeof memoryCaseStore>;
let now: string;
let handle: ReturnType<typeof jointMatters>;
let deps: { store: typeof store; calendar: typeof steadyCalendar; now: () => string };
beforeEach(() => {
  store = memoryCaseStore();
  now = thursday;
  deps = { store, calendar: steadyCalendar, now: () => now };
  handle = jointMatters({
    ...deps,
    items: {
      current: async (code) =>
        ({
          version: 1,
          item: {
            itemCode: code,
            department: "1001",
            legalLimit: { days: 20, unit: "workingDay" },
            promisedLimit: { days: 5, unit: "workingDay" },
            specialProcedures: [],
            materials: [],
            fee: { charged: false, items: [] },
          },
        }) as unknown as PublishedItem,
    },
  });
});

const read = async ({ caseNumber }: Pick<CaseHead, "caseNumber">) =>
  (await store.read(caseNumber)) as CaseHead;
const lastOf = async (head: CaseHead) => caseRecord.eventOf(await read(head)) as CaseEvent;
const followed = new Set<string>(Object.values(jointEvents).map(({ type }) => type));
/** Tells of what happened, twice: every message may come again. */
async function deliver(event: CaseEvent): Promise<void> {
  if (!followed.has(event.type)) return;
  const message = JSON.stringify({ "detail-type": event.type, detail: event });
  for (const _ of [1, 2]) await handle(message, {} as SQSRecord);
}
async function step(head: CaseHead, action: Command["action"], actor: Actor, more: Partial<Command> = {}) {
  const done = await runCommand(deps, head.caseNumber, { action, actor, traceparent, ...more });
  expect([action, done.kind]).toEqual([action, "done"]);
  await deliver(await lastOf(head));
}
async function accepted(): Promise<CaseHead> {
  const head = openSample({ parts: partsOf(joint, joint.parts) });
  await store.write(head, { form, person });
  await step(head, "passPreReview", clerk);
  await step(head, "accept", clerk);
  return head;
}
const parts = async (): Promise<CaseHead[]> =>
  (await store.list("byApplicant", "li-min", { limit: 50 })).items.filter(
    ({ parent }) => parent,
  ) as CaseHead[];
const begun = async () => (await parts()).map(({ item }) => item.code).toSorted();
const partOf = async (code: string): Promise<CaseHead> => {
  const found = (await parts()).find(({ item }) => item.code === code);
  if (!found) throw new Error(`part ${code} has not begun`);
  return found;
};
/** Decided by its own department; the whole hears of it, and then whoever waits for it. */
async function decided(whole: CaseHead, code: string, action: "approve" | "reject") {
  await step(await partOf(code), action, reviewer);
  await deliver(await lastOf(whole));
}
const results = async (whole: CaseHead) => (await read(whole)).parts?.map(({ result }) => result ?? "open");

describe("a joint matter whose parts need each other", () => {
  test("begins each part with the approval that it needs, and its clock with it", async () => {
    const whole = await accepted();
    expect(await begun()).toEqual([business, fire]);
    now = "2026-09-21T02:00:00.000Z";
    await decided(whole, business, "approve");
    expect(await begun()).toEqual([business, food, fire]);
    expect((await partOf(food)).clock.startedAt).toBe(now);
    expect((await partOf(fire)).clock.startedAt).toBe(thursday);
    for (const code of [food, fire, sign]) await decided(whole, code, "approve");
    expect(await begun()).toEqual([business, food, fire, sign]);
    expect(await read(whole)).toMatchObject({ state: "approved", decision: "approved" });
    expect((await parts()).map(({ state }) => state)).toEqual([
      "completed",
      "completed",
      "completed",
      "completed",
    ]);
  });

  test("a part that is refused ends none but those that needed it, which never begin", async () => {
    const whole = await accepted();
    await decided(whole, business, "reject");
    expect(await results(whole)).toEqual(["rejected", "blocked", "open", "blocked"]);
    expect((await read(whole)).state).toBe("accepted");
    expect((await partOf(fire)).state).toBe("accepted");
    expect(await begun()).toEqual([business, fire]);
    await decided(whole, fire, "approve");
    expect(await results(whole)).toEqual(["rejected", "blocked", "approved", "blocked"]);
    expect((await read(whole)).state).toBe("rejected");
  });

  test("withdrawn, it begins nothing any more", async () => {
    const whole = await accepted();
    await step(await partOf(business), "approve", reviewer);
    const late = await lastOf(whole);
    await step(whole, "withdraw", { role: "citizen", id: "li-min" });
    await deliver(late);
    expect(await begun()).toEqual([business, fire]);
    expect((await partOf(fire)).state).toBe("withdrawn");
  });

  test("of parts that need nothing all begin at once", () => {
    const flat = partsOf({}, [business, food]);
    expect(flat).toEqual([{ code: business }, { code: food }]);
    expect(flat.every((part) => canBegin(part, flat))).toBe(true);
  });

  test("has the parts that were chosen, and none of them waits for one that was not", () => {
    const choosing = {
      parts: [business, food, sign],
      after: { [food]: [business, sign] },
      optional: { [business]: { onlyIf: { field: "registered", is: ["否"] } } },
    };
    expect(partsOf(choosing, chosenParts(choosing, { registered: "是" }))).toEqual([
      { code: food, after: [1] },
      { code: sign },
    ]);
    expect(partsOf(choosing, chosenParts(choosing, { registered: "否" }))).toEqual([
      { code: business },
      { code: food, after: [0, 2] },
      { code: sign },
    ]);
  });
});
