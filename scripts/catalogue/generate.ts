import type { Schema } from "@cfworker/json-schema";
import district from "#district/district.json" with { type: "json" };
import { type ItemType, itemTypeCodes, type Material, type ServiceItem } from "#shared/catalogue/item.ts";
import type { CatalogueContext } from "#shared/catalogue/rule.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { itemCodeOf } from "#shared/kernel/identifiers/item-codes.ts";
import { topicsOf } from "./generate-names.ts";

type Action = {
  name: Text;
  itemType: ItemType;
  kind: ServiceItem["kind"];
  result: ServiceItem["result"]["type"];
};

const action = (
  names: string,
  itemType: ItemType,
  kind: Action["kind"],
  result: Action["result"],
): Action => {
  const [zh = "", en = ""] = names.split("|");
  return { name: { zh, en }, itemType, kind, result };
};

const actions: readonly Action[] = [
  action("申请|application", "licence", "promised", "licence"),
  action("变更|change", "licence", "promised", "licence"),
  action("延续|renewal", "licence", "promised", "approval"),
  action("注销|cancellation", "licence", "instant", "notice"),
  action("备案|filing", "otherPower", "instant", "notice"),
  action("资料查询|enquiry", "publicService", "instant", "none"),
  action("证明开具|confirmation", "confirmation", "instant", "certificate"),
  action("资金申领|payment", "payment", "promised", "payment"),
  action("遗失补办|replacement", "publicService", "promised", "licence"),
  action("年度核验|yearly review", "otherPower", "promised", "notice"),
];

/** Main items of made-up codes begin here, out of the way of real ones. */
const firstMainItem = 900;
const subItemsPerMain = 999;

