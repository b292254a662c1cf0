import type { ServiceItem } from "#shared/catalogue/public.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { englishChoice, fieldAt, labelOf } from "./fields.ts";
import type { AnswerCondition, Condition, Entity, Rule } from "./rule.ts";

type Items = ReadonlyMap<string, Pick<ServiceItem, "name" | "form">>;
export type Areas = ReadonlyMap<string, Text>;

const entityNames: Record<Entity, Text> = {
  naturalPerson: { zh: "个人", en: "a person" },
  enterprise: { zh: "企业", en: "an enterprise" },
  institution: { zh: "事业单位", en: "a public institution" },
  socialOrganisation: { zh: "社会组织", en: "a social organisation" },
  governmentOrgan: { zh: "机关", en: "a government organ" },
  otherOrganisation: { zh: "个体工商户或者其他组织", en: "a sole trader or another organisation" },
};
const any = (names: readonly Text[]): Text => ({
  zh: names.map(({ zh }) => zh).join("、"),
  en: names.map(({ en }) => en).join(" or "),
});
const parts = (all: readonly (Text | false | undefined)[]): Text => {
  const said = all.filter((one): one is Text => Boolean(one));
  return { zh: said.map(({ zh }) => zh).join("，"), en: said.map(({ en }) => en).join(", ") };
};
const between = (least: number | undefined, most: number | undefined, unit: Text): (Text | false)[] => [
  least !== undefined && { zh: `至少 ${least}${unit.zh}`, en: `at least ${least}${unit.en}` },
  most !== undefined && { zh: `至多 ${most}${unit.zh}`, en: `at most ${most}${unit.en}` },
];

function answerSaid(condition: AnswerCondition, item: Pick<ServiceItem, "name" | "form"> | undefined): Text {
  const field = item && fieldAt(item, condition.field);
  const label = field ? labelOf(field) : { zh: condition.field, en: condition.field };
  const choices = condition.oneOf?.map((one) => ({ zh: one, en: field ? englishChoice(field, one) : one }));
  const days = { zh: " 天前", en: " days ago" };
  const bounds = parts([
    ...between(condition.atLeast, condition.atMost, { zh: "", en: "" }),
    choices && { zh: `为${any(choices).zh}`, en: any(choices).en },
    condition.is !== undefined && { zh: condition.is ? "为是" : "为否", en: condition.is ? "yes" : "no" },
    ...between(condition.daysAgoAtLeast, condition.daysAgoAtMost, days),
  ]);
  return {
    zh: `“${item?.name.zh ?? condition.itemCode}”中“${label.zh}”${bounds.zh}`,
    en: `“${label.en}” in “${item?.name.en ?? condition.itemCode}”: ${bounds.en}`,
  };
}

/** One condition in plain words. */
export function sentenceOf(condition: Condition, items: Items, areas: Areas): Text {
  const nameOf = (code: string): Text => items.get(code)?.name ?? { zh: code, en: code };
  switch (condition.fact) {
    case "age": {
      const { atLeast, below } = condition;
      return parts([
        atLeast !== undefined && { zh: `年满 ${atLeast} 周岁`, en: `${atLeast} years old or older` },
        below !== undefined && { zh: `未满 ${below} 周岁`, en: `younger than ${below}` },
      ]);
    }
    case "entity": {
      const names = any(condition.oneOf.map((one) => entityNames[one]));
      return { zh: `申请人为${names.zh}`, en: `The applicant is ${names.en}` };
    }
    case "area": {
      const names = any(condition.oneOf.map((code) => areas.get(code) ?? { zh: code, en: code }));
      return { zh: `地址在${names.zh}`, en: `The address is in ${names.en}` };
    }
    case "granted": {
      const name = nameOf(condition.itemCode);
      const { withinDays } = condition;
      return withinDays === undefined
        ? { zh: `已办成“${name.zh}”`, en: `“${name.en}” was granted` }
        : {
            zh: `${withinDays} 天内办成“${name.zh}”`,
            en: `“${name.en}” was granted within ${withinDays} days`,
          };
    }
    case "notGranted": {
      const name = nameOf(condition.itemCode);
      return { zh: `在本平台没有办成过“${name.zh}”`, en: `“${name.en}” was not granted here` };
    }
    case "answer":
      return answerSaid(condition, items.get(condition.itemCode));
  }
}

/** The rule in plain words: of one of the alternatives everything. */
export const sentencesOf = ({ alternatives }: Rule, items: Items, areas: Areas): Text[][] =>
  alternatives.map((alternative) => alternative.map((one) => sentenceOf(one, items, areas)));
