import type { Assembly, StackArtifact } from "./assembly.ts";
import { type AttributeContext, attributeOf, nameProperty, refOf } from "./attributes.ts";
import { conditionHolds, resolveValue, type Scope } from "./intrinsics.ts";
import { physicalName } from "./names.ts";
import { isIgnored, runTypes } from "./resource-types.ts";

/** A resource of the app, its properties resolved when first asked for. */
export type Resource = {
  type: string;
  stackName: string;
  logicalId: string;
  /** Physical name, e.g. a table's. */
  name: string;
  ref: string;
  arn: string;
  properties: Record<string, unknown>;
};

export type Places = {
  region: string;
  account: string;
  apiUrl: string;
  queueUrl(name: string): string;
  /** The current value of a secret by ARN or name. */
  secretValue(secretId: string): string;
  /** To read an environment that is not run here: types that are not known are left out. */
  readsOnly?: true;
};

export type Stacks = {
  /** Where the stacks' ARNs lie. */
  place: { partition: string; region: string; account: string; urlSuffix: string };
  ofType(...types: string[]): Resource[];
  outputs: Record<string, string>;
  physicalIds: Record<string, string>;
};

/** Resolves every stack of an assembly. Throws on a resource type that the engine does not know. */
export function resolveStacks(assembly: Assembly, places: Places): Stacks {
  const scopes: Map<string, StackScope> = new Map(
    assembly.stacks.map((stack) => [stack.stackName, scopeOf(stack, assembly, places, () => scopes)]),
  );
  const resources: Resource[] = [];
  const physicalIds: Record<string, string> = {};
  const outputs: Record<string, string> = {};
  for (const stack of assembly.stacks) {
    const { scope, context } = mustGet(scopes, stack.stackName);
    for (const [logicalId, { Type: type, Condition: condition }] of Object.entries(
      stack.template.Resources ?? {},
    )) {
      if (condition && !conditionHolds(condition, scope)) continue;
      if (!runTypes.has(type)) {
        if (isIgnored(type) || places.readsOnly) continue;
        throw new Error(
          `${stack.stackName}: resource ${logicalId} is of type ${type}, which the local engine does not run.`,
        );
      }
      const resource = resourceOf(context(logicalId), scope, places);
      resources.push(resource);
      physicalIds[logicalId] = physicalIds[`${stack.stackName}.${logicalId}`] = resource.ref;
    }
    for (const [key, output] of Object.entries(stack.template.Outputs ?? {})) {
      if (output.Condition && !conditionHolds(output.Condition, scope)) continue;
      const value = localUrls(resolveValue(output.Value, scope), places) as string;
      outputs[key] = outputs[`${stack.stackName}.${key}`] = value;
      if (output.Export) outputs[String(resolveValue(output.Export.Name, scope))] = value;
    }
  }
  const { region, account } = places;
  return {
    place: { ...partitionOf(region), region, account },
    ofType: (...types) => resources.filter((resource) => types.includes(resource.type)),
    outputs,
    physicalIds,
  };
}

const partitionOf = (region: string) =>
  region.startsWith("cn-")
    ? { partition: "aws-cn", urlSuffix: "amazonaws.com.cn" }
    : { partition: "aws", urlSuffix: "amazonaws.com" };

type StackScope = { scope: Scope; context(logicalId: string): AttributeContext };

