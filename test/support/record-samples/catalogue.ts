import { type ItemRecord, serviceItem } from "#shared/catalogue/record.ts";
import { department, itemCode } from "#test/unit/ratings/samples.ts";
import { digestNo, type RecordSamples, step } from "./samples.ts";

export const items: RecordSamples<ItemRecord> = {
  definition: serviceItem,
  make: (serial) => {
    const code = itemCode.slice(0, -2) + String(serial).padStart(2, "0");
    return serviceItem.first(
      {
        itemCode: code,
        department,
        digests: [digestNo(serial)],
        summary: {
          itemCode: code,
          version: 1,
          name: { zh: "食品经营许可（新办）", en: "Food business licence (new)" },
          result: { zh: "食品经营许可证", en: "Food business licence" },
          itemType: "licence",
          department,
          themes: ["catering"],
          audience: ["enterprise"],
          channels: ["web", "window"],
          kind: "promised",
          promisedDays: 5,
          visits: 0,
          oneIdOnly: false,
        },
      },
      { event: "published", ...step },
    );
  },
  end: (record) =>
    serviceItem.next(
      record,
      {
        digests: [...record.digests, digestNo(record.version)],
        summary: { ...record.summary, version: record.version + 1 },
      },
      { event: "published", ...step, words: "更名" },
    ),
};
