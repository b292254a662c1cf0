import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { PropertyType, ResourceProperties, SpecDatabase } from "@aws-cdk/service-spec-types";
import { beforeAll, describe, expect, it } from "vitest";
import { readEnvironment } from "#infra/environments.ts";
import { type Synthesized, singapore, synthesize } from "./templates.ts";

type Json = unknown;
type Fault = string;
const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What CloudFormation works out itself when it deploys. */
const isIntrinsic = (value: Json): boolean =>
  isObject(value) && Object.keys(value).length === 1 && /^(Ref|Fn::\w+)$/.test(Object.keys(value)[0] ?? "");

const primitives: Partial<Record<PropertyType["type"], (value: Json) => boolean>> = {
  string: (value) => typeof value === "string",
  "date-time": (value) => typeof value === "string",
  // CloudFormation reads numbers and truths from texts too.
  integer: (value) => Number.isInteger(Number(value)),
  number: (value) => Number.isFinite(Number(value)),
  boolean: (value) => value === true || value === false || value === "true" || value === "false",
  json: () => true,
  null: (value) => value === null,
  tag: (value) => isObject(value) && "Key" in value && "Value" in value,
};

/** Holds resources against CloudFormation's own description of them: unknown and missing properties, wrong types. */
function schemaChecker(db: SpecDatabase) {
  const inObject = (of: Record<string, Json>, properties: ResourceProperties, path: string): Fault[] => [
    ...Object.entries(of).flatMap(([name, value]) => {
      const property = properties[name];
      return property ? ofType(value, property.type, `${path}.${name}`) : [`${path}.${name} is unknown`];
    }),
    ...Object.entries(properties).flatMap(([name, { required }]) =>
      required && !(name in of) ? [`${path}.${name} is missing`] : [],
    ),
  ];
  function ofType(value: Json, type: PropertyType, path: string): Fault[] {
    if (isIntrinsic(value)) return [];
    if (type.type === "union") {
      const faults = type.types.map((each) => ofType(value, each, path));
      return faults.some((each) => each.length === 0) ? [] : (faults[0] ?? []);
    }
    if (type.type === "array")
      return Array.isArray(value)
        ? value.flatMap((each, index) => ofType(each, type.element, `${path}[${index}]`))
        : [`${path} is no list`];
    if (type.type === "map")
      return isObject(value)
        ? Object.entries(value).flatMap(([name, each]) => ofType(each, type.element, `${path}.${name}`))
        : [`${path} is no map`];
    if (type.type === "ref") {
      const definition = db.get("typeDefinition", type.reference.$ref);
      return isObject(value)
        ? inObject(value, definition.properties, path)
        : [`${path} is no ${definition.name}`];
    }
    const fits = primitives[type.type];
    if (!fits) return [`${path} is of type ${type.type}, which nothing here checks`];
    return fits(value) ? [] : [`${path} is no ${type.type}`];
  }
  const definitionOf = (type: string) => db.lookup("resource", "cloudFormationType", "equals", type)[0];

  return {
    faultsIn(type: string, properties: Json, path: string): Fault[] {
      const definition = definitionOf(type);
      if (!definition) return [`${path} is of unknown type ${type}`];
      return inObject(isObject(properties) ? properties : {}, definition.properties, path);
    },
    hasAttribute(type: string, attribute: string): boolean {
      const { attributes = {}, properties = {} } = definitionOf(type) ?? {};
      return attribute in attributes || attribute in properties;
    },
  };
}

type Resource = { Type: string; Properties?: Json; DependsOn?: string | string[] };

