import { describe, expect, test } from "vitest";
import { calendar } from "#shared/calendar/calendar.ts";
import { runCommand } from "#shared/cases/commands.ts";
import { memoryCaseStore } from "#shared/cases/memory-case-store.ts";
import { clerk, form, openSample, person, thursday, traceparent } from "#test/unit/cases/samples.ts";
import { sweepOverdueNotices } from "../../../functions/case-deadlines/case-deadlines.ts";

const overdue = "2026-09-24T01:00:00.000Z";

describe("deemed acceptance", () => {
  test("takes all that is overdue, page by page, once, and nothing else", async () => {
    let now = thursday;
    const world = { store: memoryCaseStore(), calendar, now: () => now };
    const heads = Array.from({ length: 250 }, (_, index) =>
      openSample({ mark: { key: `key-${index}`, body: "body" }, applicantId: `applicant-${index}` }),
    );
    for (const head of heads) await world.store.create(head, form, person);
    const [told, ...others] = heads;
    if (!told) throw new Error("no case");
    await runCommand(world, told.caseNumber, { action: "passPreReview", actor: clerk, traceparent });
    await runCommand(world, told.caseNumber, {
      action: "requestSupplement",
      actor: clerk,
      note: { reason: "缺少平面图" },
      traceparent,
    });

    expect(await sweepOverdueNotices(world, ["1001", "1002"])).toBe(0);
    now = overdue;
    expect(await sweepOverdueNotices(world, ["1002"])).toBe(0);
    const both = await Promise.all([
      sweepOverdueNotices(world, ["1001", "1002"]),
      sweepOverdueNotices(world, ["1001", "1002"]),
    ]);
    expect(both[0] + both[1]).toBe(249);
    for (const { caseNumber } of others)
      expect(await world.store.read(caseNumber)).toMatchObject({
        state: "accepted",
        version: 2,
        clock: { startedAt: thursday },
      });
    expect(await world.store.read(told.caseNumber)).toMatchObject({ state: "supplementRequested" });
  });
});
