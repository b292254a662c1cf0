import type * as z from "zod";
import type { Text } from "./locale.ts";
import type { FieldError } from "./problem.ts";

/** JSON pointer (RFC 6901) below one of the request's parts. */
export const pointer = (part: string, path: readonly PropertyKey[]): string =>
  [part, ...path.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1"))].join("/");

/** The path of a pointer below one of the request's parts. */
export const stepsOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

type Issue = z.core.$ZodIssue;

const typeNames: Record<string, Text> = {
  string: { zh: "文字", en: "text" },
  number: { zh: "数字", en: "a number" },
  int: { zh: "整数", en: "a whole number" },
  boolean: { zh: "是或否", en: "true or false" },
  array: { zh: "列表", en: "a list" },
  object: { zh: "对象", en: "an object" },
};

/** What a bound counts, by what it bounds. */
const counted: Record<string, Text> = {
  string: { zh: "个字", en: "characters" },
  array: { zh: "项", en: "entries" },
};

/** The sentence for one zod issue. A schema's own `{ message }` in the form "中文|English" wins. */
function messageOf(issue: Issue): Text {
  const [zh = "", en] = issue.message.split("|");
  // zod's own sentences hold bars as well, between options.
  if (en && /\p{Script=Han}/u.test(zh)) return { zh, en };
  switch (issue.code) {
    case "invalid_type": {
      if (issue.input === undefined) return { zh: "此项必填。", en: "This is required." };
      const name = typeNames[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      return { zh: `此项应为${name.zh}。`, en: `This must be ${name.en}.` };
    }
    case "too_small": {
      const { origin, minimum } = issue;
      const what = counted[origin];
      if (!what) return { zh: `不能小于 ${minimum}。`, en: `Must be at least ${minimum}.` };
      return { zh: `至少 ${minimum} ${what.zh}。`, en: `At least ${minimum} ${what.en}.` };
    }
    case "too_big": {
      const { origin, maximum } = issue;
      const what = counted[origin];
      if (!what) return { zh: `不能大于 ${maximum}。`, en: `Must be at most ${maximum}.` };
      return { zh: `最多 ${maximum} ${what.zh}。`, en: `At most ${maximum} ${what.en}.` };
    }
    case "invalid_value":
      return {
        zh: `只能是：${issue.values.map(String).join("、")}。`,
        en: `Must be one of: ${issue.values.map(String).join(", ")}.`,
      };
    case "unrecognized_keys":
      return { zh: "不认识的项目。", en: "This field is not known." };
    case "invalid_format":
      return { zh: "格式不正确。", en: "The format is not right." };
    default:
      return { zh: "内容不正确。", en: "This is not right." };
  }
}

/** Everything wrong in one part, at once (一次告知); unknown keys each get their own entry. */
export function fieldErrorsOf(part: string, error: z.core.$ZodError): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    const message = messageOf(issue);
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        path: pointer(part, [...issue.path, key]),
        code: issue.code,
        message,
      }));
    const missing = issue.code === "invalid_type" && issue.input === undefined;
    return [{ path: pointer(part, issue.path), code: missing ? "required" : issue.code, message }];
  });
}