/** Every `Ref`, `Fn::GetAtt` and `DependsOn` that leads nowhere. */
function danglingIn(
  stack: string,
  template: { Resources: Record<string, Resource>; Parameters?: object },
  hasAttribute: (type: string, attribute: string) => boolean,
): Fault[] {
  const { Resources, Parameters = {} } = template;
  const walk = (value: Json, path: string): Fault[] => {
    if (Array.isArray(value)) return value.flatMap((each, index) => walk(each, `${path}[${index}]`));
    if (!isObject(value)) return [];
    const { Ref: ref, "Fn::GetAtt": getAtt } = value;
    if (typeof ref === "string")
      return ref in Resources || ref in Parameters || ref.startsWith("AWS::") ? [] : [`${path}: no ${ref}`];
    if (Array.isArray(getAtt)) {
      const [id, attribute] = getAtt as [string, string];
      const resource = Resources[id];
      return resource && hasAttribute(resource.Type, attribute) ? [] : [`${path}: no ${id}.${attribute}`];
    }
    return Object.entries(value).flatMap(([name, each]) => walk(each, `${path}.${name}`));
  };
  return Object.entries(Resources).flatMap(([id, { Properties, DependsOn = [] }]) => [
    ...walk(Properties, `${stack}.${id}`),
    ...[DependsOn]
      .flat()
      .flatMap((other) => (other in Resources ? [] : [`${stack}.${id} waits for no ${other}`])),
  ]);
}

const exportsOf = ({ templates }: Synthesized): string[] =>
  Object.values(templates).flatMap(({ Outputs = {} }) =>
    Object.values(Outputs as Record<string, { Export?: { Name: string } }>).flatMap(
      ({ Export }) => Export?.Name ?? [],
    ),
  );
const importsOf = ({ text }: Synthesized): string[] =>
  [...text.matchAll(/"Fn::ImportValue":\s*"([^"]+)"/g)].map(([, name = ""]) => name);

const { name: _name, ...prod } = readEnvironment("prod");
/** The region that is named for production, and one with everything that it lacks. */
const environments = {
  "cn-north-1": () => synthesize({ ...prod, name: "prod" }),
  "ap-southeast-1, with a front door": () => synthesize(singapore()),
  // More of them is too much for every run.
  ...(process.env.NIGHTLY && {
    "eu-central-1, with a front door": () => synthesize(singapore("eu-central-1")),
    "eu-central-1, with neither name": () => synthesize({ ...singapore("eu-central-1"), pages: undefined }),
  }),
};

describe("templates against CloudFormation's own schema", () => {
  let checker: ReturnType<typeof schemaChecker>;
  beforeAll(() => {
    checker = schemaChecker(loadAwsServiceSpecSync());
  });

  it.each(Object.entries(environments))("have no fault in %s", async (_region, make) => {
    const app = await make();
    let resources = 0;
    const faults = Object.entries(app.templates).flatMap(([stack, template]) => {
      const all = Object.entries(template.Resources as Record<string, Resource>);
      resources += all.length;
      return [
        ...all.flatMap(([id, { Type, Properties }]) => checker.faultsIn(Type, Properties, `${stack}.${id}`)),
        ...danglingIn(stack, template, checker.hasAttribute),
      ];
    });
    expect(faults).toEqual([]);
    expect(resources).toBeGreaterThan(300);
    const given = new Set(exportsOf(app));
    expect(importsOf(app).filter((name) => !given.has(name))).toEqual([]);
    for (const [stack, { Resources }] of Object.entries(app.templates))
      expect([stack, Object.keys(Resources).length <= 500]).toEqual([stack, true]);
  });

  it.each<[string, string, Json]>([
    ["an unknown property", "Q.QueueNam is unknown", { QueueNam: "q" }],
    ["a wrong type", "Q.DelaySeconds is no integer", { DelaySeconds: "soon" }],
    ["a list that is none", "Q.Tags is no list", { Tags: "a" }],
  ])("finds %s", (_what, fault, properties) => {
    expect(checker.faultsIn("AWS::SQS::Queue", properties, "Q")).toEqual([fault]);
  });

  it("finds what is missing, what there is not, and what leads nowhere", () => {
    expect(checker.faultsIn("AWS::Lambda::Function", { Code: {} }, "F")).toEqual(["F.Role is missing"]);
    expect(checker.faultsIn("AWS::Lambda::Fonction", {}, "F")).toEqual([
      "F is of unknown type AWS::Lambda::Fonction",
    ]);
    const template = {
      Resources: {
        A: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "Nobody" } }, DependsOn: "Nothing" },
        B: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::GetAtt": ["A", "Colour"] } } },
      },
    };
    expect(danglingIn("S", template, checker.hasAttribute)).toEqual([
      "S.A.QueueName: no Nobody",
      "S.A waits for no Nothing",
      "S.B.QueueName: no A.Colour",
    ]);
  });
});
