import { blocksOf } from "../addresses.ts";
import type { Template } from "./assembly.ts";

/** What the intrinsic functions of one stack's template may ask. */
export type Scope = {
  template: Template;
  /** Ref of a resource: its physical id. */
  ref(logicalId: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  importValue(exportName: string): unknown;
  pseudo: Record<string, string>;
  /** `{{resolve:secretsmanager:...}}` and the like, without the braces and "resolve:". */
  dynamicReference(reference: string): string;
  /** @throws Error when no template says what it holds */
  ssmParameter(name: string): string;
};

const noValue = Symbol("AWS::NoValue");
type Fn = (argument: unknown, scope: Scope) => unknown;

/** A template's value with its intrinsic functions carried out; what is AWS::NoValue is left out. */
export function resolveValue(value: unknown, scope: Scope): unknown {
  const resolved = resolveAny(value, scope);
  return resolved === noValue ? undefined : resolved;
}

export function conditionHolds(name: string, scope: Scope): boolean {
  const condition = scope.template.Conditions?.[name];
  if (condition === undefined) throw new Error(`Condition ${name} is not in the template`);
  return asBoolean(resolveAny(condition, scope));
}

function resolveAny(value: unknown, scope: Scope): unknown {
  if (typeof value === "string") return withDynamicReferences(value, scope);
  if (Array.isArray(value))
    return value.map((item) => resolveAny(item, scope)).filter((item) => item !== noValue);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1) {
    const fn = functions[only[0]];
    if (fn) return fn(only[1], scope);
    if (only[0].startsWith("Fn::")) throw new Error(`Intrinsic function ${only[0]} is not known`);
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [key, resolveAny(item, scope)]).filter(([, item]) => item !== noValue),
  );
}

const functions: Record<string, Fn> = {
  Ref: (name, scope) => reference(String(name), scope),
  "Fn::GetAtt": (argument, scope) => {
    const [logicalId = "", ...attribute] = Array.isArray(argument) ? argument : String(argument).split(".");
    return scope.getAtt(String(logicalId), attribute.map((part) => resolveAny(part, scope)).join("."));
  },
  "Fn::Join": (argument, scope) => {
    const [delimiter, items] = argument as [string, unknown];
    return asList(resolveAny(items, scope)).map(asText).join(delimiter);
  },
  "Fn::Sub": substitute,
  "Fn::Select": (argument, scope) => {
    const [index, items] = argument as [unknown, unknown];
    const list = asList(resolveAny(items, scope));
    const position = Number(resolveAny(index, scope));
    if (!(position in list)) throw new Error(`Fn::Select: no item ${position} among ${list.length}`);
    return list[position];
  },
  "Fn::Split": (argument, scope) => {
    const [delimiter, text] = argument as [string, unknown];
    return asText(resolveAny(text, scope)).split(delimiter);
  },
  "Fn::If": (argument, scope) => {
    const [condition, then, otherwise] = argument as [string, unknown, unknown];
    return resolveAny(conditionHolds(condition, scope) ? then : otherwise, scope);
  },
  "Fn::Equals": (argument, scope) => {
    const [left, right] = asList(resolveAny(argument, scope));
    return asText(left) === asText(right);
  },
  "Fn::And": (argument, scope) => asList(argument).every((item) => asBoolean(resolveAny(item, scope))),
  "Fn::Or": (argument, scope) => asList(argument).some((item) => asBoolean(resolveAny(item, scope))),
  "Fn::Not": (argument, scope) => !asBoolean(resolveAny(asList(argument)[0], scope)),
  Condition: (name, scope) =>
    typeof name === "string" ? conditionHolds(name, scope) : { Condition: resolveAny(name, scope) },
  "Fn::ImportValue": (name, scope) => scope.importValue(asText(resolveAny(name, scope))),
  "Fn::FindInMap": (argument, scope) => {
    const [names, [otherwise]] = [asList(argument).slice(0, 3), asList(argument).slice(3)];
    const [map, top, second] = asList(resolveAny(names, scope)).map(asText) as [string, string, string];
    const found = scope.template.Mappings?.[map]?.[top]?.[second];
    if (found === undefined && isDefault(otherwise)) return resolveAny(otherwise.DefaultValue, scope);
    if (found === undefined) throw new Error(`Fn::FindInMap: ${map}.${top}.${second} is not in the template`);
    return found;
  },
  "Fn::Base64": (argument, scope) => Buffer.from(asText(resolveAny(argument, scope))).toString("base64"),
  "Fn::GetAZs": (_argument, scope) => [`${scope.pseudo["AWS::Region"]}a`, `${scope.pseudo["AWS::Region"]}b`],
  "Fn::Cidr": (argument, scope) => {
    const [block, count, hostBits] = asList(resolveAny(argument, scope)).map(asText);
    return blocksOf(block ?? "", Number(count), Number(hostBits ?? 0));
  },
  "Fn::Length": (argument, scope) => asList(resolveAny(argument, scope)).length,
  "Fn::ToJsonString": (argument, scope) => JSON.stringify(resolveAny(argument, scope)),
};

function reference(name: string, scope: Scope): unknown {
  if (name === "AWS::NoValue") return noValue;
  if (name in scope.pseudo) return scope.pseudo[name];
  const parameter = scope.template.Parameters?.[name];
  if (!parameter) return scope.ref(name);
  if (parameter.Default === undefined) throw new Error(`Parameter ${name} has no default`);
  // Numbers, too, are texts to a template.
  const given = asText(parameter.Default);
  const [, ofSsm] = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(parameter.Type) ?? [];
  const type = ofSsm ?? parameter.Type;
  const value = ofSsm === undefined ? given : scope.ssmParameter(given);
  const isList = type === "CommaDelimitedList" || type.startsWith("List<");
  return isList ? value.split(",").map((item) => item.trim()) : value;
}

const isDefault = (value: unknown): value is { DefaultValue: unknown } =>
  typeof value === "object" && value !== null && "DefaultValue" in value;

function substitute(argument: unknown, scope: Scope): string {
  const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [
    string,
    Record<string, unknown>,
  ];
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(variables, name)) return asText(resolveAny(variables[name], scope));
    const [logicalId = "", ...attribute] = name.split(".");
    const value =
      attribute.length > 0 ? scope.getAtt(logicalId, attribute.join(".")) : reference(name, scope);
    return asText(value);
  });
}

function withDynamicReferences(text: string, scope: Scope): string {
  return text.replace(/\{\{resolve:([^}]+)\}\}/g, (_match, name: string) => scope.dynamicReference(name));
}

function asList(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error(`A list was expected, not ${JSON.stringify(value)}`);
  return value;
}

function asText(value: unknown): string {
  if (typeof value === "object" || value === undefined || typeof value === "symbol")
    throw new Error(`A text was expected, not ${String(JSON.stringify(value))}`);
  return String(value);
}

function asBoolean(value: unknown): boolean {
  return value === true || value === "true";
}