function scopeOf(
  stack: StackArtifact,
  assembly: Assembly,
  places: Places,
  all: () => Map<string, StackScope>,
): StackScope {
  const { partition, urlSuffix } = partitionOf(places.region);
  const context = (logicalId: string): AttributeContext => {
    const resource = stack.template.Resources?.[logicalId];
    if (!resource) throw new Error(`${stack.stackName}: ${logicalId} is referred to but not in the template`);
    const property = (name: string) => resolveValue(resource.Properties?.[name], scope);
    const given = nameProperty[resource.Type];
    const name = given ? property(given) : undefined;
    const fifo = resource.Type === "AWS::SQS::Queue" && String(property("FifoQueue")) === "true";
    return {
      ...places,
      type: resource.Type,
      stackName: stack.stackName,
      logicalId,
      name: typeof name === "string" ? name : physicalName(resource.Type, stack.stackName, logicalId, fifo),
      partition,
      urlSuffix,
      property,
    };
  };
  const scope: Scope = {
    template: stack.template,
    ref: (logicalId) => refOf(context(logicalId)),
    getAtt: (logicalId, attribute) => attributeOf(context(logicalId), attribute),
    importValue: (exportName) => importValue(exportName, assembly, all()),
    dynamicReference: (reference) => dynamicReference(reference, places, scope),
    ssmParameter: (name) => ssmParameter(name, all()),
    pseudo: {
      "AWS::Partition": partition,
      "AWS::Region": places.region,
      "AWS::AccountId": places.account,
      "AWS::StackName": stack.stackName,
      "AWS::StackId": `arn:${partition}:cloudformation:${places.region}:${places.account}:stack/${stack.stackName}/local`,
      "AWS::URLSuffix": urlSuffix,
    },
  };
  return { scope, context };
}

function importValue(exportName: string, assembly: Assembly, scopes: Map<string, StackScope>): unknown {
  for (const stack of assembly.stacks) {
    const { scope } = mustGet(scopes, stack.stackName);
    for (const output of Object.values(stack.template.Outputs ?? {})) {
      if (output.Export && resolveValue(output.Export.Name, scope) === exportName)
        return resolveValue(output.Value, scope);
    }
  }
  throw new Error(`No stack exports ${exportName}`);
}

/** What a parameter of Systems Manager holds, as a template of the app says. */
function ssmParameter(name: string, scopes: Map<string, StackScope>): string {
  for (const { scope } of scopes.values())
    for (const { Type: type, Properties: properties } of Object.values(scope.template.Resources ?? {}))
      if (type === "AWS::SSM::Parameter" && resolveValue(properties?.Name, scope) === name)
        return String(resolveValue(properties?.Value, scope));
  throw new Error(`No template of the app says what the SSM parameter ${name} holds`);
}

/** `secretsmanager:<id or ARN>:SecretString[:json-key[:version-stage]]`: an ARN holds colons of its own. */
function dynamicReference(reference: string, places: Places, scope: Scope): string {
  const parameter = /^ssm:([^:]+)(?::\d+)?$/.exec(reference)?.[1];
  if (parameter) return scope.ssmParameter(parameter);
  const match = /^secretsmanager:(.+?):SecretString(?::([^:]*))?(?::.*)?$/.exec(reference);
  if (!match) throw new Error(`Dynamic reference {{resolve:${reference}}} is not known to the local engine`);
  const secret = places.secretValue(match[1] ?? "");
  const key = match[2];
  return key ? String((JSON.parse(secret) as Record<string, unknown>)[key]) : secret;
}

function resourceOf(context: AttributeContext, scope: Scope, places: Places): Resource {
  const { type, stackName, logicalId, name } = context;
  let properties: Record<string, unknown> | undefined;
  return {
    type,
    stackName,
    logicalId,
    name,
    ref: refOf(context),
    get arn() {
      return String(attributeOf(context, "Arn"));
    },
    // Not at once: a function's environment may name a secret's value, and secrets are made after the names are known.
    get properties() {
      properties ??= localUrls(
        resolveValue(scope.template.Resources?.[logicalId]?.Properties ?? {}, scope),
        places,
      ) as Record<string, unknown>;
      return properties;
    },
  };
}

/** CDK writes an API's address as `https://<api id>.execute-api...`, not as its ApiEndpoint. */
function localUrls(value: unknown, places: Places): unknown {
  if (typeof value === "string")
    return value.replace(
      /https:\/\/[0-9a-f]{10}\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/g,
      places.apiUrl,
    );
  if (Array.isArray(value)) return value.map((item) => localUrls(item, places));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, localUrls(item, places)]));
}

function mustGet<K, V>(map: Map<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`Nothing under ${String(key)}`);
  return value;
}
