import type { Content } from "#shared/policies/content.ts";

export type Both = { zh: string; en: string };
export const textParts = ["who", "what", "howMuch", "how"] as const;
export type TextPart = (typeof textParts)[number];

/** One condition as it is typed: what its fact does not use stays empty. */
export type ConditionDraft = {
  key: string;
  fact: "age" | "entity" | "area" | "granted" | "notGranted" | "answer";
  itemCode: string;
  field: string;
  atLeast: string;
  atMost: string;
  oneOf: string[];
  is: string;
  basis: string;
};
export type PrefillDraft = {
  key: string;
  field: string;
  kind: string;
  value: string;
  itemCode: string;
  from: string;
};

/** A policy as it is typed: texts everywhere, so that nothing is lost that is not whole yet. */
export type PolicyDraft = {
  title: Both;
  category: string;
  kind: string;
  texts: Record<TextPart, Both>;
  basis: string;
  unconfirmed: string;
  opensOn: string;
  until: string;
  alternatives: { key: string; conditions: ConditionDraft[] }[];
  itemCode: string;
  prefill: PrefillDraft[];
  confirm: string[];
};

const newKey = (): string => crypto.randomUUID();
const nothing: Both = { zh: "", en: "" };
export const emptyCondition = (): ConditionDraft => ({
  key: newKey(),
  fact: "age",
  itemCode: "",
  field: "",
  atLeast: "",
  atMost: "",
  oneOf: [],
  is: "",
  basis: "",
});
export const emptyGroup = () => ({ key: newKey(), conditions: [emptyCondition()] });
export const emptyPrefill = (): PrefillDraft => ({
  key: newKey(),
  field: "",
  kind: "identityName",
  value: "",
  itemCode: "",
  from: "",
});

export const emptyDraft = (): PolicyDraft => ({
  title: nothing,
  category: "employment",
  kind: "application",
  texts: { who: nothing, what: nothing, howMuch: nothing, how: nothing },
  basis: "",
  unconfirmed: "",
  opensOn: "",
  until: "",
  alternatives: [emptyGroup()],
  itemCode: "",
  prefill: [],
  confirm: [],
});

type Condition = Content["rule"]["alternatives"][number][number];
type Prefill = NonNullable<Content["apply"]>["prefill"][number];
const said = ({ zh, en = "" }: { zh: string; en?: string | undefined }): Both => ({ zh, en });
const typed = (value: number | undefined): string => (value === undefined ? "" : String(value));

function conditionDraft(one: Condition): ConditionDraft {
  const empty = { ...emptyCondition(), fact: one.fact };
  switch (one.fact) {
    case "age":
      return { ...empty, atLeast: typed(one.atLeast), atMost: typed(one.below) };
    case "entity":
    case "area":
      return { ...empty, oneOf: [...one.oneOf] };
    case "granted":
      return { ...empty, itemCode: one.itemCode, atMost: typed(one.withinDays), basis: one.basis ?? "" };
    case "notGranted":
      return { ...empty, itemCode: one.itemCode, basis: one.basis ?? "" };
    case "answer":
      return {
        ...empty,
        itemCode: one.itemCode,
        field: one.field,
        atLeast: typed(one.atLeast ?? one.daysAgoAtLeast),
        atMost: typed(one.atMost ?? one.daysAgoAtMost),
        oneOf: [...(one.oneOf ?? [])],
        is: one.is === undefined ? "" : String(one.is),
        basis: one.basis ?? "",
      };
  }
}

function prefillDraft({ field, from }: Prefill): PrefillDraft {
  const empty = { ...emptyPrefill(), field, kind: from.kind };
  if (from.kind === "fixed") return { ...empty, value: [from.value].flat().join("、") };
  return from.kind === "answer" ? { ...empty, itemCode: from.itemCode, from: from.field } : empty;
}

