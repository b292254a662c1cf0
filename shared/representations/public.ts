import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Representation, representation } from "./record.ts";
import { isInForce, type Standing, standing } from "./standing.ts";

export { organisationId } from "./record.ts";
export type { Listed, Standing } from "./standing.ts";

export type Principal = {
  /** Under which name cases are theirs. */
  principalId: string;
  party: { name: string; idType: "residentId" | "passport" | "uscc"; idNumber: string };
  kind: Representation["kind"];
};
/** Why somebody may not act; `unknown` also for others' representations. */
export type MandateFault = "unknown" | "notActive" | "outOfScope";

/** What other contexts may ask of representations. */
export type RepresentationsPublic = {
  /** For whom this account acts on this day (yyyy-MM-dd in Asia/Shanghai) in this matter. One read. */
  actingFor(
    representationId: string,
    on: { agentId: string; itemCode: string; day: string },
  ): Promise<Principal | MandateFault>;
};

export const representationsPublic = (
  store: Pick<RecordStore<Representation>, "read">,
): RepresentationsPublic => ({
  async actingFor(representationId, { agentId, itemCode, day }) {
    const record = await store.read(representationId);
    if (!record || record.agentId !== agentId) return "unknown";
    const { principalId, principal, kind, scope } = record;
    if (!isInForce(record, agentId, day) || !principal.name) return "notActive";
    if (scope && !scope.includes(itemCode)) return "outOfScope";
    return { principalId, party: { ...principal, name: principal.name }, kind };
  },
});

export const representationsOf = (table: string, db?: DynamoDBDocumentClient): RepresentationsPublic =>
  representationsPublic(dynamodbRecordReader(representation, table, db, environmentCipher));

/** In whose name people may speak, for functions of every context. */
export const standingOf = (
  env: { REPRESENTATIONS_TABLE: string; PERSON_INDEX_SECRET: string },
  db?: DynamoDBDocumentClient,
): Standing =>
  standing({
    store: dynamodbRecordReader(representation, env.REPRESENTATIONS_TABLE, db, environmentCipher),
    keys: personKeys(secretTexts(env.PERSON_INDEX_SECRET)),
    now: systemClock,
  });
