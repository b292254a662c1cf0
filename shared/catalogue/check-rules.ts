import { isObject } from "#shared/kernel/forms/answered-fields.ts";
import { formFindings } from "./form-schema.ts";
import type { ServiceItem } from "./item.ts";
import type { Finding } from "./problem-messages.ts";
import { findingIf, type Rule, rule } from "./rule.ts";

type Limit = ServiceItem["legalLimit"];

/**
 * The fewest calendar days in which a limit can pass: five working days are a week. Two units are compared by this,
 * so a promise counts as too long only when it is so whatever weekday it starts on; holidays are left out.
 */
function leastCalendarDays(limit: Limit): number {
  if ("months" in limit) return limit.months * 28;
  if (!("days" in limit)) return Number.POSITIVE_INFINITY;
  const { days, unit } = limit;
  return unit === "calendarDay" ? days : Math.floor(days / 5) * 7 + (days % 5);
}

const longerThan = (a: Limit, b: Limit): boolean =>
  "days" in a && "days" in b && a.unit === b.unit
    ? a.days > b.days
    : leastCalendarDays(a) > leastCalendarDays(b);

const limitText = (limit: Limit): string =>
  "months" in limit ? `${limit.months} months` : "days" in limit ? `${limit.days} ${limit.unit}` : limit.unit;

const repeated = <Value>(values: readonly Value[]): Value[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];

const listColumns = [
  "themes",
  "audience",
  "channels",
  "onlineDepth",
  "handIn",
  "receive",
  "crossRegion",
] as const;

/** References to tables that are kept apart from the items. */
export const referenceRules: Rule[] = [
  rule(["department"], ({ department }, { departments }) =>
    findingIf(!departments.some(({ code }) => code === department), {
      column: "department",
      code: "department-unknown",
      detail: department,
    }),
  ),

  rule(["themes"], (item, context) => {
    const known = new Set(context.themes.map(({ id }) => id));
    return item.themes.flatMap((detail, index) =>
      findingIf(!known.has(detail), { column: `themes.${index}`, code: "theme-unknown", detail }),
    );
  }),

  // 清单之外无中介 (国办发〔2015〕31号): no item may ask for a service outside the list.
  rule(["intermediaryServices"], (item, context) => {
    const listed = new Set(context.intermediaryServices.map(({ name }) => name.zh));
    return item.intermediaryServices.flatMap((detail, index) => {
      const column = `intermediaryServices.${index}`;
      return findingIf(!listed.has(detail), { column, code: "intermediary-unlisted", detail });
    });
  }),

  ...listColumns.map((column) =>
    rule([column], (item) =>
      repeated<string>(item[column]).map((detail) => ({ column, code: "list-duplicate" as const, detail })),
    ),
  ),

  rule(["materials"], ({ materials }) =>
    repeated(materials.map(({ materialId }) => materialId)).map((detail) => ({
      column: "materials",
      code: "list-duplicate",
      detail,
    })),
  ),
];

export const limitRules: Rule[] = [
  rule(["promisedLimit", "legalLimit"], ({ promisedLimit, legalLimit }) =>
    findingIf(longerThan(promisedLimit, legalLimit), {
      column: "promisedLimit.days",
      code: "promised-longer-than-legal",
      detail: `${limitText(promisedLimit)} > ${limitText(legalLimit)}`,
    }),
  ),

  rule(["kind", "promisedLimit"], ({ kind, promisedLimit: { days } }) => {
    const column = "promisedLimit.days";
    if (kind === "instant" && days !== 0) return [{ column, code: "instant-with-days", detail: `${days}` }];
    if (kind === "promised" && days === 0) return [{ column, code: "promised-without-days" }];
    return [];
  }),
];

export const deferralRules: Rule[] = [
  rule(["deferral", "materials", "itemType"], ({ deferral, materials, itemType }) => [
    ...findingIf(deferral !== undefined && !materials.some(({ necessity }) => necessity === "deferrable"), {
      column: "deferral",
      code: "deferral-of-nothing",
    }),
    ...findingIf(deferral?.missed === "terminate" && itemType === "licence", {
      column: "deferral.missed",
      code: "deferral-ends-licence",
    }),
  ]),
];

