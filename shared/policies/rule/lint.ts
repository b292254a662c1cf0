import type { ServiceItem } from "#shared/catalogue/public.ts";
import { fieldError } from "#shared/kernel/http/field-error.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { contradictionIn } from "./contradiction.ts";
import {
  choicesOf,
  type FieldKind,
  fieldAt,
  isSensitive,
  isSensitiveItem,
  kindOf,
  tellsWho,
} from "./fields.ts";
import { type AnswerCondition, type Condition, itemOf, type Rule } from "./rule.ts";

export type Items = ReadonlyMap<string, ServiceItem>;
/** What a rule is held against: items in force, by their codes, and areas of the district. */
export type Known = { items: Items; areas: readonly string[] };

export const faultTexts = {
  unknownItem: { zh: "没有这个事项。", en: "There is no such item." },
  unknownField: { zh: "事项的表单中没有这一项。", en: "The item's form has no such field." },
  unknownArea: { zh: "不是本区的区划代码。", en: "This is no area of the district." },
  unknownChoice: { zh: "表单中没有这个选项。", en: "The form has no such choice." },
  wrongComparison: {
    zh: "比较方式与表单这一项的类型不符：数字用“至少/至多”，选项用“属于”，是否题用“是”，日期用“距今天数”。",
    en: "This comparison does not fit the field: bounds for numbers, oneOf for choices, is for yes or no, days ago for days.",
  },
  notComparable: {
    zh: "这一项是自由填写的文字，不能作为资格条件。",
    en: "This field is free text: no rule can rest on it.",
  },
  tellsWho: {
    zh: "姓名、号码、地址、账号、电话不能作为资格条件。",
    en: "A rule cannot choose people by name, number, address, account or telephone.",
  },
  noBound: { zh: "请写明比较的内容。", en: "Please say what it is compared with." },
  basisNeeded: {
    zh: "涉及健康、收入等敏感信息，请写明允许使用它的依据。",
    en: "This is sensitive (health, income): please name the act that allows to look at it.",
  },
  contradictory: {
    zh: "这一组条件互相矛盾，没有人能同时符合。",
    en: "These conditions contradict each other: nobody can meet them together.",
  },
  unsatisfiable: { zh: "没有人能符合这项规则。", en: "Nobody can satisfy this rule." },
} satisfies Record<string, Text>;

const fault = (path: PropertyKey[], code: keyof typeof faultTexts): FieldError =>
  fieldError(path, code, faultTexts[code]);

const allowed: Record<Exclude<FieldKind, "other">, readonly (keyof AnswerCondition)[]> = {
  number: ["atLeast", "atMost"],
  choice: ["oneOf"],
  yesNo: ["is"],
  day: ["daysAgoAtLeast", "daysAgoAtMost"],
};
const bounds = ["atLeast", "atMost", "oneOf", "is", "daysAgoAtLeast", "daysAgoAtMost"] as const;

function answerFaults(condition: AnswerCondition, path: PropertyKey[], item: ServiceItem): FieldError[] {
  const field = fieldAt(item, condition.field);
  if (!field) return [fault([...path, "field"], "unknownField")];
  if (tellsWho(field)) return [fault([...path, "field"], "tellsWho")];
  const kind = kindOf(field);
  if (kind === "other") return [fault([...path, "field"], "notComparable")];
  const used = bounds.filter((bound) => condition[bound] !== undefined);
  const choices = choicesOf(field);
  return [
    ...(used.length === 0 ? [fault(path, "noBound")] : []),
    ...used
      .filter((bound) => !allowed[kind].includes(bound))
      .map((bound) => fault([...path, bound], "wrongComparison")),
    ...(kind === "choice" && choices
      ? (condition.oneOf ?? []).flatMap((one, place) =>
          choices.includes(one) ? [] : [fault([...path, "oneOf", place], "unknownChoice")],
        )
      : []),
    ...(isSensitive(field) && !condition.basis ? [fault([...path, "basis"], "basisNeeded")] : []),
  ];
}

function conditionFaults(condition: Condition, path: PropertyKey[], { items, areas }: Known): FieldError[] {
  const code = itemOf(condition);
  const item = code === undefined ? undefined : items.get(code);
  if (code !== undefined && !item) return [fault([...path, "itemCode"], "unknownItem")];
  switch (condition.fact) {
    case "age":
      return condition.atLeast === undefined && condition.below === undefined ? [fault(path, "noBound")] : [];
    case "entity":
      return [];
    case "area":
      return condition.oneOf.flatMap((one, place) =>
        areas.some((area) => area.startsWith(one)) ? [] : [fault([...path, "oneOf", place], "unknownArea")],
      );
    case "granted":
    case "notGranted":
      return item && isSensitiveItem(item) && !condition.basis
        ? [fault([...path, "basis"], "basisNeeded")]
        : [];
    case "answer":
      return item ? answerFaults(condition, path, item) : [];
  }
}

/** Everything that is wrong with a rule: what it names, how it compares, and whether anybody can meet it. */
export function ruleFaults({ alternatives }: Rule, known: Known, path: PropertyKey[]): FieldError[] {
  const faults = alternatives.flatMap((alternative, place) =>
    alternative.flatMap((condition, number) =>
      conditionFaults(condition, [...path, "alternatives", place, number], known),
    ),
  );
  const contradictory = alternatives.map((alternative) => contradictionIn(alternative, known.items));
  return [
    ...faults,
    ...contradictory.flatMap((is, place) =>
      is ? [fault([...path, "alternatives", place], "contradictory")] : [],
    ),
    ...(contradictory.every(Boolean) ? [fault(path, "unsatisfiable")] : []),
  ];
}
