import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Representation, representation } from "./record.ts";

export type Principal = {
  /** Under which name cases are theirs. */
  principalId: string;
  party: { name: string; idType: "residentId" | "passport" | "uscc"; idNumber: string };
  kind: Representation["kind"];
};
/** Why somebody may not act; `unknown` also for others' representations. */
export type Hindrance = "unknown" | "notActive" | "outOfScope";

/** What other contexts may ask of representations. */
export type RepresentationsPublic = {
  /** For whom this account acts on this day (yyyy-MM-dd in Asia/Shanghai) in this matter. One read. */
  actingFor(
    representationId: string,
    on: { agentId: string; itemCode: string; day: string },
  ): Promise<Principal | Hindrance>;
  /** Under which name the principal's cases are; undefined when this account does not act for them in all matters now. */
  principalOf(representationId: string, on: { agentId: string; day: string }): Promise<string | undefined>;
};

const holds = (record: Representation | undefined, agentId: string, day: string): boolean =>
  record?.state === "active" && record.agentId === agentId && (!record.until || day <= record.until);

export const representationsPublic = (
  store: Pick<RecordStore<Representation>, "read">,
): RepresentationsPublic => ({
  async actingFor(representationId, { agentId, itemCode, day }) {
    const record = await store.read(representationId);
    if (!record || record.agentId !== agentId) return "unknown";
    const { principalId, principal, kind, scope } = record;
    if (!holds(record, agentId, day) || !principal.name) return "notActive";
    if (scope && !scope.includes(itemCode)) return "outOfScope";
    return { principalId, party: { ...principal, name: principal.name }, kind };
  },
  async principalOf(representationId, { agentId, day }) {
    const record = await store.read(representationId);
    return record && holds(record, agentId, day) && !record.scope ? record.principalId : undefined;
  },
});

export const representationsOf = (table: string, db?: DynamoDBDocumentClient): RepresentationsPublic =>
  representationsPublic(dynamodbRecordReader(representation, table, db));
