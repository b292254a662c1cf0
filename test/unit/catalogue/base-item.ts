import intermediaryServices from "#data/intermediary-services.json" with { type: "json" };
import themes from "#data/themes.json" with { type: "json" };
import departments from "#district/departments.json" with { type: "json" };
import type { ServiceItem } from "#shared/catalogue/item.ts";
import type { CatalogueContext } from "#shared/catalogue/rule.ts";
import { itemCodeOf } from "#shared/kernel/identifiers/item-codes.ts";

export const context: CatalogueContext = { departments, themes, intermediaryServices };

export const usccOf = (code: string): string =>
  departments.find((department) => department.code === code)?.uscc ?? "";

/** A sound item that every mutation starts from; each call gives a new one, to be changed at will. */
export const baseItem = (): ServiceItem => ({
  itemCode: itemCodeOf(usccOf("1001"), "4", "000101001001"),
  catalogCode: "000101001001",
  name: { zh: "食品经营许可", en: "Food trading licence" },
  itemType: "licence",
  level: "4",
  department: "1001",
  themes: ["market-regulation"],
  audience: ["enterprise"],
  kind: "promised",
  legalLimit: { days: 20, unit: "workingDay" },
  promisedLimit: { days: 5, unit: "workingDay" },
  conditions: { zh: "具有固定的经营场所。", en: "Fixed premises." },
  legalBasis: ["《中华人民共和国食品安全法》第三十五条"],
  materials: [
    {
      materialId: "floor-plan",
      name: { zh: "经营场所布局图", en: "Floor plan" },
      necessity: "required",
      type: "other",
      form: "either",
      source: "applicant",
      copies: 1,
      originalNeeded: false,
      acceptedTypes: ["pdf"],
    },
  ],
  steps: [{ zh: "申请", en: "Application" }],
  fee: { charged: false, items: [] },
  result: {
    type: "licence",
    name: { zh: "食品经营许可证", en: "Food trading licence" },
    licenceType: "食品经营许可证",
  },
  onlineDepth: ["consultation", "submission"],
  visits: 0,
  channels: ["web", "window", "courier"],
  handIn: ["online", "window"],
  receive: ["electronic", "window"],
  oneIdOnly: false,
  identityLevel: "realName",
  crossRegion: [],
  intermediaryServices: [],
  specialProcedures: [{ kind: "expertReview", basis: "《中华人民共和国行政许可法》第四十五条", maxDays: 30 }],
  address: { zh: "政务服务中心", en: "Government service centre" },
  hours: { zh: "工作日 9:00—17:00", en: "Working days 9:00–17:00" },
  phone: "0394-12345",
  supervisionPhone: "12345",
  faq: [],
  separateDecider: true,
  form: {
    type: "object",
    properties: { shopName: { type: "string", title: "店名", "x-title-en": "Name of the shop" } },
    required: ["shopName"],
  },
});
