import { describe, expect, it } from "vitest";
import { archiveStates } from "#events/archive.ts";
import { decide, waitingArchive } from "#shared/archives/decide.ts";
import { archiveFiles } from "#shared/archives/files.ts";
import { lifecycle } from "#shared/archives/lifecycle.ts";
import { type Archive, archive } from "#shared/archives/record.ts";
import { keptUntil, permanent } from "#shared/archives/retention.ts";
import type { ClosedCase } from "#shared/cases/public.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { caseNumber, caseNumberNo, department, itemCode, traceparent } from "#test/unit/ratings/samples.ts";
import { archiveDue } from "../../../functions/archives/archive-deadlines/archive-deadlines.ts";

const calendar = {
  edition: "test",
  coveredTo: "2026-12-31",
  holidays: new Set<string>(),
  workdays: new Set<string>(),
};
const end: ClosedCase = {
  caseNumber,
  department,
  itemCode,
  itemVersion: 1,
  at: "2026-03-06T02:00:00.000Z",
  as: "completed",
};
const opened = (): Archive => waitingArchive(end, calendar);
const happen = bySystem(decide, "test");
const at = (record: Archive, change: Partial<Archive>): Archive => ({ ...record, ...change });

const act = (
  record: Archive,
  action: "appraise" | "destroy" | "extend" | "pack",
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

/** Ended cases of one department, and up to where they have their files. */
function ended(...closed: ClosedCase[]) {
  const marks = new Map<string, { at: string; caseNumber: string }>();
  const store = memoryRecordStore(archive);
  return {
    store,
    marks,
    opened: {
      read: async (of: string, list: string) => marks.get(`${of} ${list}`),
      write: async (of: string, list: string, mark: { at: string; caseNumber: string }) => {
        marks.set(`${of} ${list}`, mark);
      },
    },
    cases: {
      lists: ["byEnd" as const, "byGivingUp" as const],
      closedOf: async (number: string) => closed.find((one) => one.caseNumber === number),
      closed: async (
        of: string,
        { list, after, limit }: { list: string; after?: { at: string }; limit: number },
      ) =>
        closed
          .filter((one) => list === "byEnd" && one.department === of && one.at > (after?.at ?? ""))
          .slice(0, limit),
    },
    calendar: async () => calendar,
  };
}
const nth = (serial: number): ClosedCase => ({
  ...end,
  caseNumber: caseNumberNo(serial),
  at: new Date(Date.parse(end.at) + serial * 1000).toISOString(),
});

describe("a case that has ended", () => {
  it("waits thirty days to be packed, and is to be archived within three months", () => {
    expect(opened()).toMatchObject({
      version: 1,
      state: "pending",
      ended: "completed",
      packFrom: "2026-04-05T15:59:59.999Z",
      // 6 June 2026 is a Saturday: the next working day (民法典 Art. 203).
      dueAt: "2026-06-08T15:59:59.999Z",
    });
  });

  it("is seen while it waits, page by page, until it has its file", async () => {
    const world = ended(...[1, 2, 3, 4, 5, 6, 7].map(nth));
    const files = archiveFiles(world);
    const number = caseNumberNo(3);
    expect(await files.read(number)).toMatchObject({ state: "pending", version: 1 });
    expect(await files.read(caseNumberNo(9))).toBeUndefined();
    const first = await files.read(number);
    const packing = first && act(first, "pack", "c-1", end.at, "clerk");
    if (!packing || !("record" in packing)) throw new Error("not packed");
    expect(await files.write(packing.record)).toBe(true);
    expect(await files.write(packing.record)).toBe(false);
    expect(await world.store.read(number)).toMatchObject({ state: "packing", version: 2 });
    // One that was written and not packed, because the run stopped between the two.
    await world.store.write(waitingArchive(nth(5), calendar));
    world.marks.set(`${department} byEnd`, nth(1));
    const seen: string[][] = [];
    let cursor: Record<string, string> | undefined;
    do {
      const page = await files.list(["0009", department], "pending", { cursor, limit: 2 });
      seen.push(page.items.map((one) => one.caseNumber));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual([
      [caseNumberNo(2), caseNumberNo(4)],
      [caseNumberNo(5), caseNumberNo(6)],
      [caseNumberNo(7)],
    ]);
    expect((await files.list([department], "packing", { limit: 9 })).items).toMatchObject([
      { caseNumber: number },
    ]);
  });
});

describe("the clock", () => {
  it("packs what is due once, and marks once what is late", async () => {
    const world = ended(end);
    const sweep = (now: string) => archiveDue({ ...world, now: () => now });
    expect(await sweep("2026-04-05T10:00:00.000Z")).toEqual({ due: 0, changed: 0 });
    expect(await world.store.read(caseNumber)).toBeUndefined();
    expect(await sweep("2026-04-06T00:00:00.000Z")).toEqual({ due: 1, changed: 1 });
    expect(await sweep("2026-04-06T01:00:00.000Z")).toEqual({ due: 0, changed: 0 });
    const file = await world.store.read(caseNumber);
    expect(file).toMatchObject({ state: "packing", version: 1, lastEvent: { name: "due" } });
    expect(JSON.stringify(file)).not.toContain("citizen-1");
    expect(await sweep("2026-06-09T00:00:00.000Z")).toEqual({ due: 1, changed: 1 });
    expect(await sweep("2026-06-09T01:00:00.000Z")).toEqual({ due: 1, changed: 0 });
    expect(await world.store.read(caseNumber)).toMatchObject({ state: "packing", late: true, version: 2 });
  });

  it("goes on from where a run stopped, and leaves nothing out", async () => {
    const all = Array.from({ length: 250 }, (_none, serial) => nth(serial));
    const world = ended(...all);
    let left = 120;
    const stopping = {
      ...world.store,
      write: async (record: Archive) => {
        if (left === 0) throw new Error("stopped");
        left -= 1;
        return world.store.write(record);
      },
    };
    const now = () => "2026-04-06T00:00:00.000Z";
    await expect(archiveDue({ ...world, store: stopping, now })).rejects.toThrow("failed");
    expect(world.marks.get(`${department} byEnd`)).toMatchObject({ caseNumber: caseNumberNo(99) });
    // What was packed by hand meanwhile stays as it is.
    expect(await archiveDue({ ...world, now })).toEqual({ due: 150, changed: 130 });
    const files = await world.store.readMany(all.map((one) => one.caseNumber));
    expect(files.map(({ version }) => version)).toEqual(all.map(() => 1));
    expect(await archiveDue({ ...world, now })).toEqual({ due: 0, changed: 0 });
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
