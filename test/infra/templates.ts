import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "aws-cdk-lib";
import type { Code } from "#infra/bundle.ts";
import { type Environment, parseEnvironment, readEnvironment } from "#infra/environments.ts";
import { tongban } from "#infra/tongban.ts";

// biome-ignore lint/suspicious/noExplicitAny: a template is any JSON; tests reach deep into it
type Json = any;

export type Resource = {
  /** `Cases`, `Records`, … */
  stack: string;
  logicalId: string;
  /** `<stack>.<logicalId>`: what `refersTo` answers. */
  name: string;
  properties: Json;
  deletionPolicy: string | undefined;
};

export type Synthesized = {
  app: App;
  environment: Environment;
  /** All templates and asset manifests as text. */
  text: string;
  templates: Record<string, Json>;
  terminationProtection: boolean[];
  all(type: string): Resource[];
  /** The resource behind a Ref, Fn::GetAtt or Fn::ImportValue of a stack; anything else as JSON. */
  refersTo(stack: string, value: Json): string;
};

/** Any function's code, without building any: these tests are about what surrounds the code. */
export function anyCode(): ReadonlyMap<string, Code> {
  const dir = mkdtempSync(join(tmpdir(), "tongban-code-"));
  writeFileSync(join(dir, "handler.mjs"), "export const handler = async () => {};\n");
  return { get: () => ({ dir }) } as unknown as ReadonlyMap<string, Code>;
}

// What the CLI would fill in from the credentials of whoever runs the tests.
delete process.env.CDK_DEFAULT_ACCOUNT;
delete process.env.CDK_DEFAULT_REGION;

const known = new Map<string, Promise<Synthesized>>();

/** Production outside China, with all that a front door can have. */
export function singapore(region = "ap-southeast-1"): Environment {
  const { name: _name, ...prod } = readEnvironment("prod");
  return parseEnvironment("singapore", {
    ...prod,
    region,
    pages: {
      name: "tongban.example.com",
      certificate: "arn:aws:acm:us-east-1:123456789012:certificate/1",
      firewallArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/tongban/1",
    },
    scanning: { kind: "guardDuty" },
    pipeline: { repository: "chuanhui/tongban" },
  });
}

/** One environment's templates, synthesized once per test file. */
export function synthesized(name: string): Promise<Synthesized> {
  const found = known.get(name) ?? synthesize(readEnvironment(name));
  known.set(name, found);
  return found;
}

export async function synthesize(
  environment: Environment,
  bundles: ReadonlyMap<string, Code> = anyCode(),
): Promise<Synthesized> {
  const outdir = mkdtempSync(join(tmpdir(), "tongban-cdk-"));
  const app = await tongban({ environment, outdir, bundles, validate: false });
  const assembly = app.synth();
  const partOf = (stackName: string) => stackName.replace(`Tongban-${environment.name}-`, "");
  const templates = Object.fromEntries(assembly.stacks.map((s) => [partOf(s.stackName), s.template]));
  const exported = new Map<string, { stack: string; value: Json }>();
  for (const [stack, template] of Object.entries(templates))
    for (const output of Object.values<Json>(template.Outputs ?? {}))
      if (output.Export) exported.set(output.Export.Name, { stack, value: output.Value });

  const refersTo = (stack: string, value: Json): string => {
    if (value?.Ref) return `${stack}.${value.Ref}`;
    if (value?.["Fn::GetAtt"]) return `${stack}.${value["Fn::GetAtt"][0]}`;
    const imported = exported.get(value?.["Fn::ImportValue"]);
    return imported ? refersTo(imported.stack, imported.value) : JSON.stringify(value);
  };

  return {
    app,
    environment,
    templates,
    text: JSON.stringify([templates, assembly.manifest.artifacts, assembly.stacks.map((s) => s.assets)]),
    terminationProtection: assembly.stacks.map((stack) => stack.terminationProtection === true),
    all: (type) =>
      Object.entries(templates).flatMap(([stack, template]) =>
        Object.entries<Json>(template.Resources)
          .filter(([, resource]) => resource.Type === type)
          .map(([logicalId, resource]) => ({
            stack,
            logicalId,
            name: `${stack}.${logicalId}`,
            properties: resource.Properties ?? {},
            deletionPolicy: resource.DeletionPolicy,
          })),
      ),
    refersTo,
  };
}

export type DeployedFunction = Resource & {
  service: string;
  environment: Record<string, Json>;
  timeout: number;
  /** Every statement of its role's policies. */
  statements: { actions: string[]; resources: Json[] }[];
};

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Every function with what its role may do. */
export function functionsOf({ all, refersTo }: Synthesized): DeployedFunction[] {
  const policies = all("AWS::IAM::Policy");
  return all("AWS::Lambda::Function").map((fn) => {
    const role = refersTo(fn.stack, fn.properties.Role);
    const own = policies.filter((policy) =>
      policy.properties.Roles.some((attached: Json) => refersTo(policy.stack, attached) === role),
    );
    return {
      ...fn,
      service: fn.properties.Environment.Variables.POWERTOOLS_SERVICE_NAME,
      environment: fn.properties.Environment.Variables,
      timeout: fn.properties.Timeout,
      statements: own.flatMap((policy) =>
        policy.properties.PolicyDocument.Statement.map((statement: Json) => ({
          actions: list<string>(statement.Action),
          resources: list(statement.Resource),
        })),
      ),
    };
  });
}
