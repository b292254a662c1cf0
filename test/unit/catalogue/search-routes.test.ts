import { gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import policy from "#data/search-policy.json" with { type: "json" };
import { searchApi } from "#functions/catalogue/search/search.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { publishItems } from "#shared/catalogue/publish.ts";
import { everydayWord, newMisses, searchMiss, serviceItem } from "#shared/catalogue/record.ts";
import type { SearchEdition } from "#shared/catalogue/search/edition.ts";
import { openSearch } from "#shared/catalogue/search/find.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { callRoute, type RouteCall } from "#test/support/call-route.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { testMarks } from "#test/support/page-marks.ts";
import { traceparent } from "#test/unit/cases/samples.ts";

const items = shippedCatalogue();
const named = (name: string): ServiceItem => {
  const found = items.find(({ name: { zh } }) => zh === name);
  if (!found) throw new Error(name);
  return found;
};
const [food, marriage, social] = [
  named("食品经营许可（新办）"),
  named("结婚登记"),
  named("社会保险参保缴费记录查询打印"),
];
const { daysUntilShown, newInDay } = policy;
const keeper = { sub: "sun-jing", role: "admin" };

let now: string;
let files: Map<string, Buffer>;
let puts: number;
let call: (key: string, asked?: RouteCall) => ReturnType<typeof callRoute>;
let publish: (...published: ServiceItem[]) => Promise<unknown>;

beforeEach(async () => {
  now = "2026-11-02T01:00:00.000Z";
  files = new Map();
  puts = 0;
  const store = memoryRecordStore(serviceItem);
  const contents = { put: async () => {} };
  const actor = { role: "admin", id: "root" };
  publish = (...published) =>
    publishItems({ store, contents, now: () => now, actor, traceparent }, published);
  await publish(food, marriage);
  const handler = httpApi(
    searchApi({
      items: store,
      words: memoryRecordStore(everydayWord),
      misses: memoryRecordStore(searchMiss),
      news: memoryRecordStore(newMisses),
      files: {
        read: async (edition) => files.get(edition),
        put: async (edition, packed) => {
          puts += 1;
          files.set(edition, packed);
        },
      },
      shipped: [{ items: [food.itemCode], words: ["开饭店"] }],
      popular: [],
      now: () => now,
    }),
    { directory: { hasLeft: async () => false }, marks: testMarks },
  );
  call = (key, asked) => callRoute(handler, keeper, key, asked);
});
const later = (minutes: number): void => {
  now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
};

const current = async (): Promise<string> => String((await call("GET /v1/search/edition")).body.edition);
const found = async (typed: string): Promise<string[]> => {
  const edition = await current();
  const { bytes } = await call("GET /v1/search/editions/{edition}", { path: { edition } });
  const search = await openSearch(JSON.parse(gunzipSync(bytes ?? "").toString()) as SearchEdition);
  return search.find(typed).map(({ item }) => item.name.zh);
};
const set = (word: string, codes: string[]) =>
  call("PUT /v1/everyday-words", { body: { word, items: codes } });

describe("an edition of the search index", () => {
  test("is made once, by whoever asks first, and kept for good", async () => {
    expect(await found("开饭店")).toEqual([food.name.zh]);
    expect(await current()).toBe(await current());
    expect(puts).toBe(1);
    const { headers } = await call("GET /v1/search/editions/{edition}", {
      path: { edition: await current() },
    });
    expect(headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-encoding": "gzip",
    });
  });

  test("follows what is published and changed, and the one before stays", async () => {
    const before = await current();
    await publish(social, { ...marriage, name: { zh: "婚姻登记", en: "Marriage" } });
    later(2);
    expect(await found("社会保险")).toEqual([social.name.zh]);
    expect(await found("婚姻登记")).toEqual(["婚姻登记"]);
    expect(await found("结婚登记")).not.toContain("结婚登记");
    expect(await current()).not.toBe(before);
    expect((await call("GET /v1/search/editions/{edition}", { path: { edition: before } })).status).toBe(200);
  });

  test("that never was is not found", async () => {
    const { status, body } = await call("GET /v1/search/editions/{edition}", {
      path: { edition: "0".repeat(32) },
    });
    expect([status, body.code]).toEqual([404, "editionNotFound"]);
  });
});

describe("everyday words", () => {
  test("lead to items at once, over what ships, until they are taken out", async () => {
    expect(await found("成家")).toEqual([]);
    expect((await set("成家", [marriage.itemCode])).body).toMatchObject({
      word: "成家",
      source: "district",
      items: [{ itemCode: marriage.itemCode, name: marriage.name }],
    });
    expect(await found("成家")).toEqual([marriage.name.zh]);
    await set("开 饭 店", [marriage.itemCode]);
    expect(await found("开饭店")).toEqual([marriage.name.zh]);
    await set("成家", []);
    expect(await found("成家")).toEqual([]);
    const { body } = await call("GET /v1/everyday-words");
    expect(body).toMatchObject({ total: 1, nextCursor: null, items: [{ word: "开 饭 店" }] });
  });

  test("are refused with everything that is wrong with them", async () => {
    const gone = `${food.itemCode.slice(0, -1)}9`;
    const { status, body } = await set("下馆子", [food.itemCode, gone, food.itemCode]);
    expect(status).toBe(400);
    expect((body.errors as { path: string }[]).map(({ path }) => path)).toEqual([
      "body/items/1",
      "body/items/2",
    ]);
    expect((await set("？！", [food.itemCode])).status).toBe(400);
  });
});

describe("a search without a result", () => {
  const miss = (q: string) => call("POST /v1/search/misses", { body: { q } });
  const misses = async (): Promise<{ phrase: string; days: number; missId: string }[]> =>
    (await call("GET /v1/search/misses")).body.items as never;
  const onDays = async (q: string, days: number): Promise<void> => {
    for (let day = 0; day < days; day += 1) {
      await miss(q);
      await miss(`${q} `);
      later(24 * 60);
    }
  };

  test("is told when it came back on enough days, once a day, and nothing of it before", async () => {
    await onDays("飞船执照", daysUntilShown - 1);
    expect(await misses()).toEqual([]);
    await onDays("飞船执照", 1);
    expect(await misses()).toMatchObject([{ phrase: "飞船执照", days: daysUntilShown }]);
  });

  test("is off the list once its word leads somewhere, or somebody says so", async () => {
    await onDays("成家", daysUntilShown);
    await onDays("飞船执照", daysUntilShown);
    await set("成家", [marriage.itemCode]);
    const [left, ...more] = await misses();
    expect([left?.phrase, more]).toEqual(["飞船执照", []]);
    await call("POST /v1/search/forgotten-misses", { body: { missId: left?.missId } });
    expect(await misses()).toEqual([]);
  });

  test("of numbers, addresses or whole sentences is not counted", async () => {
    for (const own of ["411602199001010011", "13800138000", "a@b.cn", "张".repeat(21), "一"])
      await onDays(own, daysUntilShown);
    expect(await misses()).toEqual([]);
  });

  test("is not counted any more where there are too many new ones on a day", async () => {
    for (let count = 0; count < newInDay; count += 1) await miss(`胡乱${count.toString(36)}字`);
    await miss("飞船执照");
    later(24 * 60);
    await onDays("飞船执照", daysUntilShown - 1);
    expect(await misses()).toEqual([]);
    await onDays("飞船执照", 1);
    expect(await misses()).toHaveLength(1);
  });
});
