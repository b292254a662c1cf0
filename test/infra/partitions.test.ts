import { beforeAll, describe, expect, it } from "vitest";
import { parseEnvironment, readEnvironment } from "#infra/environments.ts";
import { type Lack, lacksOf, partitionNotes, partitions, type Sign } from "#infra/partitions.ts";
import { type Synthesized, singapore, synthesize } from "./templates.ts";

const { name: _prod, ...prod } = readEnvironment("prod");
const china = parseEnvironment("beijing", {
  ...prod,
  domain: { name: "api.example.com", certificateArn: "arn:aws-cn:acm:cn-north-1:123456789012:certificate/1" },
  pages: { name: "tongban.example.com", certificate: "ASCACKCEVSQ6C2EXAMPLE" },
});

const at = (of: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], of);

const shownBy = ({ templates }: Synthesized, { type, property, value }: Sign): string[] =>
  Object.entries(templates).flatMap(([stack, { Resources = {} }]) =>
    Object.entries(Resources as Record<string, { Type: string; Properties?: unknown }>).flatMap(
      ([logicalId, resource]) => {
        if (!type.test(resource.Type)) return [];
        const found = property === undefined ? true : at(resource.Properties, property);
        if (found === undefined || (value !== undefined && found !== value)) return [];
        return [`${stack}.${logicalId} ${property ?? resource.Type}`];
      },
    ),
  );
const signsOf = ({ signs = [] }: Lack) => signs;

describe("what a partition lacks", () => {
  let inChina: Synthesized;
  let elsewhere: Synthesized;
  beforeAll(async () => {
    inChina = await synthesize(china);
    elsewhere = await synthesize(singapore());
  });

  it.each(Object.entries<Lack>(partitions["aws-cn"]))("%s is in no template for China", (_name, lack) => {
    expect(signsOf(lack).flatMap((sign) => shownBy(inChina, sign))).toEqual([]);
  });

  it("would be seen: elsewhere most of it is used", () => {
    const seen = Object.entries<Lack>(partitions["aws-cn"]).filter(([, lack]) =>
      signsOf(lack).some((sign) => shownBy(elsewhere, sign).length > 0),
    );
    expect(seen.map(([name]) => name)).toEqual([
      "eventSourceMappingTags",
      "lambdaTracing",
      "originAccessControl",
      "cloudFrontPolicies",
      "cloudFrontFunctions",
      "certificateOfCertificateManager",
      "firewallAtCloudFront",
    ]);
  });

  it("has CloudFront before the pages alone: the API keeps its own name, and a page stands for errors", () => {
    const [distribution] = inChina.all("AWS::CloudFront::Distribution");
    const { CacheBehaviors, CustomErrorResponses } = distribution?.properties.DistributionConfig ?? {};
    expect(CacheBehaviors).toBeUndefined();
    expect(CustomErrorResponses[0].ResponsePagePath).toBe("/index.html");
    expect(inChina.templates.Api.Outputs.ApiUrl.Value).toBe("https://api.example.com");
    expect(inChina.text).not.toMatch(/resolve:|FRONT_DOOR_KEY/);
  });

  it("leaves the rest tagged", () => {
    const tagged = inChina.all("AWS::Lambda::Function").filter(({ properties }) => properties.Tags);
    expect(tagged).toHaveLength(inChina.all("AWS::Lambda::Function").length);
  });

  it("is told to whoever deploys there, and nothing elsewhere", () => {
    expect(partitionNotes(china)).toHaveLength(Object.keys(partitions["aws-cn"]).length);
    expect(partitionNotes(china)[0]).toBe(
      "cn-north-1 (aws-cn) lacks Tags on event source mappings: they go without tags. Sure: 90 %.",
    );
    expect(partitionNotes(singapore())).toEqual([]);
    const notes = inChina.app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === "aws:cdk:info");
    expect(notes.map(({ data }) => String(data))).toEqual(expect.arrayContaining(partitionNotes(china)));
  });

  it("says where each is known from and how sure that is", () => {
    for (const lack of Object.values<Lack>(lacksOf(china))) {
      expect(lack.source.length).toBeGreaterThan(10);
      expect(lack.sure).toBeGreaterThan(0);
      expect(lack.sure).toBeLessThanOrEqual(100);
    }
  });
});
