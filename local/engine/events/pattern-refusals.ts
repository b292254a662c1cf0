import { isIP } from "node:net";
import { isObject, isOr } from "./pattern.ts";

const texts = ["prefix", "suffix", "equals-ignore-case", "wildcard"];

const isText = (value: unknown): value is string => typeof value === "string";
const allAre = (type: "string" | "number", values: unknown[]): boolean =>
  values.length > 0 && values.every((value) => typeof value === type);

/** By operator: why its argument is refused. */
const operators: Record<string, (argument: unknown) => string | undefined> = {
  exists: (argument) => (typeof argument === "boolean" ? undefined : "exists takes true or false"),
  prefix: textOrIgnoringCase("prefix"),
  suffix: textOrIgnoringCase("suffix"),
  "equals-ignore-case": (argument) => (isText(argument) ? undefined : "equals-ignore-case takes a text"),
  wildcard: (argument) => {
    if (!isText(argument)) return "wildcard takes a text";
    return argument.includes("**") ? "wildcard takes no two stars beside each other" : undefined;
  },
  numeric: numericFault,
  cidr: cidrFault,
  "anything-but": anythingButFault,
};

function textOrIgnoringCase(name: string) {
  return (argument: unknown): string | undefined => {
    const text = isObject(argument) ? argument["equals-ignore-case"] : argument;
    const onlyThat = !isObject(argument) || Object.keys(argument).length === 1;
    return isText(text) && onlyThat ? undefined : `${name} takes a text`;
  };
}

function numericFault(argument: unknown): string | undefined {
  const fault = "numeric takes one comparison, or a lower and an upper bound";
  if (!Array.isArray(argument)) return fault;
  const [first, low, second, high, ...more] = argument;
  if (more.length > 0 || typeof low !== "number") return fault;
  if (argument.length === 2) return ["=", "<", "<=", ">", ">="].includes(first) ? undefined : fault;
  const isRange = [">", ">="].includes(first) && ["<", "<="].includes(second);
  return isRange && typeof high === "number" && low < high ? undefined : fault;
}

function cidrFault(argument: unknown): string | undefined {
  const [network = "", mask = "", ...more] = isText(argument) ? argument.split("/") : [];
  const bits = { 4: 32, 6: 128 }[isIP(network)];
  const isMask = /^\d{1,3}$/.test(mask) && bits !== undefined && Number(mask) < bits;
  return more.length === 0 && isMask ? undefined : "cidr takes an address and fewer bits than it has";
}

function anythingButFault(argument: unknown): string | undefined {
  const fault = `anything-but takes texts or numbers, not both, or one of ${texts.join(", ")}`;
  if (isObject(argument)) {
    const [[name, inner] = ["", undefined], ...more] = Object.entries(argument);
    return more.length === 0 && texts.includes(name) && allAre("string", [inner].flat()) ? undefined : fault;
  }
  const values = [argument].flat();
  return allAre("string", values) || allAre("number", values) ? undefined : fault;
}

function alternativeFault(alternative: unknown): string | undefined {
  if (Array.isArray(alternative)) return "an alternative is no list";
  if (!isObject(alternative)) return undefined;
  const [[name, argument] = ["", undefined], ...more] = Object.entries(alternative);
  const check = operators[name];
  if (!check) return `there is no operator ${JSON.stringify(name)}`;
  return more.length > 0 ? "one alternative has one operator" : check(argument);
}

/** Why AWS refuses the pattern when it is deployed, with the field; undefined: it does not. */
export function patternRefusal(pattern: unknown, path = ""): string | undefined {
  if (!isObject(pattern) || Object.keys(pattern).length === 0)
    return `${path || "the pattern"}: is no object with fields`;
  for (const [field, rule] of Object.entries(pattern)) {
    const at = path ? `${path}.${field}` : field;
    const faults = isOr(field, rule)
      ? rule.map((one) => patternRefusal(one, at))
      : Array.isArray(rule)
        ? [rule.length === 0 ? `${at}: has no alternative` : undefined].concat(
            rule.map((one) => alternativeFault(one)).map((fault) => fault && `${at}: ${fault}`),
          )
        : [isObject(rule) ? patternRefusal(rule, at) : `${at}: alternatives stand in a list`];
    const first = faults.find((fault) => fault !== undefined);
    if (first) return first;
  }
  return undefined;
}

/** @throws Error with the sentence when AWS would refuse it */
export function requirePattern(pattern: unknown, of: string): void {
  const refusal = patternRefusal(pattern);
  if (refusal) throw new Error(`AWS refuses the pattern of ${of}: ${refusal}.`);
}
