import type { SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { archiveStates } from "#events/archive.ts";
import { caseEvents } from "#events/case.ts";
import { decide, openArchive } from "#shared/archives/decide.ts";
import { lifecycle } from "#shared/archives/lifecycle.ts";
import { type Archive, archive } from "#shared/archives/record.ts";
import { keptUntil, permanent } from "#shared/archives/retention.ts";
import { endEvents } from "#shared/archives/wiring.ts";
import { actions } from "#shared/cases/lifecycle-table.ts";
import { endStates } from "#shared/cases/states.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { busEntry, caseNumber, department, itemCode, traceparent } from "#test/unit/ratings/samples.ts";
import { archiveDue } from "../../../functions/archives/archive-deadlines/archive-deadlines.ts";
import { archiveFollow } from "../../../functions/archives/archive-follow/archive-follow.ts";

const calendar = {
  edition: "test",
  coveredTo: "2026-12-31",
  holidays: new Set<string>(),
  workdays: new Set<string>(),
};
const ended = "2026-03-06T02:00:00.000Z";
const end = caseEvents.collected.create({
  subject: `case/${caseNumber}`,
  version: 6,
  time: ended,
  traceparent,
  data: {
    caseNumber,
    to: "completed",
    itemCode,
    itemVersion: 1,
    department,
    applicantId: "citizen-1",
    actor: { role: "citizen", id: "citizen-1" },
    handIn: "online",
    receive: "window",
    hash: "0".repeat(64),
  },
});
const opened = (): Archive => openArchive(end, calendar, traceparent);
const happen = bySystem(decide, "test");
const at = (record: Archive, change: Partial<Archive>): Archive => ({ ...record, ...change });

const act = (
  record: Archive,
  action: "appraise" | "destroy" | "extend",
  id: string,
  now: string,
  role = "supervisor",
) =>
  decide(
    record,
    action,
    {
      actor: { role, id },
      body: { words: "无继续保存价值", term: "years10" } as never,
      at: now,
      trace: traceparent,
    },
    { now },
  );

describe("the end of a case", () => {
  it("opens its archive file, whatever the end is", () => {
    const ending = Object.values<{ to: readonly string[] | "same"; event: string }>(actions)
      .filter(
        ({ to }) => to !== "same" && to.some((state) => (endStates as readonly string[]).includes(state)),
      )
      .map(({ event }) => event);
    expect(Object.keys(endEvents).toSorted()).toEqual([...new Set(ending)].toSorted());
  });

  it("is archived once, packed after thirty days and within three months", async () => {
    const store = memoryRecordStore(archive);
    const follow = archiveFollow({ store, calendar: async () => calendar });
    for (let time = 0; time < 3; time += 1) await follow(busEntry(end as never), {} as SQSRecord);
    expect(await store.read(caseNumber)).toMatchObject({
      version: 1,
      state: "pending",
      ended: "completed",
      caseVersion: 6,
      packFrom: "2026-04-05T15:59:59.999Z",
      // 6 June 2026 is a Saturday: the next working day (民法典 Art. 203).
      dueAt: "2026-06-08T15:59:59.999Z",
    });
    expect(JSON.stringify(await store.read(caseNumber))).not.toContain("citizen-1");
  });
});

describe("the clock", () => {
  it("packs what is due once, and marks once what is late", async () => {
    const store = memoryRecordStore(archive);
    await store.write(opened());
    const sweep = (now: string) => archiveDue({ store, now: () => now });
    expect(await sweep("2026-04-05T10:00:00.000Z")).toEqual({ due: 0, changed: 0 });
    expect(await sweep("2026-04-06T00:00:00.000Z")).toEqual({ due: 1, changed: 1 });
    expect(await sweep("2026-04-06T01:00:00.000Z")).toEqual({ due: 0, changed: 0 });
    expect(await store.read(caseNumber)).toMatchObject({ state: "packing", lastEvent: { name: "due" } });
    expect(await sweep("2026-06-09T00:00:00.000Z")).toEqual({ due: 1, changed: 1 });
    expect(await sweep("2026-06-09T01:00:00.000Z")).toEqual({ due: 1, changed: 0 });
    expect(await store.read(caseNumber)).toMatchObject({ state: "packing", late: true, version: 3 });
  });
});

describe("what is archived", () => {
  const archived = (term: 10 | 30 | "permanent"): Archive => {
    const packed = at(opened(), { state: "packed", package: { sha256: "a".repeat(64), size: 9, parts: 3 } });
    const retention = { term, source: "《规定》" };
    const found = happen(
      packed,
      "recordCheck",
      { retention },
      { now: "2026-04-07T00:00:00.000Z" },
      traceparent,
    );
    if (!found) throw new Error("not archived");
    return found;
  };

  it("is kept for its item's term, from the year after its case ended", () => {
    expect(archived(10)).toMatchObject({ state: "archived", keepUntil: "2036-12-31" });
    expect(archived("permanent").keepUntil).toBe(permanent);
    // Ended on 31 December in Shanghai, and on 30 December elsewhere.
    expect(keptUntil("2026-12-30T16:30:00.000Z", 30)).toBe("2056-12-31");
    expect(keptUntil("2026-12-31T16:30:00.000Z", 30)).toBe("2057-12-31");
  });

  it("keeps its first date when it is checked again", () => {
    const again = happen(
      at(archived(10), { state: "packed" }),
      "recordCheck",
      { retention: { term: 30, source: "《规定》" } },
      { now: "2030-01-01T00:00:00.000Z" },
      traceparent,
    );
    expect(again).toMatchObject({
      archivedAt: "2026-04-07T00:00:00.000Z",
      checkedAt: "2030-01-01T00:00:00.000Z",
      keepUntil: "2036-12-31",
      retention: { term: 10 },
    });
  });

  it("is destroyed only after its time, and by two people", () => {
    const kept = archived(10);
    expect(act(kept, "appraise", "s-1", "2036-12-31T10:00:00.000Z")).toMatchObject({
      refused: { kind: "guard", guard: "timeIsOver", facts: { keepUntil: "2036-12-31" } },
    });
    const proposed = act(kept, "appraise", "s-1", "2037-01-01T00:00:00.000Z");
    if (!("record" in proposed)) throw new Error("not proposed");
    expect(act(proposed.record, "destroy", "s-1", "2037-01-02T00:00:00.000Z")).toMatchObject({
      refused: { guard: "notAppraiser" },
    });
    expect(act(proposed.record, "destroy", "r-1", "2037-01-02T00:00:00.000Z", "reviewer")).toMatchObject({
      refused: { kind: "role" },
    });
    expect(act(proposed.record, "destroy", "s-2", "2037-01-02T00:00:00.000Z")).toMatchObject({
      record: { state: "destroyed", destroyedAt: "2037-01-02T00:00:00.000Z", package: { parts: 3 } },
    });
    expect(act(proposed.record, "extend", "s-2", "2037-01-02T00:00:00.000Z")).toMatchObject({
      record: { state: "archived", keepUntil: "2047-12-31" },
    });
  });

  it("for good is never destroyed", () => {
    expect(act(archived("permanent"), "appraise", "s-1", "2150-01-01T00:00:00.000Z")).toMatchObject({
      refused: { guard: "timeIsOver" },
    });
  });

  it("has these buttons for each role in each state", () => {
    const lines = archiveStates.flatMap((state) =>
      (["clerk", "reviewer", "supervisor", "citizen", "admin"] as const).flatMap((role) => {
        const can = lifecycle.allowedActions(
          at(archived(10), { state, appraisedBy: "y" }),
          { role, id: "x" },
          { now: "2040-01-01T00:00:00.000Z" },
        );
        return can.length > 0 ? [`${state} ${role}: ${can.join(" ")}`] : [];
      }),
    );
    expect(lines).toEqual([
      "pending clerk: pack",
      "pending reviewer: pack",
      "pending supervisor: pack",
      "packing clerk: pack",
      "packing reviewer: pack",
      "packing supervisor: pack",
      "archived clerk: check",
      "archived reviewer: check appraise extend",
      "archived supervisor: check appraise extend",
      "failed clerk: pack",
      "failed reviewer: pack",
      "failed supervisor: pack",
      "appraised reviewer: extend",
      "appraised supervisor: extend destroy",
    ]);
  });
});
