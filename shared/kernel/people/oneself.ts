import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { type SecretTexts, secretTexts } from "#shared/kernel/aws/secret.ts";
import type { IsOneself } from "#shared/kernel/http/record-actions.ts";
import { directoryVariable } from "#shared/kernel/http/who-left.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { readVariables } from "#shared/kernel/needs.ts";
import { personKeys } from "./person-keys.ts";

/** The fingerprint of whoever last signed in to an account, by the staff directory. One small read, as of a moment ago. */
const personKeyOf =
  (table: string, db: DynamoDBDocumentClient = dynamodb()) =>
  async (account: string): Promise<unknown> => {
    const { Item } = await db.send(
      new GetCommand({
        TableName: table,
        Key: { pk: `STAFFMEMBER#${account}`, sk: headKey },
        ProjectionExpression: "personKey",
      }),
    );
    return Item?.personKey;
  };

/** Compares people by the keyed fingerprint of their ID number, of every version of the key. */
export function oneselfAmong(keyOf: (account: string) => Promise<unknown>, secrets: SecretTexts): IsOneself {
  const { lookUp } = personKeys(secrets);
  return async (account, { idNumber }) => {
    const key = await keyOf(account);
    return typeof key === "string" && (await lookUp("idNumber", idNumber)).includes(key);
  };
}

/** By the directory's table, which every function is given whose routes admit staff. */
export const isOneselfBy = (personIndexSecret: string): IsOneself =>
  oneselfAmong(
    personKeyOf(readVariables([directoryVariable])[directoryVariable]),
    secretTexts(personIndexSecret),
  );
