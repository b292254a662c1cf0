import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CfnResource, Stack } from "aws-cdk-lib";
import { expect, it } from "vitest";
import { tongban } from "#infra/tongban.ts";
import { anyCode } from "./templates.ts";

type Report = {
  pluginReports: {
    pluginName: string;
    violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[];
  }[];
};

it("CloudFormation's schemas have nothing against what is deployed, but see a fault planted beside it", async () => {
  const outdir = mkdtempSync(join(tmpdir(), "tongban-validated-"));
  const app = await tongban({ environment: "prod", outdir, bundles: anyCode() });
  const stack = app.node.findChild("Tongban-prod-Messaging");
  if (!(stack instanceof Stack)) throw new Error("there is no such stack");
  new CfnResource(stack, "Planted", { type: "AWS::SQS::Queue", properties: { VisibilityTimout: 30 } });
  expect(() => app.synth()).toThrow("VisibilityTimout");
  const report: Report = JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8"));
  const found = report.pluginReports
    // What constructs say about themselves, which is told whenever anybody synthesizes.
    .filter(({ pluginName }) => pluginName !== "Construct Annotations")
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
  expect(found).toEqual(["F3002 at Tongban-prod-Messaging/Planted"]);
}, 120_000);
