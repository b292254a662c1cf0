import { describe, expect, it } from "vitest";
import { sweepRecords } from "#shared/kernel/sweeps/sweep.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { recordSamples } from "#test/support/record-samples.ts";

const logs = capturedLogs();

describe("a sweep", () => {
  const [samples] = recordSamples;
  if (!samples) throw new Error("no record has samples");
  const { definition, make, end } = samples;
  const filled = async () => {
    const store = memoryRecordStore(definition);
    const records = [1, 2, 3].map(make);
    for (const record of records) await store.write(record);
    return { store, ids: records.map(definition.idOf) };
  };

  it("changes what there is to change, and counts only that", async () => {
    const { store, ids } = await filled();
    const swept = await sweepRecords(store, [...ids, "gone meanwhile"], (record) =>
      definition.idOf(record) === ids[0] ? undefined : end(record),
    );
    expect(swept).toEqual({ due: 4, changed: 2 });
    expect((await store.readMany(ids)).map(({ version }) => version)).toEqual([1, 2, 2]);
  });

  it("goes on past a record that fails, and fails at the end", async () => {
    const { store, ids } = await filled();
    const sweep = sweepRecords(store, ids, (record) => {
      if (definition.idOf(record) === ids[0]) throw new TypeError("spoiled");
      return end(record);
    });
    await expect(sweep).rejects.toThrow("1 of 3 failed");
    expect((await store.readMany(ids)).map(({ version }) => version)).toEqual([1, 2, 2]);
    expect(logs).toMatchObject([
      [expect.anything(), { code: "sweep.failed", id: ids[0], cause: "TypeError" }],
      [expect.anything(), { code: "sweep.done", due: 3, changed: 2, failed: 1 }],
    ]);
  });
});
