import type { Schema } from "@cfworker/json-schema";
import * as z from "zod";
import { handInModes, receiveModes } from "#events/case.ts";
import { examinationKinds } from "#events/examination.ts";
import { departmentCode } from "#events/identifiers.ts";
import { feeSteps } from "#events/payment.ts";
import { suspensionKinds } from "#events/suspension-kinds.ts";
import { identityLevels } from "#shared/kernel/http/contract.ts";
import { line, lines } from "#shared/kernel/text.ts";

const text = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });

/**
 * 事项类型, GB/T 39046-2020 A.1. The numbers belong to the exchange with the province only. 00 (行政权力) is the heading
 * above 01 to 10, and no type of an item.
 */
export const itemTypeCodes = {
  licence: "01",
  penalty: "02",
  compulsion: "03",
  levy: "04",
  payment: "05",
  inspection: "06",
  confirmation: "07",
  reward: "08",
  adjudication: "09",
  otherPower: "10",
  publicService: "20",
} as const;
export type ItemType = keyof typeof itemTypeCodes;
/** What an office does of its own accord: nobody applies for it, so it is in the lists of supervision matters. */
export const supervisionTypes: readonly ItemType[] = ["penalty", "compulsion", "inspection"];
const itemTypes = Object.keys(itemTypeCodes) as [ItemType, ...ItemType[]];

export const audiences = [
  "naturalPerson",
  "enterprise",
  "institution",
  "socialOrganisation",
  "governmentOrgan",
  "otherOrganisation",
] as const;
export const channels = ["window", "web", "mobile", "courier", "terminal"] as const;

/** 网上办理深度, table of GB/T 39046: what can be done without coming. */
export const onlineDepths = [
  "consultation",
  "submission",
  "preReview",
  "acceptance",
  "handling",
  "resultFeedback",
  "electronicLicence",
  "other",
] as const;

/** What an approval does with a licence: 核发, 变更, 延续, 补发, 注销. */
export const licenceEffects = ["issue", "amend", "renew", "replace", "cancel"] as const;

const dayLimit = z.strictObject({
  days: z.int().nonnegative().max(365),
  unit: z.enum(["workingDay", "calendarDay"]),
});
/** Months where the law says so: "6个月" is no number of days. */
const monthLimit = z.strictObject({ months: z.int().positive().max(36), unit: z.literal("month") });

/** What the legal clock does not count (特别程序), by which law, and for how many working days at most. */
const specialProcedure = z.strictObject({
  kind: z.enum(suspensionKinds),
  basis: line(4, 200),
  maxDays: z.int().positive().max(365),
});

/**
 * What the law asks for before a decision (审查程序), and where: an on-site inspection, a hearing, the say of third parties.
 * `onRequest`: the right to a hearing has to be announced (行政许可法 Art. 47); `asNeeded`: the office sees whether it is.
 */
const examination = z.strictObject({
  kind: z.enum(examinationKinds),
  need: z.enum(["required", "onRequest", "asNeeded"]),
  basis: line(4, 200),
});

/** By how much the limit can be extended, once; who approves it, and by which law. */
const extension = z.strictObject({
  limit: z.discriminatedUnion("unit", [dayLimit, monthLimit]),
  approver: z.enum(["organ", "government"]),
  basis: line(4, 200),
});

/** What a provincial guide says and our fields have no place for, by the names of its columns. */
const extra = z.record(line(1, 64), lines(1, 4000));

/** 告知承诺书's own words of an item, and the check after the decision. */
const commitmentSchema = z.strictObject({
  check: z.strictObject({
    /** Working days from the decision. */
    days: z.int().min(1).max(250),
    /** 抽查: how many of a hundred are checked; left out: all. */
    share: z.int().min(1).max(100).optional(),
  }),
  /** What the applicant commits to meet. */
  standard: text,
  basis: line(4, 200),
  /** Nobody has confirmed the days and the words yet. */
  unconfirmed: z.literal(true).optional(),
});

