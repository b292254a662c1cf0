import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import type { Field } from "#shared/kernel/forms/answered-fields.ts";
import { normalAnswers } from "#shared/kernel/forms/form-formats.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { pointer } from "#shared/kernel/http/validation.ts";
import { isNumberFormat } from "#shared/kernel/identifiers/normal-forms.ts";
import { numberFaults } from "#shared/kernel/identifiers/number-formats.ts";
import { mayBeAsIssued } from "#shared/kernel/identifiers/uscc.ts";
import { checkDays, type Today } from "./answer-days.ts";

/** Keywords that only say "something below is wrong"; the thing below has its own entry. */
const structural = new Set([
  "properties",
  "items",
  "prefixItems",
  "allOf",
  "anyOf",
  "oneOf",
  "$ref",
  "if",
  "then",
  "else",
  "additionalProperties",
  "dependentSchemas",
]);

const messages: Record<string, Text> = {
  required: { zh: "此项必填。", en: "This is required." },
  type: { zh: "填写的类型不对。", en: "The kind of value is not right." },
  enum: { zh: "请从给出的选项中选择。", en: "Please choose one of the options." },
  const: { zh: "需要确认此项。", en: "This must be confirmed." },
  pattern: { zh: "格式不正确。", en: "The format is not right." },
  format: { zh: "格式不正确。", en: "The format is not right." },
  minLength: { zh: "填写得太短。", en: "This is too short." },
  maxLength: { zh: "填写得太长。", en: "This is too long." },
  minimum: { zh: "数值太小。", en: "The number is too small." },
  maximum: { zh: "数值太大。", en: "The number is too large." },
  minProperties: { zh: "请至少再填写一项。", en: "Please fill in at least one more field." },
  minItems: { zh: "填写的条数太少。", en: "There are too few entries." },
  maxItems: { zh: "填写的条数太多。", en: "There are too many entries." },
  false: { zh: "表单中没有这一项。", en: "The form has no such field." },
};
const notAsked: Text = {
  zh: "按您其他的回答，这一项不用填写，请删去。",
  en: "With your other answers this is not asked; please leave it out.",
};
const other: Text = { zh: "内容不正确。", en: "This is not right." };

const stepsOf = (location: string): string[] =>
  location
    .replace(/^#\/?/, "")
    .split("/")
    .filter((step) => step !== "")
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));

/** What an answer is at this place, of these answers or of earlier ones. */
export const answerAt = (answers: unknown, steps: string[]): unknown =>
  steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], answers);

/** Which character of a number is wrong, where its format can tell. */
function formatText(error: string, value: unknown): Text | undefined {
  const name = /format "(.+)"/.exec(error)?.[1];
  return isNumberFormat(name) && typeof value === "string" ? numberFaults[name](value) : undefined;
}

function toFieldError(
  { keyword, instanceLocation, error }: OutputUnit,
  answers: unknown,
  unasked: ReadonlySet<string>,
): FieldError {
  const missing = keyword === "required" ? /property "(.+)"/.exec(error)?.[1] : undefined;
  const steps = stepsOf(instanceLocation);
  const conditional = keyword === "false" && unasked.has(instanceLocation);
  return {
    path: pointer("body/answers", missing ? [...steps, missing] : steps),
    code: conditional ? "notAsked" : keyword === "false" ? "unrecognized_keys" : keyword,
    message: conditional
      ? notAsked
      : ((keyword === "format" ? formatText(error, answerAt(answers, steps)) : undefined) ??
        messages[keyword] ??
        other),
  };
}

/** Where a condition of the form leaves out what was answered. */
const unaskedBy = ({ keywordLocation, instanceLocation, error }: OutputUnit): string[] =>
  /\/(then|else)\/properties$/.test(keywordLocation)
    ? [`${instanceLocation}/${/^Property "(.+)" does/.exec(error)?.[1]}`]
    : [];

/**
 * Everything that the item's form (JSON Schema 2020-12) finds wrong in the answers, at once.
 * @param isAsIssued whether a credit code whose check character alone does not fit is taken
 */
export function checkAnswers(
  form: Schema,
  given: Record<string, unknown>,
  today: Today,
  isAsIssued: (code: unknown, steps: string[]) => boolean = () => false,
): FieldError[] {
  const answers = normalAnswers(form, given);
  const { errors } = new Validator(form, "2020-12", false).validate(answers);
  const unasked = new Set(errors.flatMap(unaskedBy));
  const found = errors
    .filter(({ keyword }) => !structural.has(keyword))
    .filter(({ keyword, error, instanceLocation }) => {
      if (keyword !== "format" || !error.includes('"uscc"')) return true;
      const steps = stepsOf(instanceLocation);
      const code = answerAt(answers, steps);
      return !(mayBeAsIssued(code) && isAsIssued(code, steps));
    })
    .map((error) => toFieldError(error, answers, unasked))
    .concat(checkDays(form as Field, answers, today));
  return [...new Map(found.map((error) => [error.path, error])).values()];
}
