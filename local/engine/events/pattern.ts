/**
 * EventBridge's event patterns, which Lambda's event filters share: every field of the pattern must match, any
 * of the alternatives in its array may; an array in the event matches when one of its members does.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export type Pattern = { [field: string]: unknown };

type Operators = Record<string, unknown>;

export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, rule]) => {
    if (field === "$or") return (rule as Pattern[]).some((alternative) => matches(alternative, event));
    const value = isObject(event) ? event[field] : undefined;
    if (Array.isArray(rule)) return matchesAny(rule, value);
    if (Array.isArray(value)) return value.some((member) => matches(rule as Pattern, member));
    return matches(rule as Pattern, value);
  });
}

function matchesAny(alternatives: unknown[], value: unknown): boolean {
  const values = Array.isArray(value) ? value : [value];
  return alternatives.some((alternative) => {
    if (isObject(alternative)) return matchesOperators(alternative, value, values);
    return values.some((member) => member === alternative);
  });
}

function matchesOperators(operators: Operators, value: unknown, values: unknown[]): boolean {
  return Object.entries(operators).every(([name, argument]) => {
    // `exists` asks about leaves only: an object or nothing at all does not exist.
    if (name === "exists") return (value !== undefined && !isObject(value)) === argument;
    if (name === "anything-but")
      return value !== undefined && values.every((member) => !isExcluded(argument, member));
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

function inCidr(cidr: string, address: string): boolean {
  const [network = "", bits = "32"] = cidr.split("/");
  const toNumber = (ip: string) => ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  const isIpv4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(address);
  return isIpv4 && Math.floor(toNumber(address) / size) === Math.floor(toNumber(network) / size);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
