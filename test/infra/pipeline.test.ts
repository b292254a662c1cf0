import { readFileSync } from "node:fs";
import { AwsSolutionsChecks } from "cdk-nag";
import { beforeAll, describe, expect, it } from "vitest";
import { type Synthesized, synthesize, synthesized } from "./templates.ts";

const vault = "arn:aws-cn:backup:cn-northwest-1:222222222222:backup-vault:tongban";
let app: Synthesized;
beforeAll(async () => {
  const { environment } = await synthesized("prod");
  app = await synthesize({
    ...environment,
    pipeline: { repository: "chuanhui/tongban", providerIsThere: false },
    backup: { copyTo: vault, keepDays: 35 },
  });
});

describe("the pipeline's role", () => {
  it("is taken by this repository's environment alone, and only by runners", () => {
    const [role] = app.all("AWS::IAM::Role").filter(({ stack }) => stack === "Pipeline");
    const [statement, ...more] = role?.properties.AssumeRolePolicyDocument.Statement ?? [];
    expect(more).toEqual([]);
    expect(statement.Action).toBe("sts:AssumeRoleWithWebIdentity");
    const { StringEquals, ...others } = statement.Condition;
    expect(others).toEqual({});
    expect(StringEquals["token.actions.githubusercontent.com:sub"]).toBe(
      "repo:chuanhui/tongban:environment:prod",
    );
    expect(StringEquals["token.actions.githubusercontent.com:aud"]).toBeDefined();
  });

  it("may take the bootstrap's roles, publish pages and ask what the preflight asks", () => {
    const statements = app
      .all("AWS::IAM::Policy")
      .filter(({ stack }) => stack === "Pipeline")
      .flatMap(({ properties }) => properties.PolicyDocument.Statement);
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /[*]|:(Create|Delete|Update)/.test(action))).toEqual([]);
    const assumed = statements.find(({ Action }) => Action === "sts:AssumeRole")?.Resource;
    expect(assumed).toHaveLength(3);
    for (const resource of assumed) expect(JSON.stringify(resource)).toMatch(/cdk-hnb659fds-[a-z-]+-role/);
    const onAll = statements.filter(({ Resource }) => Resource === "*").flatMap(({ Action }) => Action);
    expect(onAll.filter((action) => !/:(GET|Get|List)/.test(action))).toEqual([]);
  });

  it("is nowhere where no repository is named", async () => {
    expect(Object.keys((await synthesized("prod")).templates)).not.toContain("Pipeline");
  });
});

describe("the pipeline's example", () => {
  const workflow = readFileSync(".github/workflows/deploy.yml", "utf8");
  it("runs commands that there are, and holds no key", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: Record<string, string>;
    };
    const commands = [...workflow.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    expect(commands).toEqual(["release", "preflight", "pages", "smoke"]);
    expect(commands.filter((name) => !scripts[name])).toEqual([]);
    expect(workflow).not.toMatch(/secrets\.|AKIA|aws_secret/i);
  });

  it("looks at what would change and asks before it deploys", () => {
    const order = [
      "npm test",
      "release -- plan",
      "preflight",
      "cdk diff",
      "cdk deploy",
      "npm run pages",
      "npm run smoke",
    ];
    const places = order.map((text) => workflow.indexOf(text));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(workflow.match(/environment: \$\{\{ inputs.environment \}\}/g)).toHaveLength(2);
  });
});

describe("the nightly backup", () => {
  it("is of every table and the documents, and copied elsewhere", () => {
    const [plan] = app.all("AWS::Backup::BackupPlan");
    const [rule] = plan?.properties.BackupPlan.BackupPlanRule ?? [];
    expect(rule.CopyActions).toEqual([
      { DestinationBackupVaultArn: vault, Lifecycle: { DeleteAfterDays: 35 } },
    ]);
    const [selection] = app.all("AWS::Backup::BackupSelection");
    const chosen = selection?.properties.BackupSelection.Resources.map((one: unknown) =>
      app.refersTo("Records", one),
    );
    const tables = app.all("AWS::DynamoDB::Table").map(({ name }) => name);
    const [documents] = app
      .all("AWS::S3::Bucket")
      .filter(({ logicalId }) => /^DocumentStoreBucket/.test(logicalId));
    expect(chosen.toSorted()).toEqual([...tables, documents?.name].toSorted());
    const [kept] = app.all("AWS::Backup::BackupVault");
    expect(kept?.deletionPolicy).toBe("Retain");
    expect(kept?.properties.EncryptionKeyArn).toBeDefined();
  });
});

it("cdk-nag finds nothing in pipeline and backup that is not answered", () => {
  const { violations } = new AwsSolutionsChecks(app.app).validateScope(app.app);
  expect(
    violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(
        ({ constructPath, ...more }) => `${ruleName} at ${constructPath} ${JSON.stringify(more)}`,
      ),
    ),
  ).toEqual([]);
});
