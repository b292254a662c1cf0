import { inCidr } from "../addresses.ts";

/**
 * EventBridge's event patterns, which Lambda's event filters share: every field of the pattern must match, any
 * of the alternatives in its array may; an array in the event matches when one of its members does. What AWS refuses
 * when it is deployed is in pattern-refusals.ts.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export type Pattern = { [field: string]: unknown };

type Operators = Record<string, unknown>;

/** What an array holds, arrays in it opened up. */
const membersOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.flatMap(membersOf) : value === undefined ? [] : [value];

/** `$or` with alternatives; with anything else it is a field of that name. */
export const isOr = (field: string, rule: unknown): rule is Pattern[] =>
  field === "$or" && Array.isArray(rule) && rule.length > 1 && rule.every(isObject);

export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, rule]) => {
    if (isOr(field, rule)) return rule.some((alternative) => matches(alternative, event));
    const value = isObject(event) ? event[field] : undefined;
    if (Array.isArray(rule)) return matchesAny(rule, value);
    if (!Array.isArray(value)) return matches(rule as Pattern, value);
    const members = membersOf(value);
    if (members.length === 0) return matches(rule as Pattern, undefined);
    return (
      members.some((member) => matches(rule as Pattern, member)) &&
      members.every((member) => isAbsentWhereAsked(rule as Pattern, member))
    );
  });
}

const asksForAbsence = (rule: unknown): boolean =>
  Array.isArray(rule) && rule.every((one) => isObject(one) && one.exists === false);

/** A field that must not exist must not be in any member of an array: one that lacks it is not enough. */
const isAbsentWhereAsked = (pattern: Pattern, value: unknown): boolean =>
  Object.entries(pattern).every(([field, rule]) => {
    const inner = isObject(value) ? value[field] : undefined;
    if (asksForAbsence(rule)) return matchesAny(rule as unknown[], inner);
    return !isObject(rule) || membersOf(inner).every((member) => isAbsentWhereAsked(rule, member));
  });

/** Of an array one member is enough, also for what it must not be. Objects are no values. */
function matchesAny(alternatives: unknown[], value: unknown): boolean {
  const values = membersOf(value).filter((member) => !isObject(member));
  return alternatives.some((alternative) => {
    if (isObject(alternative)) return matchesOperators(alternative, values);
    return values.includes(alternative);
  });
}

function matchesOperators(operators: Operators, values: unknown[]): boolean {
  return Object.entries(operators).every(([name, argument]) => {
    if (name === "exists") return values.length > 0 === argument;
    if (name === "anything-but") return values.some((member) => !isExcluded(argument, member));
    return values.some((member) => matchesOperator(name, argument, member));
  });
}

function isExcluded(argument: unknown, value: unknown): boolean {
  if (isObject(argument))
    return Object.entries(argument).some(([name, inner]) =>
      [inner].flat().some((one) => matchesOperator(name, one, value)),
    );
  return [argument].flat().includes(value);
}

function matchesOperator(name: string, argument: unknown, value: unknown): boolean {
  switch (name) {
    case "prefix":
    case "suffix": {
      const ignoreCase = isObject(argument);
      const part = ignoreCase ? String(argument["equals-ignore-case"]).toLowerCase() : String(argument);
      if (typeof value !== "string") return false;
      const text = ignoreCase ? value.toLowerCase() : value;
      return name === "prefix" ? text.startsWith(part) : text.endsWith(part);
    }
    case "equals-ignore-case":
      return typeof value === "string" && value.toLowerCase() === String(argument).toLowerCase();
    case "wildcard":
      return typeof value === "string" && wildcard(String(argument)).test(value);
    case "numeric":
      return typeof value === "number" && matchesNumeric(argument as (string | number)[], value);
    case "cidr":
      return typeof value === "string" && inCidr(String(argument), value);
    default:
      throw new Error(`The event pattern's operator "${name}" is not known to the local engine`);
  }
}

function wildcard(glob: string): RegExp {
  const source = glob.replace(/\\(.)|\*|[.+?^${}()|[\]]/g, (found, escaped: string | undefined) =>
    escaped !== undefined ? escapeRegExp(escaped) : found === "*" ? "[^]*" : escapeRegExp(found),
  );
  return new RegExp(`^${source}$`);
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function matchesNumeric(comparisons: (string | number)[], value: number): boolean {
  for (let index = 0; index < comparisons.length; index += 2) {
    const limit = Number(comparisons[index + 1]);
    const holds = {
      "=": value === limit,
      "<": value < limit,
      "<=": value <= limit,
      ">": value > limit,
      ">=": value >= limit,
    }[String(comparisons[index])];
    if (holds === undefined) throw new Error(`numeric: unknown comparison ${comparisons[index]}`);
    if (!holds) return false;
  }
  return true;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