/** What the law asks for before a decision (审查程序) fits the item's other columns. */
export const examinationRules: Rule[] = [
  rule(["examination"], ({ examination = [] }) => [
    ...repeated(examination.map(({ kind }) => kind)).map((detail) => ({
      column: "examination",
      code: "list-duplicate" as const,
      detail,
    })),
    ...examination.flatMap(({ kind, need }, index) =>
      findingIf(need === "onRequest" && kind !== "hearing", {
        column: `examination.${index}.need`,
        code: "examination-not-on-request",
        detail: kind,
      }),
    ),
  ]),

  // Decided on the spot there is no time for any of it.
  rule(["examination", "kind"], ({ examination = [], kind }) =>
    examination.flatMap(({ need, kind: detail }, index) =>
      findingIf(kind === "instant" && need !== "asNeeded", {
        column: `examination.${index}`,
        code: "examination-of-instant",
        detail,
      }),
    ),
  ),

  // 行政许可法 Art. 45: the time of a hearing is not counted, which the item's special procedures have to say.
  rule(["examination", "specialProcedures"], ({ examination = [], specialProcedures }) =>
    findingIf(
      examination.some(({ kind, need }) => kind === "hearing" && need !== "asNeeded") &&
        !specialProcedures.some(({ kind }) => kind === "hearing"),
      { column: "specialProcedures", code: "hearing-without-procedure" },
    ),
  ),
];

/** Which channel (办理形式) makes each way of handing in possible; a terminal in the hall works online. */
const channelsOf: Record<ServiceItem["handIn"][number], ServiceItem["channels"]> = {
  online: ["web", "mobile", "terminal"],
  courier: ["courier"],
  window: ["window"],
};

export const accessRules: Rule[] = [
  rule(["visits", "visitReason"], ({ visits, visitReason }) =>
    findingIf(visits > 0 && !visitReason, {
      column: "visitReason",
      code: "visit-without-reason",
      detail: `${visits}`,
    }),
  ),

  rule(["visits", "handIn", "receive"], ({ visits, handIn, receive }) => {
    const onlyWindow = (modes: readonly string[]): boolean => modes.every((mode) => mode === "window");
    const isWrong = visits === 0 && (onlyWindow(handIn) || onlyWindow(receive));
    return findingIf(isWrong, { column: "visits", code: "window-only-without-visit" });
  }),

  rule(["handIn", "channels"], ({ handIn, channels }) =>
    handIn
      .filter((mode) => !channelsOf[mode].some((channel) => channels.includes(channel)))
      .map((detail) => ({ column: "handIn", code: "hand-in-without-channel", detail })),
  ),

  rule(["handIn", "onlineDepth"], ({ handIn, onlineDepth }) => {
    const deeper = onlineDepth.filter((depth) => depth !== "consultation" && depth !== "other");
    const [depth] = deeper;
    if (handIn.includes("online"))
      return findingIf(depth === undefined, { column: "onlineDepth", code: "online-without-depth" });
    // Results may come back electronically though the hand-in is at the window.
    const needsOnline = deeper.find((step) => step === "submission" || step === "preReview");
    return needsOnline ? [{ column: "onlineDepth", code: "depth-without-online", detail: needsOnline }] : [];
  }),

  // 人脸识别技术应用安全管理办法 (2025): whoever refuses face recognition must have another reasonable way.
  rule(["identityLevel", "handIn"], ({ identityLevel, handIn }) =>
    findingIf(identityLevel === "face" && !handIn.includes("window"), {
      column: "identityLevel",
      code: "face-only",
    }),
  ),
];

const generalRetentionRule = "文书档案保管期限规定";

/** Whether some charge fits whatever is answered: one without a condition, or all values of one field. */
function coversEveryAnswer(items: ServiceItem["fee"]["items"], fields: Record<string, unknown>): boolean {
  if (items.some(({ when }) => when === undefined)) return true;
  return items.some(({ when }) => {
    const field = fields[when?.field ?? ""];
    const values = isObject(field) && (field.type === "boolean" ? [true, false] : field.enum);
    const charged = items.flatMap((item) => (item.when?.field === when?.field ? item.when?.values : []));
    return Array.isArray(values) && values.every((value) => charged.includes(value));
  });
}

