import {
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalApp, startLocal } from "#local/engine/index.ts";
import { type LittleApp, writeLittleApp } from "./little-app.ts";

let little: LittleApp;
let app: LocalApp;
/** What the SDKs of the little app's API function read. */
let environment: Record<string, string>;

beforeAll(async () => {
  little = writeLittleApp(({ Resources }) => {
    const [own] = Resources.apiPolicy.Properties.PolicyDocument.Statement;
    Resources.apiPolicy.Properties.PolicyDocument.Statement = [
      ...(own ? [own] : []),
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::data-uploads/mine/*" },
    ];
  });
  app = await startLocal({
    assemblyDir: little.assemblyDir,
    dataDir: little.dataDir,
    port: 0,
  });
  ({ environment } = (await (await fetch(`${app.apiUrl}/echo/x`)).json()) as {
    environment: typeof environment;
  });
});
afterAll(async () => {
  await app.close();
  little.remove();
});

const client = (service: string) => ({
  endpoint: environment[`AWS_ENDPOINT_URL_${service}`] ?? "",
  region: "local",
  credentials: {
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? "",
  },
});
const refusal = (action: string) => ({
  name: "AccessDeniedException",
  message: expect.stringMatching(
    new RegExp(
      `^User: arn:aws:sts::0{12}:assumed-role/App-apiRole/App-ApiFunction is not authorized to perform: ${action} on resource: arn:aws:`,
    ),
  ),
});

describe("a function without the right is refused", () => {
  const things = "Data-Things";
  const key = { pk: { S: "1" }, sk: { S: "HEAD" } };

  it("by DynamoDB, for an index and for one item of a transaction as well", async () => {
    const db = new DynamoDBClient(client("DYNAMODB"));
    await db.send(new GetItemCommand({ TableName: things, Key: key }));
    const query = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: "1" } } };
    await expect(db.send(new QueryCommand({ TableName: things, ...query }))).rejects.toMatchObject(
      refusal("dynamodb:Query"),
    );
    await expect(db.send(new QueryCommand({ TableName: things, IndexName: "i", ...query }))).rejects.toThrow(
      /table\/Data-Things\/index\/i because no identity-based policy allows the dynamodb:Query action$/,
    );
    const ConditionCheck = { TableName: things, Key: key, ConditionExpression: "attribute_exists(pk)" };
    await expect(
      db.send(new TransactWriteItemsCommand({ TransactItems: [{ ConditionCheck }] })),
    ).rejects.toMatchObject(refusal("dynamodb:ConditionCheckItem"));
    db.destroy();
  });

  it("by SQS, EventBridge and Secrets Manager", async () => {
    const send = new SendMessageCommand({ QueueUrl: app.queues["App-Made"], MessageBody: "{}" });
    await expect(new SQSClient(client("SQS")).send(send)).rejects.toMatchObject({
      ...refusal("sqs:SendMessage"),
      name: expect.stringContaining("AccessDenied"),
    });
    const put = new PutEventsCommand({
      Entries: [{ EventBusName: "things", Source: "a", DetailType: "b", Detail: "{}" }],
    });
    await expect(new EventBridgeClient(client("EVENTBRIDGE")).send(put)).rejects.toMatchObject(
      refusal("events:PutEvents"),
    );
    const get = new GetSecretValueCommand({ SecretId: app.resources.Key });
    await expect(new SecretsManagerClient(client("SECRETS_MANAGER")).send(get)).rejects.toMatchObject(
      refusal("secretsmanager:GetSecretValue"),
    );
  });

  it("by S3, whoever uses the link that it signed; and what is not there it may not know without listing", async () => {
    const s3 = new S3Client({ ...client("S3"), forcePathStyle: true });
    const Bucket = "data-uploads";
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: "mine/1", Body: "x" }))).rejects.toMatchObject({
      ...refusal("s3:PutObject"),
      name: "AccessDenied",
    });
    const link = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "mine/1" }), { expiresIn: 60 });
    const answer = await fetch(link, { method: "PUT", body: "x" });
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining("<Code>AccessDenied</Code>"),
    ]);
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: "mine/1" }))).rejects.toMatchObject({
      ...refusal("s3:ListBucket"),
      name: "AccessDenied",
    });
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: "others/1" }))).rejects.toMatchObject({
      ...refusal("s3:GetObject"),
      name: "AccessDenied",
    });
  });

  it("when it runs: the call fails, the engine says why, and with the right it does not", async () => {
    const headers = { authorization: await app.token("li-min") };
    const put = async () => (await fetch(`${app.apiUrl}/things/1`, { method: "PUT", headers })).status;
    const giveBack = app.takeRights(
      ({ action, service }) => service === "ApiFunction" && action === "dynamodb:PutItem",
    );
    expect(await put()).toBe(500);
    const text = expect.stringContaining("dynamodb:PutItem on resource");
    expect(app.refused()).toContainEqual(text);
    expect(giveBack()).toEqual([text]);
    expect(app.refused()).not.toContainEqual(text);
    expect(await put()).toBe(201);
  });

  it("and a credential of nobody is no function's", async () => {
    const db = new DynamoDBClient({
      ...client("DYNAMODB"),
      credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    });
    await expect(db.send(new GetItemCommand({ TableName: things, Key: key }))).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
    db.destroy();
  });
});

type Change = NonNullable<Parameters<typeof writeLittleApp>[0]>;
const drop = (statements: unknown[], place: number): void => void statements.splice(place, 1);

it.each<[string, Change, RegExp]>([
  [
    "a stream that the function may not read",
    ({ Resources }) => drop(Resources.relayPolicy.Properties.PolicyDocument.Statement, 1),
    /rights: App-RelayFunction may not dynamodb:DescribeStream on .*; .*GetRecords.*, as mapping Relay has to/,
  ],
  [
    "a queue for what is given up that it may not fill",
    ({ Resources }) => drop(Resources.relayPolicy.Properties.PolicyDocument.Statement, 2),
    /rights: App-RelayFunction may not sqs:SendMessage on arn:aws:sqs:local:0{12}:App-Unpublished, as mapping Relay has to\.$/,
  ],
  [
    "a queue that the function may not empty",
    ({ Resources }) => drop(Resources.consumerPolicy.Properties.PolicyDocument.Statement, 1),
    /App-ConsumerFunction may not sqs:ReceiveMessage on .*sqs:DeleteMessage/,
  ],
  [
    "a queue that lets another rule in",
    ({ Resources }) =>
      Object.assign(Resources.FromRule.Properties.PolicyDocument.Statement.Condition.ArnEquals, {
        "aws:SourceArn": "arn:aws:events:local:000000000000:rule/other",
      }),
    /events.amazonaws.com may not sqs:SendMessage on .*App-Made, as rule App-Rule has to/,
  ],
  [
    "a function that the API may not call",
    ({ Resources }) => void delete (Resources as Partial<typeof Resources>).CalledByApi,
    /apigateway.amazonaws.com may not lambda:InvokeFunction on .*App-ApiFunction, as route PUT \/things\/\{id\} has to/,
  ],
  [
    "a function that the clock may not start",
    ({ Resources }) => void delete (Resources as Partial<typeof Resources>).CalledBySchedule,
    /events.amazonaws.com may not lambda:InvokeFunction on .*App-TickFunction, as rule App-Daily has to/,
  ],
])("%s stops the start", async (_name, change, message) => {
  const { assemblyDir, dataDir, remove } = writeLittleApp(change);
  await expect(startLocal({ assemblyDir, dataDir, port: 0 })).rejects.toThrow(message);
  remove();
});