/** 档案保管期限: how long the archive keeps a case of the item, and by which rule. */
export const retentionSchema = z.strictObject({
  /** Years (定期), or for good (永久). */
  term: z.union([z.int().min(1).max(100), z.literal("permanent")]),
  source: line(4, 200),
  /** Nobody has compared it with the district's own approved table (档案保管期限表) yet. */
  unconfirmed: z.literal(true).optional(),
});
export type Retention = z.infer<typeof retentionSchema>;

const organs = z.array(line(4, 60)).min(1).max(3);
const timeLimit = z.discriminatedUnion("unit", [dayLimit, monthLimit]);

/**
 * What can be done against a decision (救济途径). What is left out follows from the department, by `remedies.json`.
 * `none` where the law gives it not; days count from the document's receipt, a lawsuit's after a reconsideration that
 * must come first (复议前置) from the receipt of its decision.
 */
export const remediesSchema = z.strictObject({
  reconsideration: z.union([z.strictObject({ organs, limit: timeLimit }), z.literal("none")]).optional(),
  reconsiderationFirst: z.literal(true).optional(),
  lawsuit: z.union([z.strictObject({ courts: organs, limit: timeLimit }), z.literal("none")]).optional(),
  /** 异议, where the law gives that: the organ answers within this time. */
  objection: z.strictObject({ organ: line(4, 60), answeredIn: timeLimit }).optional(),
  basis: line(4, 200),
});

/**
 * 共同申请: who applies together by law. One of them files, in one of the roles; the numbers count that one too. Nothing
 * is received until every other has confirmed, within `confirmWithin`.
 */
export const applyingTogetherSchema = z.strictObject({
  roles: z
    .array(
      z.strictObject({
        role: z.string().regex(/^[a-z][a-zA-Z]{1,19}$/),
        name: text,
        atLeast: z.int().nonnegative().max(8),
        atMost: z.int().positive().max(8),
      }),
    )
    .min(1)
    .max(4),
  confirmWithin: dayLimit,
  /** Once it is received: each may take it back, which ends it, or only all together. */
  withdrawnBy: z.enum(["each", "all"]),
  /** Only where a field of the form has one of these answers; otherwise one applies alone. */
  onlyIf: z
    .strictObject({ field: z.string().min(1).max(60), is: z.array(z.string()).min(1).max(20) })
    .optional(),
  basis: line(4, 300),
  /** What of this no text that we have confirms. */
  unconfirmed: line(4, 300).optional(),
});
export type ApplyingTogether = z.infer<typeof applyingTogetherSchema>;

const material = z.strictObject({
  materialId: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
  name: text,
  /** 必要, 非必要, 容缺后补. */
  necessity: z.enum(["required", "optional", "deferrable"]),
  type: z.enum(["certificate", "applicationForm", "other"]),
  form: z.enum(["paper", "electronic", "either"]),
  source: z.enum(["applicant", "government", "other"]),
  sourceNote: text.optional(),
  copies: z.int().nonnegative().max(20),
  originalNeeded: z.boolean(),
  acceptedTypes: z.array(z.enum(["pdf", "jpeg", "png"])).min(1),
  /** The licence (电子证照) that can stand for this material, which makes 一证通办 possible. */
  licenceType: z.string().optional(),
  /** A filled-in example (样表) among the pages' files, in `web/public/samples`. */
  sample: z
    .string()
    .regex(/^[a-z0-9-]+\.(svg|png|jpg|pdf)$/)
    .optional(),
  /** 告知承诺: the applicant's signed commitment may stand for it. */
  commitment: z.literal(true).optional(),
  extra: extra.optional(),
});
export type Material = z.infer<typeof material>;

const feeId = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/);

/** One charge (收费项目): its standard in fen. */
const charge = z.strictObject({
  feeId: feeId.optional(),
  name: text,
  amountFen: z.int().nonnegative(),
  basis: z.string().min(1),
  /** Asked only when the form's field has one of these values. */
  when: z
    .strictObject({
      field: z.string().min(1).max(60),
      values: z.array(z.union([z.string(), z.boolean()])).min(1),
    })
    .optional(),
  /** The form's field with the number of pieces; left out: one. */
  quantityField: z.string().min(1).max(60).optional(),
});

