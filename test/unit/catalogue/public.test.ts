import { beforeEach, describe, expect, test, vi } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import type { Catalogue } from "#shared/catalogue/contents.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { itemsOf } from "#shared/catalogue/public.ts";
import { publishItems } from "#shared/catalogue/publish.ts";
import { serviceItem } from "#shared/catalogue/record.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { traceparent } from "#test/unit/cases/samples.ts";

const [item] = shippedCatalogue() as [ServiceItem, ...ServiceItem[]];
const { itemCode } = item;
const changed: ServiceItem = { ...item, hours: { zh: "全天", en: "All day" } };

let kept: Map<string, ServiceItem>;
let catalogue: Catalogue;
let readContent: ReturnType<typeof vi.fn<Catalogue["contents"]["read"]>>;
beforeEach(() => {
  kept = new Map();
  readContent = vi.fn(async (_code: string, digest: string) => kept.get(digest));
  catalogue = {
    store: memoryRecordStore(serviceItem),
    contents: {
      async put(one, digest) {
        kept.set(digest, one);
      },
      read: readContent,
    },
  };
});
/** Its own, as a licence: 行政许可法 Art. 42. */
const extension = {
  limit: { days: 10, unit: "workingDay" },
  approver: "organ",
  basis: "《中华人民共和国行政许可法》第四十二条",
};
const publish = (one: ServiceItem) =>
  publishItems(
    {
      ...catalogue,
      now: () => "2026-09-17T01:00:00.000Z",
      actor: { role: "admin", id: "root" },
      traceparent,
    },
    [one],
  );

describe("published items", () => {
  test("are read as they were at any version, each content once", async () => {
    await publish(item);
    const { current, version } = itemsOf(catalogue);
    expect(await current(itemCode)).toEqual({ item, version: 1, extension });
    await publish(changed);
    expect(await current(itemCode)).toEqual({ item: changed, version: 2, extension });
    expect(await version(itemCode, 1)).toEqual({ item, version: 1, extension });
    expect(await version(itemCode, 2)).toEqual({ item: changed, version: 2, extension });
    expect(readContent).toHaveBeenCalledTimes(2);
    for (const number of [0, 3]) expect(await version(itemCode, number)).toBeUndefined();
    expect(await current("0".repeat(31))).toBeUndefined();
  });

  test("say by how much the law lets their limit be extended, and only then", async () => {
    const extended = async (change: Partial<ServiceItem>) => {
      await publish({ ...item, ...change });
      return (await itemsOf(catalogue).current(itemCode))?.extension?.limit;
    };
    expect(await extended({ joint: { parts: ["1".repeat(31), "2".repeat(31)] } })).toEqual({
      days: 15,
      unit: "workingDay",
    });
    expect(await extended({ itemType: "confirmation" })).toBeUndefined();
    expect(await extended({ extension: "none" })).toBeUndefined();
    expect(await extended({ kind: "instant" })).toBeUndefined();
    expect(await extended({ legalLimit: { unit: "none" } })).toBeUndefined();
    const five = {
      limit: { days: 5, unit: "workingDay" as const },
      approver: "organ" as const,
      basis: "办法",
    };
    expect(await extended({ itemType: "confirmation", extension: five })).toEqual(five.limit);
  });

  test("changed back are a version more", async () => {
    for (const one of [item, changed, item]) await publish(one);
    expect(await itemsOf(catalogue).current(itemCode)).toEqual({ item, version: 3, extension });
  });

  test("whose content is lost are a fault, not an item that is not there", async () => {
    await publish(item);
    kept.clear();
    await expect(itemsOf(catalogue).current(itemCode)).rejects.toThrow("has no content for its version 1");
  });

  test("that others keep changing are given up, and said so", async () => {
    const busy = { ...catalogue.store, write: async () => false };
    const deps = {
      ...catalogue,
      store: busy,
      now: () => "",
      actor: { role: "admin", id: "root" },
      traceparent,
    };
    await expect(publishItems(deps, [item])).rejects.toThrow("changes too fast");
  });

  test("tell who published them beside the event, which holds what it did", async () => {
    await publish(item);
    const [entry] = (await catalogue.store.history(itemCode, { limit: 10 })).items;
    const digest = (await catalogue.store.read(itemCode))?.digests[0];
    expect(entry).toMatchObject({
      event: { type: "tongban.catalogue.published.v1", subject: `item/${itemCode}` },
      privateNote: { actor: { role: "admin", id: "root" } },
    });
    expect(entry?.event.data).toEqual({ itemCode, itemVersion: 1, department: item.department, digest });
  });
});
