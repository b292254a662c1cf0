import type { Schema } from "@cfworker/json-schema";
import * as z from "zod";
import { handInModes, receiveModes } from "#events/case.ts";
import { examinationKinds } from "#events/examination.ts";
import { departmentCode } from "#events/identifiers.ts";
import { identityLevels } from "#shared/kernel/http/contract.ts";
import { inBothLanguages, line, lines } from "#shared/kernel/text.ts";
import { feeSchema } from "./item-fee.ts";
import { applyingTogetherSchema, onlyIfSchema } from "./item-parties.ts";
import {
  dayLimit,
  examination,
  extension,
  monthLimit,
  remediesSchema,
  review,
  specialProcedure,
} from "./item-procedure.ts";
import { situationSchema } from "./item-situation.ts";

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
export const itemTypes = Object.keys(itemTypeCodes) as [ItemType, ...ItemType[]];

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
  standard: inBothLanguages,
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

const material = z.strictObject({
  materialId: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
  name: inBothLanguages,
  /** 必要, 非必要, 容缺后补. */
  necessity: z.enum(["required", "optional", "deferrable"]),
  type: z.enum(["certificate", "applicationForm", "other"]),
  form: z.enum(["paper", "electronic", "either"]),
  source: z.enum(["applicant", "government", "other"]),
  sourceNote: inBothLanguages.optional(),
  copies: z.int().nonnegative().max(20),
  originalNeeded: z.boolean(),
  acceptedTypes: z.array(z.enum(["pdf", "jpeg", "png"])).min(1),
  /** The licence (电子证照) that can stand for this material, which makes 一证通办 possible. */
  licenceType: z.string().optional(),
  /** A filled-in example (样表) among the pages' files, in `samples` of the district's folder. */
  sample: z
    .string()
    .regex(/^[a-z0-9-]+\.(svg|png|jpg|pdf)$/)
    .optional(),
  /** 告知承诺: the applicant's signed commitment may stand for it. */
  commitment: z.literal(true).optional(),
  extra: extra.optional(),
});
export type Material = z.infer<typeof material>;

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
  name: inBothLanguages,
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
  organ: inBothLanguages.optional(),
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
  conditions: inBothLanguages,
  legalBasis: z.array(z.string().min(1)).min(1),
  materials: z.array(material).max(50),
  steps: z.array(inBothLanguages).min(1),
  fee: feeSchema,
  result: z.strictObject({
    type: z.enum(["licence", "approval", "certificate", "payment", "notice", "none"]),
    name: inBothLanguages,
    licenceType: z.string().optional(),
    /** What approval does with a licence of this type; left out: it issues one. */
    effect: z.enum(licenceEffects).optional(),
    /** The form's field that holds the number of the licence, for every effect but `issue`. */
    licenceField: z.string().min(1).max(60).optional(),
  }),
  onlineDepth: z.array(z.enum(onlineDepths)),
  /** 到办事现场次数. */
  visits: z.int().nonnegative().max(9),
  visitReason: inBothLanguages.optional(),
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
  review: review.optional(),
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
  address: inBothLanguages,
  hours: inBothLanguages,
  phone: z.string().min(7),
  supervisionPhone: z.string().min(5),
  faq: z.array(z.strictObject({ question: inBothLanguages, answer: inBothLanguages })),
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
      /** Parts that the applicant chooses by an answer, by code, and the materials that only they ask for. */
      optional: z
        .record(
          z.string(),
          z.strictObject({ onlyIf: onlyIfSchema, materials: z.array(z.string()).min(1).max(20).optional() }),
        )
        .optional(),
    })
    .optional(),
  parties: applyingTogetherSchema.optional(),
  situation: situationSchema.optional(),
  /** JSON Schema 2020-12 with titles in Chinese and `x-title-en`. */
  form: jsonSchema,
  extra: extra.optional(),
  /** Paths of texts that came without English: their `en` has the Chinese words until somebody translates them. */
  untranslated: z.array(z.string().min(1)).max(100).optional(),
  /** Made up for tests of scale. */
  synthetic: z.literal(true).optional(),
});
export type ServiceItem = z.infer<typeof serviceItemSchema>;
