import type { ServiceItem } from "#shared/catalogue/item.ts";
import type { ApplyingTogether } from "#shared/catalogue/item-parties.ts";
import type { ProblemCode } from "#shared/catalogue/problem-messages.ts";
import { itemCodeOf } from "#shared/kernel/identifiers/item-codes.ts";
import { baseItem, usccOf } from "./base-item.ts";
import { situationMutations } from "./situation-mutations.ts";

export type Mutation = [
  column: string,
  code: ProblemCode,
  fault: string,
  mutate: (item: ServiceItem) => void,
];

export const withCodes = (item: ServiceItem, catalogCode: string): void => {
  item.catalogCode = catalogCode;
  item.itemCode = itemCodeOf(usccOf("1001"), "4", catalogCode);
};
export const charge = { name: { zh: "工本费", en: "Cost" }, amountFen: 500, basis: "某通知" };
const named = ({ result }: ServiceItem): ServiceItem["result"] => ({
  ...result,
  effect: "renew",
  licenceField: "shopName",
});
const payable = (item: ServiceItem, more: Partial<ServiceItem["fee"]> = {}): void => {
  item.fee = { charged: true, dueBefore: "decision", items: [{ feeId: "cost", ...charge }], ...more };
};
export const [material] = baseItem().materials as [ServiceItem["materials"][number]];

const owner = { role: "owner", name: { zh: "权利人", en: "Owner" }, atLeast: 2, atMost: 2 };
/** Applied for by two owners together, changed in their role, or with another role beside it. */
function together(item: ServiceItem, change: Partial<typeof owner>, second?: string): ApplyingTogether {
  const roles = [{ ...owner, ...change }, ...(second ? [{ ...owner, role: second }] : [])];
  item.parties = {
    roles,
    confirmWithin: { days: 15, unit: "calendarDay" },
    withdrawnBy: "all",
    basis: "《不动产登记暂行条例》第十四条",
  };
  return item.parties;
}

type Choice = NonNullable<NonNullable<ServiceItem["joint"]>["optional"]>[string];
/** A joint matter in which a part is there only with an answer to a question of the form. */
function optionally(item: ServiceItem, code: string, change: Partial<Choice>): void {
  item.form.properties = {
    ...item.form.properties,
    chosen: { type: "string", title: "是否选办", "x-title-en": "Whether it is chosen", enum: ["是", "否"] },
  };
  item.joint ??= { parts: ["1".repeat(31), "2".repeat(31)] };
  const choice = { onlyIf: { field: "chosen", is: ["是"] }, ...change };
  item.joint.optional = { ...item.joint.optional, [code]: choice };
}