export const contentRules: Rule[] = [
  rule(["fee"], ({ fee: { charged, items } }) => {
    if (!charged) return findingIf(items.length > 0, { column: "fee.items", code: "fee-not-charged" });
    if (items.length === 0) return [{ column: "fee.items", code: "fee-without-items" }];
    return items.flatMap(({ basis }, index) =>
      findingIf(basis.trim() === "", { column: `fee.items.${index}.basis`, code: "fee-without-basis" }),
    );
  }),

  // What is collected here is reckoned from the answers: each charge is known by its id, and one of them fits always.
  rule(["fee", "form"], ({ fee: { dueBefore, items, reductions = [] }, form }) => {
    if (!dueBefore) return [];
    const ids = items.map(({ feeId }) => feeId);
    const fields: Record<string, unknown> = isObject(form.properties) ? form.properties : {};
    const needed: unknown[] = Array.isArray(form.required) ? form.required : [];
    return [
      ...items.flatMap(({ feeId, amountFen, when, quantityField }, index) => [
        ...findingIf(!feeId || amountFen === 0, { column: `fee.items.${index}`, code: "fee-not-payable" }),
        ...[when?.field, quantityField].flatMap((field) =>
          findingIf(field !== undefined && !(field in fields && needed.includes(field)), {
            column: `fee.items.${index}`,
            code: "fee-field-unknown",
            detail: field ?? "",
          }),
        ),
      ]),
      ...repeated(ids).map((detail) => ({ column: "fee.items", code: "fee-repeated", detail: detail ?? "" })),
      ...findingIf(!coversEveryAnswer(items, fields), { column: "fee.items", code: "fee-not-for-all" }),
      ...reductions.flatMap(({ feeIds = [] }, index) =>
        feeIds.flatMap((detail) =>
          findingIf(!ids.includes(detail), {
            column: `fee.reductions.${index}`,
            code: "fee-unknown",
            detail,
          }),
        ),
      ),
    ] as Finding[];
  }),

  rule(["oneIdOnly", "materials"], ({ oneIdOnly, materials }) =>
    materials.flatMap(({ necessity, source, licenceType, name }, index) =>
      findingIf(oneIdOnly && necessity === "required" && source === "applicant" && !licenceType, {
        column: `materials.${index}`,
        code: "id-only-with-material",
        detail: name.zh,
      }),
    ),
  ),

  rule(["result"], ({ result }) =>
    findingIf(result.type === "licence" && !result.licenceType, {
      column: "result.licenceType",
      code: "licence-without-type",
    }),
  ),

  // A case that changes a licence says which: by a field that nobody can leave empty.
  rule(["result", "form"], ({ result: { effect = "issue", licenceType, licenceField }, form }) => {
    if (effect === "issue")
      return findingIf(licenceField !== undefined, {
        column: "result.licenceField",
        code: "licence-field-unused",
      });
    const field = licenceField === undefined ? undefined : form.properties?.[licenceField];
    const isText = isObject(field) && field.type === "string";
    return [
      ...findingIf(!licenceType, { column: "result.licenceType", code: "licence-effect-without-type" }),
      ...findingIf(!isText || !form.required?.includes(licenceField ?? ""), {
        column: "result.licenceField",
        code: "licence-field-unknown",
        detail: licenceField ?? "",
      }),
    ];
  }),

  // 国办发〔2020〕42号: what is taken on a commitment is checked afterwards. The parts of a joint matter check their own.
  rule(["materials", "commitment", "joint"], ({ materials, commitment, joint }) =>
    findingIf(!joint && !commitment && materials.some((one) => one.commitment), {
      column: "commitment",
      code: "commitment-without-check",
    }),
  ),

  // 国家档案局令第8号 knows 永久, 30年 and 10年; only a rule of its own kind (婚姻登记: 100年) says otherwise.
  rule(["retention"], ({ retention }) => {
    if (!retention) return [];
    const { term, source, unconfirmed } = retention;
    const usual = term === "permanent" || term === 30 || term === 10;
    return [
      ...findingIf(!unconfirmed && !/《.+》/.test(source), {
        column: "retention.source",
        code: "retention-without-rule",
        detail: source,
      }),
      ...findingIf(!usual && (!/《.+》/.test(source) || source.includes(generalRetentionRule)), {
        column: "retention.term",
        code: "retention-unusual",
        detail: `${term}`,
      }),
    ];
  }),

  rule(["form"], ({ form }) => formFindings(form)),
];
