import type { SQSRecord } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { archiveEvents } from "#events/archive.ts";
import { type DeliveryEvent, deliveryEvents, type LegState } from "#events/delivery.ts";
import { paymentEvents } from "#events/payment.ts";
import type { Command } from "#shared/cases/command.ts";
import { followedOwed } from "#shared/cases/owed.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { runCommand } from "#shared/cases/run-command.ts";
import { eventsOf } from "#shared/kernel/records/replay.ts";
import { openOrder } from "#shared/rectifications/decide.ts";
import { rectification } from "#shared/rectifications/record.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
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
import { caseFollow } from "../../../functions/cases/case-follow/case-follow.ts";

async function world(item: Partial<CaseHead["item"]> = {}) {
  const store = memoryCaseStore();
  const deps = { store, calendar: steadyCalendar, now: () => thursday };
  const goes: { atTerm: boolean | undefined } = { atTerm: true };
  const follow = caseFollow({ ...deps, applications: { expire: async () => {} }, expiryOf: () => 1 });
  const head = openSample();
  await store.write({ ...head, item: { ...head.item, ...item } }, { form, person });
  const { missing } = followedOwed({ ...deps, goesAtTerm: async () => goes.atTerm });
  return {
    goes,
    caseNumber: head.caseNumber,
    run: (action: Command["action"], actor: Command["actor"]) =>
      runCommand(deps, head.caseNumber, { action, actor, traceparent }),
    deliver: (detail: { type: string; source: string }) =>
      follow(JSON.stringify({ "detail-type": detail.type, source: detail.source, detail }), {} as SQSRecord),
    missing,
  };
}
const about = (subject: string) => ({ subject, version: 2, time: thursday, traceparent });

const legEvent = (caseNumber: string, state: Exclude<LegState, "requested">): DeliveryEvent =>
  deliveryEvents[state].create({
    ...about(`delivery/${caseNumber}-outbound-1`),
    data: {
      legId: `${caseNumber}-outbound-1`,
      caseNumber,
      leg: "outbound",
      carrier: "tongban-post",
      state,
      late: false,
      occurredAt: thursday,
    },
  });

describe("what a case owes to the events that move it", () => {
  test.each(["inTransit", "delivered", "returned"] as const)(
    "is there once a leg that is %s was followed, and not before",
    async (state) => {
      const { run, deliver, missing, caseNumber } = await world();
      await run("passPreReview", clerk);
      await run("accept", reviewer);
      await run("approve", reviewer);
      const event = legEvent(caseNumber, state);
      expect(await missing(event)).toEqual(["handOver"]);
      await deliver(event);
      expect(await missing(event)).toEqual([]);
    },
  );

  test("is nothing of a case that the event cannot move any more", async () => {
    const { run, missing, caseNumber } = await world();
    await run("passPreReview", clerk);
    expect(await missing(legEvent(caseNumber, "delivered"))).toEqual([]);
  });

  test("is that its fee was paid", async () => {
    const { deliver, missing, caseNumber } = await world({ fee: "acceptance" });
    const event = paymentEvents.paid.create({
      ...about("payment/0123456789abcdef"),
      data: {
        paymentId: "0123456789abcdef",
        caseNumber,
        department: "1001",
        itemCode: openSample().item.code,
        state: "paid",
        amountFen: 100,
      },
    });
    expect(await missing(event)).toEqual(["settleFee"]);
    await deliver(event);
    expect(await missing(event)).toEqual([]);
  });

  test("is that what it was applied with goes after it was archived, while it is there", async () => {
    const { goes, missing, caseNumber } = await world();
    const event = archiveEvents.archived.create({
      ...about(`archive/${caseNumber}`),
      data: {
        caseNumber,
        ended: "completed",
        itemCode: openSample().item.code,
        itemVersion: 1,
        department: "1001",
        state: "archived",
      },
    });
    for (const [atTerm, owed] of [
      [true, []],
      [undefined, []],
      [false, ["term of an application"]],
    ] as const) {
      goes.atTerm = atTerm;
      expect(await missing(event)).toEqual(owed);
    }
  });
});

test("a record's steps are told again under the ids that they had", async () => {
  const store = memoryRecordStore(rectification);
  const { caseNumber, item } = openSample();
  const order = openOrder(
    {
      caseNumber,
      stage: "completion",
      itemCode: item.code,
      department: "1001",
      applicantId: "citizen-1",
      level: "dissatisfied",
      anonymous: false,
    },
    { now: thursday, calendar: await steadyCalendar() },
    traceparent,
  );
  const step = { at: thursday, trace: traceparent, actor: { role: "system", id: "test" } };
  const next = rectification.next(order, { state: "verifying" }, { ...step, event: "calledBack" });
  for (const version of [order, next]) await store.write(version);
  const past = await eventsOf(rectification, store, next);
  expect(past).toEqual([rectification.eventOf(order), rectification.eventOf(next)]);
});