/** Mulberry32: small, and the same on every machine. Yields whole numbers from 0 up to the bound, exclusive. */
function randomIntegers(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const form: Schema = {
  type: "object",
  title: "申请表",
  "x-title-en": "Application form",
  properties: {
    contactPhone: {
      type: "string",
      title: "联系电话",
      "x-title-en": "Telephone",
      format: "mobile-phone",
      "x-personal": "phone",
    },
    note: { type: "string", title: "备注", "x-title-en": "Note", maxLength: 500 },
  },
  required: ["contactPhone"],
  additionalProperties: false,
};

const identityCard: Material = {
  materialId: "identity-card",
  name: { zh: "居民身份证", en: "Resident identity card" },
  necessity: "required",
  type: "certificate",
  form: "either",
  source: "government",
  copies: 1,
  originalNeeded: false,
  acceptedTypes: ["pdf", "jpeg", "png"],
  licenceType: "居民身份证",
};
const applicantsMaterials: readonly Text[] = [
  { zh: "申请书", en: "Letter of application" },
  { zh: "场所证明", en: "Proof of premises" },
  { zh: "承诺书", en: "Declaration" },
  { zh: "情况说明", en: "Statement of facts" },
];

function materialsOf(count: number): Material[] {
  const own = applicantsMaterials.slice(0, count).map(
    (name, index): Material => ({
      materialId: `material-${index + 1}`,
      name,
      necessity: index === 2 ? "deferrable" : index === 3 ? "optional" : "required",
      type: index === 0 ? "applicationForm" : "other",
      form: "either",
      source: "applicant",
      copies: 1,
      originalNeeded: false,
      acceptedTypes: ["pdf", "jpeg"],
    }),
  );
  return [identityCard, ...own];
}

function codesOf(uscc: string, department: string, itemType: ItemType, serial: number) {
  const main = firstMainItem + Math.floor(serial / subItemsPerMain);
  if (main > 999) throw new RangeError("there are no codes left for so many made-up items");
  const sub = String((serial % subItemsPerMain) + 1).padStart(3, "0");
  // Made-up items are nobody's but the province's, whose code follows the first two characters of the organ's.
  const catalogCode = `${uscc.slice(2, 4)}${itemTypeCodes[itemType]}${department.slice(2)}${main}${sub}`;
  return { itemCode: itemCodeOf(uscc, "4", catalogCode), catalogCode };
}

/** Names differ within a department: five subjects, ten actions, then numbers. */
function nameOf(subject: string, { name }: Action, round: number): Text {
  const [zh = subject, en = subject] = subject.split("|");
  const number = round > 0 ? ` ${round + 1}` : "";
  // Marked, so that nobody takes it for a service of the district.
  return { zh: `${zh}${name.zh}${number}（模拟）`, en: `Sample: ${en}, ${name.en}${number}` };
}

/** How the item is reached; every fourth one only at the window. */
function accessOf(random: (bound: number) => number) {
  const windowOnly = random(4) === 0;
  return windowOnly
    ? {
        onlineDepth: ["consultation" as const],
        visits: 1,
        visitReason: { zh: "需当场核验原件。", en: "Originals are checked on the spot." },
        channels: ["window" as const],
        handIn: ["window" as const],
        receive: ["window" as const, "courier" as const],
      }
    : {
        onlineDepth: ["consultation" as const, "submission" as const, "acceptance" as const],
        visits: 0,
        channels: ["window" as const, "web" as const, "mobile" as const, "courier" as const],
        handIn: ["online" as const, "window" as const, "courier" as const],
        receive: ["electronic" as const, "window" as const, "courier" as const],
      };
}

/**
 * Made-up items for tests of scale, marked `synthetic`: the same for the same seed, in turn over the departments,
 * each under a theme of its department, and free of problems by `checkCatalogue`.
 * @throws RangeError when there is no department or theme, or more items than codes
 */
export function generateCatalogue(count: number, seed: number, context: CatalogueContext): ServiceItem[] {
  const { departments, intermediaryServices } = context;
  const themes = context.themes.map(({ id }) => id);
  if (departments.length === 0 || themes.length === 0)
    throw new RangeError("departments and themes are needed");
  const random = randomIntegers(seed);
  return Array.from({ length: count }, (_, index): ServiceItem => {
    const department = departments[index % departments.length] as CatalogueContext["departments"][number];
    const serial = Math.floor(index / departments.length);
    const topics = topicsOf[department.code];
    const subjects = topics?.subjects ?? [`${department.name.zh}事项|matter of ${department.name.en}`];
    const known = topics?.themes.filter((theme) => themes.includes(theme)) ?? [];
    const choice = known.length > 0 ? known : themes;
    const turn = Math.floor(serial / subjects.length);
    const doing = actions[turn % actions.length] as Action;
    const legalDays = 10 + random(21);
    const promisedDays = doing.kind === "instant" ? 0 : 1 + random(legalDays);
    const idOnly = random(5) === 0;
    const charged = random(10) === 0;
    const intermediary =
      random(12) === 0 ? intermediaryServices[random(intermediaryServices.length || 1)] : undefined;
    const name = nameOf(subjects[serial % subjects.length] ?? "", doing, Math.floor(turn / actions.length));
    return {
      ...codesOf(department.uscc, department.code, doing.itemType, serial),
      name,
      itemType: doing.itemType,
      level: "4",
      department: department.code,
      themes: [choice[serial % choice.length] as string],
      audience: random(2) === 0 ? ["naturalPerson"] : ["naturalPerson", "enterprise"],
      kind: doing.kind,
      legalLimit: { days: legalDays, unit: "workingDay" },
      promisedLimit: { days: promisedDays, unit: "workingDay" },
      conditions: { zh: "本事项为压力测试所生成。", en: "This item was made up for tests of scale." },
      legalBasis: ["模拟事项，无设定依据"],
      materials: idOnly ? [identityCard] : materialsOf(1 + random(4)),
      steps: [
        { zh: "申请", en: "Application" },
        { zh: "受理", en: "Acceptance" },
        { zh: "办结", en: "Completion" },
      ],
      fee: {
        charged,
        items: charged
          ? [{ name: { zh: "工本费", en: "Cost of the document" }, amountFen: 1000, basis: "模拟收费依据" }]
          : [],
      },
      result: {
        type: doing.result,
        name: { zh: `${name.zh}结果`, en: `${name.en}: result` },
        ...(doing.result === "licence" ? { licenceType: `${name.zh}证照` } : {}),
      },
      ...accessOf(random),
      oneIdOnly: idOnly,
      identityLevel: random(3) === 0 ? "password" : "realName",
      crossRegion: random(4) === 0 ? ["city", "county"] : [],
      intermediaryServices: intermediary ? [intermediary.name.zh] : [],
      specialProcedures: [],
      address: district.centre.name,
      hours: { zh: "工作日 9:00—12:00，13:00—17:00", en: "Working days 9:00–12:00 and 13:00–17:00" },
      phone: district.centre.phone,
      supervisionPhone: "12345",
      faq: [],
      separateDecider: doing.itemType === "licence",
      form,
      synthetic: true,
    };
  });
}