/** 减缴、免缴: a ground for paying less, and by which law. */
const reduction = z.strictObject({
  reductionId: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  name: text,
  /** Of the standard: 0 is a waiver. */
  payPercent: z.int().min(0).max(99),
  basis: z.string().min(4).max(300),
  /** Of these charges only. */
  feeIds: z.array(feeId).min(1).optional(),
});

const jsonSchema = z
  .custom<Schema>(
    (value) => typeof value === "object" && value !== null && (value as { type?: unknown }).type === "object",
    "应为 type 为 object 的 JSON Schema。|Must be a JSON Schema of type object.",
  )
  .meta({ type: "object", description: "a JSON Schema 2020-12 of type object" });

/** One service item (政务服务事项) as it is published: 实施清单 and 办事指南 in one. Money in fen, limits in days. */
export const serviceItemSchema = z.strictObject({
  /** 实施编码 (31) or 业务办理项编码 (33). */
  itemCode: z.string().regex(/^[0-9A-Z]{31}(\d{2})?$/),
  /** 基本编码. */
  catalogCode: z.string().regex(/^\d{12}$/),
  name: text,
  /** 俗称: what people call it, and look for it by. */
  aliases: z
    .array(line(2, 20).regex(/^[^;；]+$/))
    .max(20)
    .optional(),
  itemType: z.enum(itemTypes),
  /** 行使层级, A.2. */
  level: z.enum(["1", "2", "3", "4", "5", "6", "7"]),
  /** Our own code of the department that handles the item. */
  department: departmentCode,
  /** In whose name it is decided, where that is not the department that handles it: reconsideration, land disputes. */
  organ: text.optional(),
  themes: z.array(z.string()).min(1),
  audience: z.array(z.enum(audiences)).min(1),
  /** 办件类型, A.6: 即办件, 承诺件, 其他. Names, because other systems number these the other way round. */
  kind: z.enum(["instant", "promised", "other"]),
  /** `none` where no law sets one: then only the promise counts. */
  legalLimit: z.discriminatedUnion("unit", [
    dayLimit,
    monthLimit,
    z.strictObject({ unit: z.literal("none") }),
  ]),
  promisedLimit: dayLimit,
  conditions: text,
  legalBasis: z.array(z.string().min(1)).min(1),
  materials: z.array(material).max(50),
  steps: z.array(text).min(1),
  fee: z.strictObject({
    charged: z.boolean(),
    items: z.array(charge),
    /** The step that waits until it is paid or waived. Left out: it is not paid to the department through this platform. */
    dueBefore: z.enum(feeSteps).optional(),
    /** By which law just then; unconfirmed where none says so. */
    dueBasis: z.string().min(4).max(300).optional(),
    reductions: z.array(reduction).max(20).optional(),
  }),
  result: z.strictObject({
    type: z.enum(["licence", "approval", "certificate", "payment", "notice", "none"]),
    name: text,
    licenceType: z.string().optional(),
    /** What approval does with a licence of this type; left out: it issues one. */
    effect: z.enum(licenceEffects).optional(),
    /** The form's field that holds the number of the licence, for every effect but `issue`. */
    licenceField: z.string().min(1).max(60).optional(),
  }),
  onlineDepth: z.array(z.enum(onlineDepths)),
  /** 到办事现场次数. */
  visits: z.int().nonnegative().max(9),
  visitReason: text.optional(),
  channels: z.array(z.enum(channels)).min(1),
  handIn: z.array(z.enum(handInModes)).min(1),
  receive: z.array(z.enum(receiveModes)).min(1),
  /** 一证通办: nothing but one's ID is asked of the applicant. */
  oneIdOnly: z.boolean(),
  identityLevel: z.enum(identityLevels),
  /** 通办范围. */
  crossRegion: z.array(z.enum(["nation", "province", "city", "county"])),
  /** Names from the official list; an item may name none outside it (清单之外无中介). */
  intermediaryServices: z.array(z.string()),
  specialProcedures: z.array(specialProcedure).max(10),
  examination: z.array(examination).min(1).max(examinationKinds.length).optional(),
  /** Where none is given, licences have that of 行政许可法 Art. 42 and other items none. */
  extension: z.union([extension, z.literal("none")]).optional(),
  /**
   * 初审: an upper organ decides, and this department examines first and sends up (行政许可法 Arts. 35 and 43). `limit`:
   * the upper organ's own time, where it is known.
   */
  review: z.strictObject({ organ: text, limit: dayLimit.optional(), basis: line(4, 200) }).optional(),
  remedies: remediesSchema
    .refine(({ reconsideration, lawsuit, reconsiderationFirst, objection }) => {
      const closed = [reconsideration, lawsuit].filter((one) => one === "none").length;
      return reconsiderationFirst ? closed === 0 : closed < 2 || objection !== undefined;
    }, "至少保留一种救济途径；复议前置的，复议和诉讼都要保留。|Leave at least one remedy; where reconsideration comes first, both.")
    .optional(),
  /**
   * 容缺: what follows when a deferred material has not come by its day. Where none is given it is decided without it, and
   * never approved; `terminate` ends the case unless it is a licence's, which has to be decided (行政许可法 Art. 38).
   */
  deferral: z
    .strictObject({
      missed: z.enum(["decide", "terminate"]),
      basis: line(4, 300),
      /** What of this no text that we have confirms. */
      unconfirmed: line(4, 300).optional(),
    })
    .optional(),
  /** 告知承诺: what is checked after the decision, where a commitment may stand for a material. */
  commitment: commitmentSchema.optional(),
  /** Left out in what comes from elsewhere: then the archive keeps it as its own policy says. */
  retention: retentionSchema.optional(),
  address: text,
  hours: text,
  phone: z.string().min(7),
  supervisionPhone: z.string().min(5),
  faq: z.array(z.strictObject({ question: text, answer: text })),
  /** Who accepts a case of this item may not be the one who decides it. */
  separateDecider: z.boolean(),
  /** 一件事: one form for several items, each handled by its own department at the same time. */
  joint: z
    .strictObject({
      parts: z
        .array(z.string().regex(/^[0-9A-Z]{31}(\d{2})?$/))
        .min(2)
        .max(10),
      /** Parts that need others approved first (串联), by code: a food licence its business licence. The rest begin at once. */
      after: z.record(z.string(), z.array(z.string()).min(1).max(9)).optional(),
    })
    .optional(),
  parties: applyingTogetherSchema.optional(),
  /** JSON Schema 2020-12 with titles in Chinese and `x-title-en`. */
  form: jsonSchema,
  extra: extra.optional(),
  /** Paths of texts that came without English: their `en` has the Chinese words until somebody translates them. */
  untranslated: z.array(z.string().min(1)).max(100).optional(),
  /** Made up for tests of scale. */
  synthetic: z.literal(true).optional(),
});
export type ServiceItem = z.infer<typeof serviceItemSchema>;

/** What a list shows of an item. */
export const itemSummarySchema = z.strictObject({
  itemCode: z.string(),
  version: z.int().positive(),
  name: text,
  aliases: z.array(z.string()).optional(),
  /** What one gets by it. */
  result: text,
  itemType: z.enum(itemTypes),
  department: z.string(),
  themes: z.array(z.string()),
  audience: z.array(z.enum(audiences)),
  channels: z.array(z.enum(channels)),
  kind: z.enum(["instant", "promised", "other"]),
  promisedDays: z.int(),
  visits: z.int(),
  oneIdOnly: z.boolean(),
});
export type ItemSummary = z.infer<typeof itemSummarySchema>;

export const summaryOf = (item: ServiceItem, version: number): ItemSummary => ({
  itemCode: item.itemCode,
  version,
  name: item.name,
  ...(item.aliases && { aliases: item.aliases }),
  result: item.result.name,
  itemType: item.itemType,
  department: item.department,
  themes: item.themes,
  audience: item.audience,
  channels: item.channels,
  kind: item.kind,
  promisedDays: item.promisedLimit.days,
  visits: item.visits,
  oneIdOnly: item.oneIdOnly,
});
