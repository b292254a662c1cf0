import type { ServiceItem } from "#shared/catalogue/public.ts";
import { fieldError } from "#shared/kernel/http/field-error.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import type { Content, Prefill } from "./content.ts";
import { entitiesOf } from "./rule/contradiction.ts";
import { choicesOf, fieldAt, kindOf } from "./rule/fields.ts";
import { faultTexts, type Known, ruleFaults } from "./rule/lint.ts";
import { itemOf } from "./rule/rule.ts";

export type { Known } from "./rule/lint.ts";

const texts = {
  ...faultTexts,
  windowReversed: { zh: "截止日期早于开始日期。", en: "The last day is before the first." },
  windowOver: { zh: "申报期限已过。", en: "The time to apply is over." },
  fieldTwice: { zh: "同一项只能预填一次。", en: "A field is filled in once." },
  wrongPrefill: {
    zh: "预填的内容与表单这一项的类型不符。",
    en: "What it is filled with does not fit the field.",
  },
  nobodyCanApply: {
    zh: "符合规则的对象不是该事项的服务对象，无法申请。",
    en: "Whom the rule fits cannot apply for this item.",
  },
  confirmationNeedsItem: {
    zh: "免申即享须有本平台的申请事项。",
    en: "What is only confirmed needs an item of this platform.",
  },
  notOnlyConfirmed: {
    zh: "免申即享只确认，不填表：表单的必填项须预填或者列入确认项：{fields}。",
    en: "What is only confirmed has no form to fill in: prefill these fields or have them confirmed: {fields}.",
  },
  materialNeeded: {
    zh: "免申即享不交材料，而该事项要申请人提交：{materials}。",
    en: "What is only confirmed asks for no documents, but this item does: {materials}.",
  },
} satisfies Record<string, Text>;

const fault = (
  path: PropertyKey[],
  code: keyof typeof texts,
  facts: Record<string, Text> = {},
): FieldError => {
  const filled = (language: "zh" | "en") =>
    texts[code][language].replace(/\{(\w+)\}/g, (_whole, name: string) => facts[name]?.[language] ?? "");
  return fieldError(path, code, { zh: filled("zh"), en: filled("en") });
};

type Apply = NonNullable<Content["apply"]>;

function prefillFaults(
  { field, from }: Prefill,
  path: PropertyKey[],
  item: ServiceItem,
  { items }: Known,
): FieldError[] {
  const target = fieldAt(item, field);
  if (!target) return [fault([...path, "field"], "unknownField")];
  const kind = kindOf(target);
  const source = [...path, "from"];
  const unless = (fits: boolean): FieldError[] => (fits ? [] : [fault(source, "wrongPrefill")]);
  switch (from.kind) {
    case "identityName":
    case "identityNumber":
      return unless(target.type === "string");
    case "fixed": {
      const { value } = from;
      if (kind === "choice") {
        const given = Array.isArray(value) ? value : [String(value)];
        const isFit = Array.isArray(value) === (target.type === "array");
        return unless(isFit && given.every((one) => choicesOf(target)?.includes(one)));
      }
      return unless(
        kind === "number"
          ? typeof value === "number"
          : kind === "yesNo"
            ? typeof value === "boolean"
            : typeof value === "string",
      );
    }
    case "answer": {
      const other = items.get(from.itemCode);
      if (!other) return [fault([...source, "itemCode"], "unknownItem")];
      const given = fieldAt(other, from.field);
      return given
        ? unless(given.type === target.type && kindOf(given) === kind)
        : [fault([...source, "field"], "unknownField")];
    }
  }
}

const listed = (names: readonly Text[]): Text => ({
  zh: names.map(({ zh }) => zh).join("、"),
  en: names.map(({ en }) => en).join(", "),
});

/** 免申即享: nothing of the application is left but to confirm. */
function confirmationFaults(apply: Apply, item: ServiceItem): FieldError[] {
  const form = item.form as { required?: string[] } | undefined;
  const done = [...apply.prefill.map(({ field }) => field), ...(apply.confirm ?? [])];
  const missing = (form?.required ?? []).filter((name) => !done.includes(name));
  const brought = item.materials.filter(
    ({ necessity, source, licenceType }) =>
      necessity === "required" && source === "applicant" && !licenceType,
  );
  const labels = missing.map((name) => {
    const field = fieldAt(item, name);
    return { zh: String(field?.title ?? name), en: String(field?.["x-title-en"] ?? name) };
  });
  return [
    ...(missing.length > 0
      ? [fault(["content", "kind"], "notOnlyConfirmed", { fields: listed(labels) })]
      : []),
    ...(brought.length > 0
      ? [
          fault(["content", "apply", "itemCode"], "materialNeeded", {
            materials: listed(brought.map(({ name }) => name)),
          }),
        ]
      : []),
  ];
}

function applyFaults({ apply, rule, kind }: Content, known: Known): FieldError[] {
  const path = ["content", "apply"];
  if (!apply) return kind === "confirmation" ? [fault(["content", "kind"], "confirmationNeedsItem")] : [];
  const item = known.items.get(apply.itemCode);
  if (!item) return [fault([...path, "itemCode"], "unknownItem")];
  const canApply = rule.alternatives.some((alternative) =>
    entitiesOf(alternative, known.items).some((entity) =>
      (item.audience as readonly string[]).includes(entity),
    ),
  );
  const named = apply.prefill.map(({ field }) => field);
  return [
    ...(canApply ? [] : [fault([...path, "itemCode"], "nobodyCanApply")]),
    ...apply.prefill.flatMap((one, place) => [
      ...(named.indexOf(one.field) < place
        ? [fault([...path, "prefill", place, "field"], "fieldTwice")]
        : []),
      ...prefillFaults(one, [...path, "prefill", place], item, known),
    ]),
    ...(apply.confirm ?? []).flatMap((name, place) =>
      fieldAt(item, name) ? [] : [fault([...path, "confirm", place], "unknownField")],
    ),
    ...(kind === "confirmation" ? confirmationFaults(apply, item) : []),
  ];
}

function windowFaults({ opensOn, until }: Content, today: string): FieldError[] {
  if (until && opensOn && until < opensOn) return [fault(["content", "until"], "windowReversed")];
  return until && until < today ? [fault(["content", "until"], "windowOver")] : [];
}

/** All that keeps a policy from being published, at once. */
export const contentFaults = (content: Content, known: Known, today: string): FieldError[] => [
  ...windowFaults(content, today),
  ...ruleFaults(content.rule, known, ["content", "rule"]),
  ...applyFaults(content, known),
];

/** Items that a policy speaks of: what has to be known to check it. */
export const itemsOf = ({ rule, apply }: Content): string[] => [
  ...new Set([
    ...rule.alternatives.flat().flatMap((one) => itemOf(one) ?? []),
    ...(apply ? [apply.itemCode] : []),
    ...(apply?.prefill ?? []).flatMap(({ from }) => (from.kind === "answer" ? [from.itemCode] : [])),
  ]),
];
