import { describe, expect, it } from "vitest";
import type { Template } from "#local/engine/templates/assembly.ts";
import { resolveValue, type Scope } from "#local/engine/templates/intrinsics.ts";

const template: Template = {
  Parameters: {
    Stage: { Type: "String", Default: "dev" },
    Zones: { Type: "CommaDelimitedList", Default: "a, b" },
    Ports: { Type: "List<Number>", Default: "80, 443" },
    Days: { Type: "Number", Default: 7 },
    Subnets: { Type: "AWS::SSM::Parameter::Value<List<String>>", Default: "/net/subnets" },
    Missing: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/nowhere" },
    Bootstrap: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/cdk-bootstrap/version" },
    Required: { Type: "String" },
  },
  Conditions: {
    IsDev: { "Fn::Equals": [{ Ref: "Stage" }, "dev"] },
    IsProd: { "Fn::Not": [{ Condition: "IsDev" }] },
    Both: { "Fn::And": [{ Condition: "IsDev" }, { Condition: "IsProd" }] },
    Either: { "Fn::Or": [{ Condition: "IsDev" }, { Condition: "IsProd" }] },
  },
  Mappings: { Regions: { "cn-north-1": { partition: "aws-cn" } } },
};
const scope: Scope = {
  template,
  ref: (logicalId) => `ref-${logicalId}`,
  getAtt: (logicalId, attribute) => `${logicalId}:${attribute}`,
  importValue: (name) => `imported-${name}`,
  dynamicReference: (reference) => `<${reference}>`,
  ssmParameter: (name) => {
    const value = { "/cdk-bootstrap/version": "21", "/net/subnets": "a-1, b-2" }[name];
    if (!value) throw new Error(`no ${name}`);
    return value;
  },
  pseudo: { "AWS::Region": "cn-north-1", "AWS::StackName": "App" },
};
const resolve = (value: unknown) => resolveValue(value, scope);

describe("intrinsic functions", () => {
  it.each<[string, unknown, unknown]>([
    ["Ref of a resource", { Ref: "Table" }, "ref-Table"],
    ["Ref of a parameter", { Ref: "Stage" }, "dev"],
    ["Ref of a list parameter", { Ref: "Zones" }, ["a", "b"]],
    ["Ref of a list of numbers", { Ref: "Ports" }, ["80", "443"]],
    ["Ref of a number", { Ref: "Days" }, "7"],
    ["Ref of a parameter of Systems Manager", { Ref: "Bootstrap" }, "21"],
    ["Ref of a list of Systems Manager", { Ref: "Subnets" }, ["a-1", "b-2"]],
    ["Ref of a pseudo parameter", { Ref: "AWS::Region" }, "cn-north-1"],
    ["GetAtt as a list", { "Fn::GetAtt": ["Table", "StreamArn"] }, "Table:StreamArn"],
    ["GetAtt as a text", { "Fn::GetAtt": "Table.Endpoint.Address" }, "Table:Endpoint.Address"],
    ["Join", { "Fn::Join": ["-", ["a", { Ref: "Table" }, 3]] }, "a-ref-Table-3"],
    ["Join of a split", { "Fn::Join": ["/", { "Fn::Split": [".", "a.b"] }] }, "a/b"],
    [
      "Sub",
      { "Fn::Sub": `\${AWS::Region}/\${Table}/\${Table.Arn}/\${!kept}` },
      `cn-north-1/ref-Table/Table:Arn/\${kept}`,
    ],
    ["Sub with variables", { "Fn::Sub": [`\${x}-\${Stage}`, { x: { Ref: "Table" } }] }, "ref-Table-dev"],
    ["Select", { "Fn::Select": [1, { Ref: "Zones" }] }, "b"],
    ["If, with a nested one", { "Fn::If": ["IsProd", 1, { "Fn::If": ["Either", 2, 3] }] }, 2],
    ["And", { "Fn::If": ["Both", 1, 2] }, 2],
    ["ImportValue", { "Fn::ImportValue": { "Fn::Sub": `\${Stage}-table` } }, "imported-dev-table"],
    ["FindInMap", { "Fn::FindInMap": ["Regions", { Ref: "AWS::Region" }, "partition"] }, "aws-cn"],
    [
      "FindInMap of what is not there, with a default",
      { "Fn::FindInMap": ["Regions", "eu-west-1", "partition", { DefaultValue: { Ref: "Stage" } }] },
      "dev",
    ],
    [
      "FindInMap of what is there, with a default",
      { "Fn::FindInMap": ["Regions", { Ref: "AWS::Region" }, "partition", { DefaultValue: "x" }] },
      "aws-cn",
    ],
    ["Cidr", { "Fn::Cidr": ["10.0.4.0/22", 3, 8] }, ["10.0.4.0/24", "10.0.5.0/24", "10.0.6.0/24"]],
    [
      "Cidr of IPv6",
      { "Fn::Cidr": ["2001:db8:0:ff00::/56", "2", "64"] },
      ["2001:db8:0:ff00::/64", "2001:db8:0:ff01::/64"],
    ],
    ["Base64", { "Fn::Base64": "办" }, Buffer.from("办").toString("base64")],
    [
      "a dynamic reference inside a text",
      "x{{resolve:secretsmanager:a:SecretString:k}}y",
      "x<secretsmanager:a:SecretString:k>y",
    ],
    [
      "NoValue in an object and a list",
      { a: { Ref: "AWS::NoValue" }, b: [1, { Ref: "AWS::NoValue" }] },
      { b: [1] },
    ],
    ["NoValue from an If", { a: { "Fn::If": ["IsProd", 1, { Ref: "AWS::NoValue" }] }, b: 1 }, { b: 1 }],
    ["an object that only looks like one", { Ref: "Table", more: 1 }, { Ref: "Table", more: 1 }],
  ])("%s", (_name, value, expected) => expect(resolve(value)).toEqual(expected));

  it.each<[string, unknown, RegExp]>([
    ["a function that is not known", { "Fn::Transform": {} }, /Fn::Transform/],
    ["a parameter without a default", { Ref: "Required" }, /Required/],
    ["a parameter of Systems Manager that no template makes", { Ref: "Missing" }, /nowhere/],
    ["a block that has no room for so many", { "Fn::Cidr": ["10.0.0.0/24", 2, 8] }, /no room for 2/],
    ["what is no block", { "Fn::Cidr": ["10.0.0.0", 1, 8] }, /no block/],
    ["an item that is not there", { "Fn::Select": [5, ["a"]] }, /no item 5/],
    ["a map that is not there", { "Fn::FindInMap": ["Regions", "eu-west-1", "partition"] }, /eu-west-1/],
    ["a condition that is not there", { "Fn::If": ["Nope", 1, 2] }, /Nope/],
    ["an object where a text belongs", { "Fn::Join": ["", [{ a: 1, b: 2 }]] }, /A text was expected/],
  ])("refuse %s", (_name, value, message) => expect(() => resolve(value)).toThrow(message));
});
