import { like } from "./globs.ts";

/** Operator, then key, then one value or several. */
export type Conditions = Record<string, Record<string, unknown>>;
/** What a request says of itself, by condition key in lower case. */
export type RequestContext = Readonly<Record<string, string | undefined>>;

type Operator = (given: string, value: string) => boolean;
const number =
  (compare: (a: number, b: number) => boolean): Operator =>
  (given, value) =>
    compare(Number(given), Number(value));

const operators: Record<string, Operator> = {
  StringEquals: (given, value) => given === value,
  StringEqualsIgnoreCase: (given, value) => given.toLowerCase() === value.toLowerCase(),
  StringLike: (given, value) => like(value, given),
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (given, value) => given === value,
  NumericEquals: number((a, b) => a === b),
  NumericLessThan: number((a, b) => a < b),
  NumericLessThanEquals: number((a, b) => a <= b),
  NumericGreaterThan: number((a, b) => a > b),
  NumericGreaterThanEquals: number((a, b) => a >= b),
};
/** Hold when no value fits, and when the request says nothing of the key. */
const negated: Record<string, Operator | undefined> = {
  StringNotEquals: operators.StringEquals,
  StringNotLike: operators.StringLike,
  ArnNotEquals: arnLike,
  ArnNotLike: arnLike,
  NumericNotEquals: operators.NumericEquals,
};

/** Each of an ARN's six parts by itself: a star does not reach over a colon, but in the last. */
function arnLike(given: string, pattern: string): boolean {
  const [wanted, had] = [partsOf(pattern), partsOf(given)];
  return wanted.length === had.length && wanted.every((part, place) => like(part, had[place] ?? ""));
}
const partsOf = (arn: string): string[] => {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
};

const bare = (operator: string): string => operator.replace(/IfExists$/, "");
const valuesOf = (value: unknown): string[] => [value].flat().map(String);

/** @throws Error for an operator, or a variable in a value, that is not known here */
export function refuseUnknownConditions(conditions: Conditions, where: string): void {
  for (const [operator, keys] of Object.entries(conditions)) {
    const name = bare(operator);
    if (name !== "Null" && !(name in operators) && !(name in negated))
      throw new Error(`${where}: the local engine does not know the condition operator ${operator}.`);
    for (const [key, value] of Object.entries(keys))
      if (valuesOf(value).some((text) => text.includes("${")))
        throw new Error(`${where}: the local engine knows no policy variable: ${key}.`);
  }
}

function holds(operator: string, given: string | undefined, values: string[]): boolean {
  const name = bare(operator);
  if (name === "Null") return values.includes(String(given === undefined));
  if (given === undefined) return name in negated || operator !== name;
  const not = negated[name];
  if (not) return !values.some((value) => not(given, value));
  return values.some((value) => operators[name]?.(given, value));
}

/** All operators and keys, each for one of its values. Keys are compared without regard to case. */
export const conditionsHold = (conditions: Conditions, context: RequestContext): boolean =>
  Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, value]) =>
      holds(operator, context[key.toLowerCase()], valuesOf(value)),
    ),
  );
