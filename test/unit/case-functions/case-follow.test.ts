import type { SQSRecord } from "aws-lambda";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { archiveEvents } from "#events/archive.ts";
import type { CaseEvent } from "#events/case.ts";
import { deliveryEvents, type LegState } from "#events/delivery.ts";
import type { Command } from "#shared/cases/command.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { runCommand } from "#shared/cases/run-command.ts";
import { versionsOf } from "#shared/kernel/records/replay.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import {
  clerk,
  form,
  leader,
  openSample,
  person,
  reviewer,
  steadyCalendar,
  system,
  thursday,
  traceparent,
} from "#test/unit/cases/samples.ts";
import { caseFollow } from "../../../functions/cases/case-follow/case-follow.ts";

const deps = () => {
  const expired: unknown[] = [];
  return {
    store: memoryCaseStore(),
    calendar: steadyCalendar,
    now: () => thursday,
    expired,
    applications: {
      expire: async (...asked: unknown[]): Promise<void> => {
        expired.push(asked);
      },
    },
    expiryOf: (submittedAt: string) => Date.parse(submittedAt) / 1000 + 1,
  };
};

async function approvedCase(world: ReturnType<typeof deps>): Promise<CaseHead> {
  const head = openSample();
  await world.store.write(head, { form, person });
  for (const [action, actor] of [
    ["passPreReview", clerk],
    ["accept", reviewer],
    ["approve", reviewer],
  ] as [Command["action"], typeof clerk][])
    await runCommand(world, head.caseNumber, { action, actor, traceparent });
  return head;
}

const message = (
  caseNumber: string,
  state: Exclude<LegState, "requested">,
  leg: "inbound" | "outbound" = "outbound",
): string => {
  const detail = deliveryEvents[state].create({
    subject: `delivery/${caseNumber}-${leg}-1`,
    version: 2,
    time: thursday,
    traceparent,
    data: {
      legId: `${caseNumber}-${leg}-1`,
      caseNumber,
      leg,
      carrier: "tongban-post",
      state,
      late: false,
      occurredAt: thursday,
    },
  });
  return JSON.stringify({ "detail-type": detail.type, source: detail.source, detail });
};
const record = {} as SQSRecord;

