import { normalText, textFault } from "#shared/kernel/text.ts";
import { type FieldError, httpProblems } from "./problem.ts";
import { pointer } from "./validation.ts";

/** No contract has a body as deep as this, and a table takes no deeper one. */
const deepest = 20;

type Cleaned = { value: unknown; errors: FieldError[] };

/**
 * Every text of what came, keys too, in its normal form, and what is wrong with any: said at the door, so that no route
 * and no free answer can forget it. Whether a text may have several lines, its own schema says.
 * @param deep of texts that people write; what machines send is only held to be text at all
 * @throws Problem `malformedBody` when it is nested too deep
 */
export function cleanText(part: string, given: unknown, deep = true): Cleaned {
  const errors: FieldError[] = [];
  const textOf = (text: string, path: string[]): string => {
    const normal = deep ? normalText(text) : text;
    const fault = deep || !text.isWellFormed() ? textFault(normal, { lines: true }) : undefined;
    if (fault) errors.push({ path: pointer(part, path), code: "unreadableText", message: fault });
    return normal;
  };
  const walk = (value: unknown, path: string[]): unknown => {
    if (path.length > deepest) throw httpProblems.malformedBody();
    if (typeof value === "string") return textOf(value, path);
    if (Array.isArray(value)) return value.map((one, index) => walk(one, [...path, String(index)]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => {
        const below = [...path, key.toWellFormed()];
        // As its error names it, so that it is left out of what is looked at further.
        return [textOf(key, below).toWellFormed(), walk(one, below)];
      }),
    );
  };
  return { value: walk(given, []), errors };
}
