import { beforeAll, describe, expect, it } from "vitest";
import { readEnvironment } from "#infra/environments.ts";
import { type Resource, type Synthesized, synthesize, synthesized } from "./templates.ts";

const inClass = (
  resources: Resource[],
  app: Synthesized,
  keyOf: (properties: Resource["properties"]) => unknown,
) =>
  Object.groupBy(resources, ({ stack, properties }) => {
    const key = keyOf(properties);
    return key === undefined ? "none" : app.refersTo(stack, key).replace(/^(Keys\.\D+)[0-9A-F]{8}.*$/, "$1");
  });

describe("the account's own keys, in a protected environment", () => {
  let app: Synthesized;
  beforeAll(async () => {
    app = await synthesized("prod");
  });

  it("are three, rotate every year and stay when their stack goes", () => {
    const keys = app.all("AWS::KMS::Key");
    expect(keys.map(({ stack }) => stack)).toEqual(["Keys", "Keys", "Keys"]);
    for (const { properties, deletionPolicy } of keys) {
      expect(properties).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
      expect(deletionPolicy).toBe("Retain");
    }
  });

  it("name in their policies the account, and services of this account for what they bring by themselves", () => {
    const statements = app
      .all("AWS::KMS::Key")
      .flatMap(({ properties }) => properties.KeyPolicy.Statement as Resource["properties"][]);
    const [account, services] = [
      statements.filter(({ Principal }) => Principal.AWS),
      statements.filter(({ Principal }) => Principal.Service),
    ];
    expect(account).toHaveLength(3);
    expect(services).toHaveLength(2);
    expect(statements).toHaveLength(5);
    for (const { Condition } of services) expect(JSON.stringify(Condition)).toContain("AWS::AccountId");
    expect(JSON.stringify(statements)).not.toContain("arn:aws:");
  });

  it("encrypt every table, queue, secret, log and file by its class", () => {
    const by = (type: string, keyOf: Parameters<typeof inClass>[2]) => inClass(app.all(type), app, keyOf);
    const tables = by("AWS::DynamoDB::Table", ({ SSESpecification }) => SSESpecification.KMSMasterKeyId);
    expect(Object.keys(tables).sort()).toEqual(["Keys.Data", "Keys.Logs"]);
    expect(tables["Keys.Logs"]?.map(({ logicalId }) => logicalId.slice(0, 8))).toEqual(["Accesses"]);
    const queues = by("AWS::SQS::Queue", ({ KmsMasterKeyId }) => KmsMasterKeyId);
    expect(Object.keys(queues).sort()).toEqual(["Keys.Data", "none"]);
    // S3 tells of uploads there, and may use no key of ours: SQS's own encrypts the keys of files.
    for (const { logicalId, properties } of queues.none ?? []) {
      expect(logicalId).toMatch(/^Uploads/);
      expect(properties.SqsManagedSseEnabled).toBe(true);
    }
    expect(Object.keys(by("AWS::SecretsManager::Secret", ({ KmsKeyId }) => KmsKeyId))).toEqual(["Keys.Data"]);
    expect(Object.keys(by("AWS::Logs::LogGroup", ({ KmsKeyId }) => KmsKeyId))).toEqual(["Keys.Logs"]);
    const buckets = by(
      "AWS::S3::Bucket",
      ({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [rule],
        },
      }) => rule.ServerSideEncryptionByDefault.KMSMasterKeyID,
    );
    // Access logs take no such key, and the pages are public.
    expect(buckets["Keys.Documents"]).toHaveLength(1);
    expect(Object.keys(buckets).sort()).toEqual(["Keys.Documents", "Keys.Logs", "none"]);
  });

  it("are given to whoever works with what they encrypt, action by action", () => {
    for (const { properties } of app.all("AWS::IAM::Policy"))
      for (const { Action, Resource: resources } of properties.PolicyDocument.Statement)
        if ([Action].flat().some((action: string) => action.startsWith("kms:"))) {
          expect(JSON.stringify(Action)).not.toContain("*");
          expect(JSON.stringify(resources)).not.toContain("*");
        }
    const rightsOf = (stack: string, role: string) =>
      app
        .all("AWS::IAM::Policy")
        .filter((policy) => policy.stack === stack && policy.logicalId.startsWith(role))
        .flatMap(({ properties }) => properties.PolicyDocument.Statement as Resource["properties"][])
        .flatMap(({ Action, Resource: keys }) =>
          [Action]
            .flat()
            .flatMap((action: string) =>
              action.startsWith("kms:")
                ? [keys].flat().map((key) => `${/Keys\.(\D+)/.exec(app.refersTo(stack, key))?.[1]} ${action}`)
                : [],
            ),
        )
        .toSorted();
    expect(rightsOf("Documents", "AbandonedUploads")).toEqual(["Data kms:Decrypt", "Data kms:DescribeKey"]);
    expect(rightsOf("Documents", "OfficialDocuments")).toEqual(
      expect.arrayContaining(["Data kms:Decrypt", "Documents kms:Decrypt", "Documents kms:GenerateDataKey"]),
    );
    expect(rightsOf("Cases", "EventsRelay")).not.toContain("Logs kms:Decrypt");
    expect(rightsOf("Cases", "CaseDeadlines").filter((right) => !right.startsWith("Data"))).toEqual([]);
  });
});

it("an environment that holds nobody's data has none, unless it asks for them", async () => {
  const dev = readEnvironment("dev");
  expect((await synthesized("dev")).all("AWS::KMS::Key")).toEqual([]);
  expect((await synthesize({ ...dev, customerKeys: true })).all("AWS::KMS::Key")).toHaveLength(3);
});