describe("what a delivery does to its case", () => {
  test("any order and any number of facts leave the same state and history", async () => {
    const facts = ["collected", "inTransit", "outForDelivery", "delivered"] as const;
    const order = fc.shuffledSubarray([...facts, ...facts], { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(order, async (states) => {
        const world = deps();
        const { caseNumber } = await approvedCase(world);
        const follow = caseFollow(world);
        for (const state of states) await follow(message(caseNumber, state), record);
        const { items } = await world.store.history(caseNumber, { limit: 100 });
        expect(versionsOf<CaseHead>(caseRecord, caseNumber, items).map(({ state }) => state)).toEqual([
          "submitted",
          "awaitingAcceptance",
          "accepted",
          "approved",
          "delivering",
          "completed",
        ]);
      }),
      { numRuns: 50 },
    );
  });

  test("a lost or returned parcel takes the case back to its decision", async () => {
    const world = deps();
    const { caseNumber } = await approvedCase(world);
    await caseFollow(world)(message(caseNumber, "returned"), record);
    expect(await world.store.read(caseNumber)).toMatchObject({ state: "approved", version: 6 });
  });

  test("a parcel that came back stays back, though the history does not yet say that it had left", async () => {
    const world = deps();
    const { caseNumber } = await approvedCase(world);
    await caseFollow(world)(message(caseNumber, "returned"), record);
    const written = 4;
    const behind = {
      ...world.store,
      async history(...asked: Parameters<typeof world.store.history>) {
        const page = await world.store.history(...asked);
        return { ...page, items: page.items.filter(({ version }) => version <= written) };
      },
    };
    const left = message(caseNumber, "collected");
    await expect(caseFollow({ ...world, store: behind })(left, record)).rejects.toMatchObject({
      name: "HistoryBehindError",
    });
    await caseFollow(world)(left, record);
    expect(await world.store.read(caseNumber)).toMatchObject({ state: "approved", version: 6 });
  });

  test("a parcel reported lost that was delivered before completes the case after all", async () => {
    const world = deps();
    const { caseNumber } = await approvedCase(world);
    for (const state of ["lost", "delivered"] as const)
      await caseFollow(world)(message(caseNumber, state), record);
    expect(await world.store.read(caseNumber)).toMatchObject({ state: "completed", version: 7 });
  });

  test("originals that arrived are noted once and let acceptance proceed", async () => {
    const world = deps();
    const sample = openSample();
    const head = openSample({ item: { ...sample.item, originals: true } });
    await world.store.write(head, { form, person });
    await runCommand(world, head.caseNumber, { action: "passPreReview", actor: clerk, traceparent });
    const accept = { action: "accept", actor: reviewer, traceparent } as const;
    expect(await runCommand(world, head.caseNumber, accept)).toMatchObject({ kind: "refused" });
    for (let time = 0; time < 2; time += 1)
      await caseFollow(world)(message(head.caseNumber, "delivered", "inbound"), record);
    expect(await world.store.read(head.caseNumber)).toMatchObject({ version: 3, originalsAt: thursday });
    expect(await runCommand(world, head.caseNumber, accept)).toMatchObject({ kind: "done" });
  });

  test("what was applied with goes away at its time only once the archive has it", async () => {
    const world = deps();
    const { caseNumber, submittedAt } = await approvedCase(world);
    expect(world.expired).toEqual([]);
    const detail = archiveEvents.archived.create({
      subject: `archive/${caseNumber}`,
      version: 4,
      time: thursday,
      traceparent,
      data: {
        caseNumber,
        ended: "completed",
        itemCode: openSample().item.code,
        itemVersion: 1,
        department: "1001",
        state: "archived",
      },
    });
    await caseFollow(world)(JSON.stringify({ "detail-type": detail.type, detail }), record);
    expect(world.expired).toMatchObject([
      [{ caseNumber, formRevision: 1 }, Date.parse(submittedAt) / 1000 + 1],
    ]);
  });

  test("what is not one of our events, or of no case, is not tried again", async () => {
    const follow = caseFollow(deps());
    const unknown = message(openSample().caseNumber, "delivered");
    for (const body of [
      "{",
      "[]",
      '{"detail-type":"x","detail":{}}',
      unknown,
      unknown.replace('"late":false', '"late":"no"'),
    ])
      await expect(follow(body, record)).rejects.toMatchObject({ name: "PermanentError" });
  });
});

describe("a decision that was lost", () => {
  const remedy = {
    kind: "litigation",
    organ: "川汇区人民法院",
    number: "（2026）豫1602行初1号",
    receivedOn: "2026-09-17",
  } as const;
  const lost = async (
    world: ReturnType<typeof deps>,
    ordered: { within?: { days: number; unit: "workingDay" } },
  ) => {
    const { caseNumber } = await approvedCase(world);
    const remedyOutcome = {
      outcome: "decideAnew",
      number: "（2026）豫1602行初1号",
      decidedOn: "2026-09-14",
      servedOn: "2026-09-15",
      ...ordered,
    } as const;
    const anew = "411602100120260917ABCDEFG";
    for (const [action, actor, note] of [
      ["handOver", system, {}],
      ["confirmDelivery", system, {}],
      ["recordRemedy", reviewer, { remedy }],
      ["recordRemedyOutcome", reviewer, { remedyOutcome }],
      ["carryOutRemedy", leader, { anew }],
    ] as const)
      await runCommand(world, caseNumber, { action, actor, note, traceparent });
    const before = (await world.store.read(caseNumber)) as CaseHead;
    const detail = caseRecord.eventOf(before) as CaseEvent;
    const outcomeMessage = JSON.stringify({ "detail-type": detail.type, source: detail.source, detail });
    return { before, anew, outcomeMessage };
  };

  test("is made anew in a case of its own, once, with what was applied with and the days that were ordered", async () => {
    const world = deps();
    const { before, anew, outcomeMessage } = await lost(world, { within: { days: 10, unit: "workingDay" } });
    const follow = caseFollow(world);
    await follow(outcomeMessage, record);
    await follow(outcomeMessage, record);
    const head = await world.store.read(anew);
    expect(head).toMatchObject({
      state: "accepted",
      version: 1,
      anewFor: before.caseNumber,
      item: { code: before.item.code, legal: "10w", promised: "10w" },
      // Served on the 15th; the 25th is a day off.
      clock: { startedAt: "2026-09-15T15:59:59.999Z", dueAt: "2026-09-29T15:59:59.999Z" },
    });
    expect(head).not.toHaveProperty("decision");
    expect(await world.store.readForm(anew, 1)).toEqual(form);
    expect(await world.store.readPerson(anew)).toEqual(person.person);
    expect(await world.store.read(before.caseNumber)).toEqual(before);
  });

  test("has the item's own limit where no days were ordered", async () => {
    const world = deps();
    const { anew, outcomeMessage } = await lost(world, {});
    await caseFollow(world)(outcomeMessage, record);
    expect((await world.store.read(anew))?.item).toMatchObject({ legal: "20w", promised: "5w" });
  });

  test("whose number another case has is logged for the operators", async () => {
    const world = deps();
    const { anew, outcomeMessage } = await lost(world, {});
    await world.store.write({ ...openSample({ key: "other" }), caseNumber: anew }, { form, person });
    await expect(caseFollow(world)(outcomeMessage, record)).rejects.toThrow("belongs to another case");
  });
});