/** Each takes the sound item to one fault, and says where and as what it must be found. */
export const mutations: Mutation[] = [
  ["itemCode", "code-structure", "a province that does not exist", (i) => withCodes(i, "990101001001")],
  ["catalogCode", "code-structure", "a province that does not exist", (i) => withCodes(i, "990101001001")],
  ["catalogCode", "code-catalog-differs", "another 基本编码", (i) => (i.catalogCode = "000101001002")],
  ["level", "code-level-differs", "another level", (i) => (i.level = "3")],
  ["itemType", "code-type-differs", "another type", (i) => (i.itemType = "payment")],
  ["catalogCode", "code-area", "another province's code", (i) => withCodes(i, "370101001001")],
  [
    "catalogCode",
    "code-type-is-provinces",
    "a nationally set service of a province's type",
    (i) => {
      i.itemType = "publicService";
      withCodes(i, "002101001001");
    },
  ],
  ["itemType", "code-type-differs", "an extension of another type", (i) => withCodes(i, "411101001001")],
  [
    "itemType",
    "type-not-applied-for",
    "a penalty",
    (i) => {
      i.itemType = "penalty";
      withCodes(i, "410201001001");
    },
  ],
  ["itemCode", "code-department-differs", "another department", (i) => (i.department = "1002")],
  ["department", "department-unknown", "no such department", (i) => (i.department = "9999")],
  ["themes.1", "theme-unknown", "no such theme", (i) => i.themes.push("space")],
  [
    "intermediaryServices.0",
    "intermediary-unlisted",
    "a service outside the list",
    (i) => i.intermediaryServices.push("代办服务"),
  ],
  [
    "deferral",
    "deferral-of-nothing",
    "a rule for what cannot be deferred",
    (i) => {
      i.deferral = { missed: "decide", basis: "《某条例》第一条" };
    },
  ],
  [
    "deferral.missed",
    "deferral-ends-licence",
    "a licence's case that ends undecided",
    (i) => {
      i.itemType = "licence";
      i.materials[0] = { ...material, necessity: "deferrable" };
      i.deferral = { missed: "terminate", basis: "《某条例》第一条" };
    },
  ],
  [
    "commitment",
    "commitment-without-check",
    "a commitment that nobody checks",
    (i) => {
      i.materials[0] = { ...material, commitment: true };
    },
  ],
  [
    "retention.source",
    "retention-without-rule",
    "a retention that no rule gives",
    (i) => (i.retention = { term: 10, source: "惯例如此" }),
  ],
  [
    "retention.term",
    "retention-unusual",
    "a term that the general rule does not know",
    (i) => (i.retention = { term: 15, source: "《机关文件材料归档范围和文书档案保管期限规定》" }),
  ],
  ["channels", "list-duplicate", "a channel twice", (i) => i.channels.push("web")],
  ["materials", "list-duplicate", "a material id twice", (i) => i.materials.push(material)],
  [
    "promisedLimit.days",
    "promised-longer-than-legal",
    "a longer promise",
    (i) => (i.promisedLimit.days = 21),
  ],
  [
    "promisedLimit.days",
    "promised-longer-than-legal",
    "20 working days are 28 days, not 29",
    (i) => (i.promisedLimit = { days: 29, unit: "calendarDay" }),
  ],
  [
    "promisedLimit.days",
    "promised-longer-than-legal",
    "5 working days are a week, not 6 days",
    (i) => (i.legalLimit = { days: 6, unit: "calendarDay" }),
  ],
  ["promisedLimit.days", "instant-with-days", "an instant item that takes days", (i) => (i.kind = "instant")],
  ["promisedLimit.days", "promised-without-days", "a promise of 0", (i) => (i.promisedLimit.days = 0)],
  ["visitReason", "visit-without-reason", "a visit without a reason", (i) => (i.visits = 1)],
  ["visits", "window-only-without-visit", "handed in at the window", (i) => (i.handIn = ["window"])],
  ["visits", "window-only-without-visit", "received at the window", (i) => (i.receive = ["window"])],
  ["handIn", "hand-in-without-channel", "online without a web channel", (i) => (i.channels = ["window"])],
  [
    "handIn",
    "hand-in-without-channel",
    "no courier channel",
    (i) => {
      i.channels = ["web", "window"];
      i.handIn.push("courier");
    },
  ],
  [
    "onlineDepth",
    "online-without-depth",
    "online, but only advice",
    (i) => (i.onlineDepth = ["consultation"]),
  ],
  [
    "onlineDepth",
    "depth-without-online",
    "online depth, but no way in",
    (i) => (i.handIn = ["courier", "window"]),
  ],
  [
    "identityLevel",
    "face-only",
    "face, and no window",
    (i) => {
      i.identityLevel = "face";
      i.handIn = ["online"];
    },
  ],
  [
    "examination.0.need",
    "examination-not-on-request",
    "an inspection on request",
    (i) => (i.examination = [{ kind: "inspection", need: "onRequest", basis: "《某条例》第一条" }]),
  ],
  [
    "specialProcedures",
    "hearing-without-procedure",
    "a hearing whose time counts",
    (i) => (i.examination = [{ kind: "hearing", need: "required", basis: "《某条例》第一条" }]),
  ],
  [
    "examination.0",
    "examination-of-instant",
    "an inspection on the spot",
    (i) => {
      i.kind = "instant";
      i.promisedLimit = { days: 0, unit: "workingDay" };
      i.examination = [{ kind: "inspection", need: "required", basis: "《某条例》第一条" }];
    },
  ],
  ["fee.items", "fee-without-items", "a charge for nothing", (i) => (i.fee.charged = true)],
  [
    "fee.items.0.basis",
    "fee-without-basis",
    "a charge on no basis",
    (i) => {
      i.fee = { charged: true, items: [{ ...charge, basis: " " }] };
    },
  ],
  [
    "fee.items.0",
    "fee-not-payable",
    "a charge of no amount that is collected here",
    (i) => payable(i, { items: [{ feeId: "cost", ...charge, amountFen: 0 }] }),
  ],
  [
    "fee.items.0",
    "fee-field-unknown",
    "a quantity that nobody fills in",
    (i) => payable(i, { items: [{ feeId: "cost", ...charge, quantityField: "copies" }] }),
  ],
  [
    "fee.items",
    "fee-repeated",
    "two charges with one id",
    (i) =>
      payable(i, {
        items: [
          { feeId: "cost", ...charge },
          { feeId: "cost", ...charge },
        ],
      }),
  ],
  [
    "fee.items",
    "fee-not-for-all",
    "an answer that no charge is for",
    (i) => payable(i, { items: [{ feeId: "cost", ...charge, when: { field: "shopName", values: ["甲"] } }] }),
  ],
  [
    "fee.reductions.0",
    "fee-unknown",
    "a reduction of no charge",
    (i) =>
      payable(i, {
        reductions: [
          {
            reductionId: "small",
            name: { zh: "小微企业", en: "Small enterprise" },
            payPercent: 0,
            basis: "某某通知",
            feeIds: ["other"],
          },
        ],
      }),
  ],
  ["fee.items", "fee-not-charged", "items of a charge that is not made", (i) => (i.fee.items = [charge])],
  ["materials.0", "id-only-with-material", "one's ID only, and a plan", (i) => (i.oneIdOnly = true)],
  [
    "result.licenceType",
    "licence-without-type",
    "a nameless licence",
    (i) => (i.result.licenceType = undefined),
  ],
  [
    "result.licenceType",
    "licence-effect-without-type",
    "a renewal of nothing",
    (i) => {
      i.result = { ...named(i), type: "notice", licenceType: undefined };
    },
  ],
  [
    "result.licenceField",
    "licence-field-unknown",
    "a licence that may stay unnamed",
    (i) => {
      i.result = named(i);
      i.form.required = [];
    },
  ],
  [
    "result.licenceField",
    "licence-field-unknown",
    "a licence that no field names",
    (i) => {
      i.result = { ...named(i), licenceField: "noField" };
    },
  ],
  [
    "result.licenceField",
    "licence-field-unused",
    "a new licence that is there already",
    (i) => {
      i.result = { ...named(i), effect: "issue" };
    },
  ],
  [
    "form.properties.shopName.type",
    "form-invalid",
    "an unknown type",
    (i) => {
      i.form.properties = { shopName: { type: "text" as "string", title: "店名", "x-title-en": "Name" } };
    },
  ],
  ["form.propertes", "form-invalid", "a misspelt keyword", (i) => (i.form.propertes = {})],
  [
    "form.required",
    "form-invalid",
    "a keyword with the wrong value",
    (i) => (i.form.required = "a" as never),
  ],
  [
    "form.properties.shopName.pattern",
    "form-invalid",
    "a pattern that is none",
    (i) => {
      i.form.properties = { shopName: { type: "string", pattern: "(", title: "店名", "x-title-en": "Name" } };
    },
  ],
  [
    "form",
    "form-invalid",
    "a reference to nowhere",
    (i) => {
      i.form.properties = { shopName: { $ref: "#/$defs/none", title: "店名", "x-title-en": "Name" } };
    },
  ],
  [
    "form",
    "form-invalid",
    "two schemas with one id",
    (i) => {
      const part = { $id: "https://example.org/a", title: "店名", "x-title-en": "Name" };
      i.form.properties = { shopName: part, other: { ...part } };
    },
  ],
  [
    "form.properties.shopName",
    "form-untitled",
    "a field without English",
    (i) => {
      i.form.properties = { shopName: { type: "string", title: "店名" } };
    },
  ],
  [
    "form.properties.shopName",
    "form-personal-unsaid",
    "a field that looks like a person's name and does not say so",
    (i) => (i.form.properties = { shopName: { type: "string", title: "店主姓名", "x-title-en": "Owner" } }),
  ],
  [
    "form.properties.shopName",
    "form-personal-unsaid",
    "a kind of personal data that there is not",
    (i) =>
      (i.form.properties = {
        shopName: { type: "string", title: "店名", "x-title-en": "Name", "x-personal": "shop" },
      }),
  ],
  [
    "form.properties.shopName",
    "form-day-unclear",
    "a day of a field that is no date",
    (i) =>
      (i.form.properties = {
        shopName: { type: "string", title: "店名", "x-title-en": "Shop", "x-day": "past" },
      }),
  ],
  [
    "form.properties.to",
    "form-day-unclear",
    "a day that comes after one that nobody asks for",
    (i) =>
      (i.form.properties = {
        to: { type: "string", format: "date", title: "止", "x-title-en": "To", "x-not-before": "from" },
      }),
  ],
  [
    "form.allOf.0",
    "form-condition-unclear",
    "a condition that an answer which is missing meets",
    (i) => (i.form.allOf = [{ if: { properties: { shopName: { const: "a" } }, required: [] } }]),
  ],
  [
    "form.allOf.0",
    "form-condition-unclear",
    "a condition that pages cannot follow",
    (i) => (i.form.allOf = [{ anyOf: [{ required: ["shopName"] }] }]),
  ],
  [
    "form.allOf.0",
    "form-required-unknown",
    "a condition that asks for a field which is not there",
    (i) =>
      (i.form.allOf = [
        {
          if: { properties: { shopName: { const: "a" } }, required: ["shopName"] },
          // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's own word
          then: { required: ["none"] },
        },
      ]),
  ],
  [
    "form.properties.shopName.examples",
    "form-example-wrong",
    "an example that the field refuses",
    (i) => {
      i.form.properties = {
        shopName: { type: "string", minLength: 3, examples: ["a"], title: "店名", "x-title-en": "Name" },
      };
    },
  ],
  [
    "form.required",
    "form-required-unknown",
    "a field that is not there",
    (i) => (i.form.required = ["x", "shopName"]),
  ],
  [
    "parties.roles.0.atLeast",
    "parties-numbers",
    "more asked than allowed",
    (i) => together(i, { atLeast: 3 }),
  ],
  ["parties.roles", "parties-too-few", "one alone", (i) => together(i, { atLeast: 1 })],
  [
    "parties.roles",
    "parties-too-many",
    "more than a record holds",
    (i) => together(i, { atMost: 8 }, "other"),
  ],
  ["parties.roles", "list-duplicate", "a role twice", (i) => together(i, {}, "owner")],
  [
    "parties.confirmWithin.days",
    "parties-without-days",
    "no day to confirm",
    (i) => (together(i, {}).confirmWithin.days = 0),
  ],
  [
    "parties",
    "parties-of-joint-matter",
    "of a joint matter",
    (i) => {
      together(i, {});
      i.joint = { parts: [i.itemCode, i.itemCode] };
    },
  ],
  [
    "parties.onlyIf",
    "parties-condition",
    "a condition that the form cannot give",
    (i) => {
      together(i, {}).onlyIf = { field: "shopName", is: ["买卖"] };
    },
  ],
  [
    "joint.after",
    "joint-after-unknown",
    "after what is no part",
    (i) => {
      i.joint = { parts: ["1".repeat(31), "2".repeat(31)], after: { ["1".repeat(31)]: ["3".repeat(31)] } };
    },
  ],
  [
    "joint.after",
    "joint-after-circular",
    "parts that wait for each other",
    (i) => {
      const [one, two] = ["1".repeat(31), "2".repeat(31)];
      i.joint = { parts: [one, two], after: { [one]: [two], [two]: [one] } };
    },
  ],
  [
    `joint.optional.${"3".repeat(31)}`,
    "joint-optional-unknown",
    "a choice of what is no part",
    (i) => optionally(i, "3".repeat(31), {}),
  ],
  [
    `joint.optional.${"1".repeat(31)}.onlyIf`,
    "joint-optional-condition",
    "a choice by an answer that the form cannot give",
    (i) => optionally(i, "1".repeat(31), { onlyIf: { field: "chosen", is: ["也许"] } }),
  ],
  [
    `joint.optional.${"1".repeat(31)}.materials`,
    "joint-optional-material",
    "a choice of materials that are not there",
    (i) => optionally(i, "1".repeat(31), { materials: ["nothing"] }),
  ],
  [
    "joint.optional",
    "joint-optional-all",
    "a matter that may have no part",
    (i) => {
      optionally(i, "1".repeat(31), {});
      optionally(i, "2".repeat(31), {});
    },
  ],
  ...situationMutations,
];
