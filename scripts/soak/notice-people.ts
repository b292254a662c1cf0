import { callAws } from "#local/engine/aws-json.ts";
import { citizenClaims } from "#local/made-up-identity.ts";
import type { LocalNoticeProviders } from "#local/notice-providers/notice-providers.ts";
import { person } from "#local/play/api.ts";
import { submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { numberLike } from "#scripts/bench/copies.ts";
import { inParallel } from "#scripts/bench/throughput.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { fieldCipher } from "#shared/kernel/crypto/field-cipher.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { type Address, address, addressIdOf } from "#shared/notices/people/address.ts";
import type { Platform } from "./platform.ts";

export const soakPerson = "soak-person-";
export type Told = { accountId: string; caseNumber: string };
type Reached = Pick<Address, "channel" | "current">;

/** Where somebody is reached: most by telephone, some by what can never be asked what became of a message. */
function waysOf(serial: number, providers: LocalNoticeProviders): Reached[] {
  const phone: Reached = { channel: "sms", current: `139${String(serial).padStart(8, "0")}` };
  const mail: Reached = { channel: "mail", current: `soak-${serial}@example.cn` };
  const push: Reached = { channel: "push", current: providers.subscribe() };
  const wechat: Reached = { channel: "wechat", current: `openid-${serial}` };
  providers.consent(`openid-${serial}`, 1000);
  const ways = [[phone, mail], [phone, push], [phone], [mail], [wechat, mail, push]];
  return ways[serial % ways.length] ?? [];
}

/** A case as its application left it, to be copied for everybody. */
async function templateCase(
  platform: Platform,
): Promise<{ item: string; caseNumber: string; account: string }> {
  const { started } = platform;
  const account = String(citizenClaims("citizen-0").sub);
  const citizen = person(started.apiUrl, platform.token("citizen", 0));
  const { caseNumber } = await submit(citizen, submissionOf(await uploadMaterials(citizen)));
  const { pk, sk } = caseRecord.keyOf(caseNumber);
  const { Item } = await callAws<{ Item: object }>(
    started.endpoints.dynamodb ?? "",
    "DynamoDB_20120810.GetItem",
    { TableName: started.outputs.CasesTableName, Key: { pk: { S: pk }, sk: { S: sk } } },
  );
  return { item: JSON.stringify(Item), caseNumber, account };
}

/** So many people with addresses of their own and a case each; nobody hears of how they came to be there. */
export async function seedPeople(
  platform: Platform,
  providers: LocalNoticeProviders,
  count: number,
): Promise<Told[]> {
  const { started } = platform;
  const template = await templateCase(platform);
  const keys = await callAws<{ SecretString: string }>(
    started.endpoints.secretsManager ?? "",
    "secretsmanager.GetSecretValue",
    { SecretId: started.outputs.FieldKeysArn },
  );
  const cipher = fieldCipher(async () => [keys.SecretString], "aes-256-gcm");
  const addresses = dynamodbRecordStore(
    address,
    started.outputs.NoticesTableName ?? "",
    localTables(started),
    cipher,
  );
  const at = new Date(platform.now() - 86_400_000).toISOString();
  const step = {
    event: "verified",
    at,
    actor: { role: "system", id: "soak" },
    trace: childTrace(undefined),
  } as const;
  const told = Array.from({ length: count }, (_, serial) => ({
    accountId: `${soakPerson}${serial}`,
    caseNumber: numberLike(template.caseNumber, serial),
  }));
  await platform.drained();
  await platform.listen("Notices", "Notices");
  await inParallel(count, 4, async (serial) => {
    const { accountId, caseNumber } = told[serial] as Told;
    const item = template.item
      .replaceAll(template.caseNumber, caseNumber)
      .replaceAll(template.account, accountId);
    await callAws(started.endpoints.dynamodb ?? "", "DynamoDB_20120810.PutItem", {
      TableName: started.outputs.CasesTableName,
      Item: JSON.parse(item),
    });
    for (const way of waysOf(serial, providers))
      await addresses.write(
        address.first(
          { addressId: addressIdOf(accountId, way.channel), accountId, ...way, verifiedAt: at },
          step,
        ),
      );
  });
  // What is let go by is over before anybody listens again.
  await platform.drained();
  return told;
}