export function draftOf(content: Content): PolicyDraft {
  const { title, category, kind, who, what, howMuch, how, basis, unconfirmed, opensOn, until, rule, apply } =
    content;
  return {
    title: said(title),
    category,
    kind,
    texts: { who: said(who), what: said(what), howMuch: said(howMuch), how: said(how) },
    basis: basis.join("\n"),
    unconfirmed: (unconfirmed ?? []).join("\n"),
    opensOn: opensOn ?? "",
    until: until ?? "",
    alternatives: rule.alternatives.map((conditions) => ({
      key: newKey(),
      conditions: conditions.map(conditionDraft),
    })),
    itemCode: apply?.itemCode ?? "",
    prefill: (apply?.prefill ?? []).map(prefillDraft),
    confirm: [...(apply?.confirm ?? [])],
  };
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean);
const both = ({ zh, en }: Both) => ({ zh: zh.trim(), ...(en.trim() && { en: en.trim() }) });
const number = (name: string, text: string) => (text.trim() === "" ? {} : { [name]: Number(text) });
/** Of what kind a field's answer is, as its form says. */
export type Kind = "number" | "choice" | "list" | "yesNo" | "day" | "other";
export type KindOf = (itemCode: string, field: string) => Kind;

function conditionBody(one: ConditionDraft, kindOf: KindOf): Record<string, unknown> {
  const { fact, itemCode, field, atLeast, atMost, oneOf, is } = one;
  const basis = one.basis.trim() ? { basis: one.basis.trim() } : {};
  switch (fact) {
    case "age":
      return { fact, ...number("atLeast", atLeast), ...number("below", atMost) };
    case "entity":
    case "area":
      return { fact, oneOf };
    case "granted":
      return { fact, itemCode, ...number("withinDays", atMost), ...basis };
    case "notGranted":
      return { fact, itemCode, ...basis };
    case "answer": {
      const kind = kindOf(itemCode, field);
      const [least, most] = kind === "day" ? ["daysAgoAtLeast", "daysAgoAtMost"] : ["atLeast", "atMost"];
      const bounds =
        kind === "choice" || kind === "list"
          ? { ...(oneOf.length > 0 && { oneOf }) }
          : kind === "yesNo"
            ? { ...(is && { is: is === "true" }) }
            : { ...number(least ?? "", atLeast), ...number(most ?? "", atMost) };
      return { fact, itemCode, field, ...bounds, ...basis };
    }
  }
}

function prefillBody(
  { field, kind, value, itemCode, from }: PrefillDraft,
  ofKind: Kind,
): Record<string, unknown> {
  if (kind === "answer") return { field, from: { kind, itemCode, field: from } };
  if (kind !== "fixed") return { field, from: { kind } };
  const given: Record<Kind, unknown> = {
    number: Number(value),
    yesNo: value === "true",
    list: value.split("、").filter(Boolean),
    choice: value,
    day: value,
    other: value,
  };
  return { field, from: { kind, value: given[ofKind] } };
}

/** The body's `content`, as far as the draft goes. */
export function contentOf(draft: PolicyDraft, kindOf: KindOf): Record<string, unknown> {
  const { title, category, kind, texts, opensOn, until, alternatives, itemCode, prefill, confirm } = draft;
  const unconfirmed = linesOf(draft.unconfirmed);
  return {
    title: both(title),
    category,
    kind,
    ...Object.fromEntries(textParts.map((part) => [part, both(texts[part])])),
    basis: linesOf(draft.basis),
    ...(unconfirmed.length > 0 && { unconfirmed }),
    ...(opensOn && { opensOn }),
    ...(until && { until }),
    rule: {
      alternatives: alternatives.map(({ conditions }) => conditions.map((one) => conditionBody(one, kindOf))),
    },
    ...(itemCode && {
      apply: {
        itemCode,
        prefill: prefill.map((one) => prefillBody(one, kindOf(itemCode, one.field))),
        ...(confirm.length > 0 && { confirm }),
      },
    }),
  };
}
