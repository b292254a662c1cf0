import { describe, expect, test } from "vitest";
import { caseRecord } from "#shared/cases/record.ts";
import type { Cursor } from "#shared/kernel/aws/page.ts";
import { filteredPage } from "#shared/kernel/records/kept-page.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { openSample } from "../cases/samples.ts";

/** Eleven cases of two names, two of them at each moment. */
async function filled() {
  const store = memoryRecordStore(caseRecord);
  for (let serial = 0; serial < 11; serial += 1) {
    const at = new Date(Date.UTC(2026, 8, 17, 1, Math.floor(serial / 2))).toISOString();
    await store.write(
      openSample({ key: `key-${serial}`, applicantId: serial % 2 ? "li-min" : "id:li-min" }, at),
    );
  }
  return store;
}
type Filled = Awaited<ReturnType<typeof filled>>;

const page = (store: Filled, newestFirst: boolean) => (query: { cursor?: Cursor; limit: number }) =>
  mergedList(
    caseRecord,
    store,
    "byApplicant",
    ["li-min", "id:li-min"],
    { ...query, newestFirst },
    ({ caseNumber, submittedAt }) => ({ id: caseNumber, place: submittedAt }),
  );
async function walk<Row>(
  list: (query: { cursor?: Cursor; limit: number }) => Promise<{ items: Row[]; next: Cursor }>,
  limit: number,
) {
  const pages: Row[][] = [];
  let cursor: Cursor;
  do {
    const { items, next } = await list({ cursor, limit });
    pages.push(items);
    cursor = next;
  } while (cursor && pages.length < 20);
  return pages;
}

describe("the list of several names", () => {
  test.each([1, 2, 3, 5, 20])("is in order, either way, by pages of %i, each row once", async (limit) => {
    const store = await filled();
    const oldest = (await walk(page(store, false), limit)).flat();
    const newest = (await walk(page(store, true), limit)).flat();
    expect(new Set(oldest.map(({ caseNumber }) => caseNumber)).size).toBe(11);
    expect(newest).toEqual(oldest.toReversed());
    expect(oldest.map(({ submittedAt }) => submittedAt)).toEqual(
      oldest.map(({ submittedAt }) => submittedAt).toSorted(),
    );
  });
});

describe("a page of which a little is left out", () => {
  test("is full unless it is the last, and goes on where it ended", async () => {
    const store = await filled();
    const kept = (query: { cursor?: Cursor; limit: number }) =>
      filteredPage(page(store, true), ({ applicantId }) => applicantId === "li-min", query);
    const pages = await walk(kept, 2);
    expect(pages.slice(0, 2).map(({ length }) => length)).toEqual([2, 2]);
    expect(pages.flat()).toHaveLength(5);
  });
});
