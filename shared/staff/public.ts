import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type StaffMember, staffMember } from "./record.ts";

/** What somebody needs to be given work: a department, and one of some roles. */
export type AssigneeRequirements = { department: string; roles: readonly string[] };
export type AssigneeFault = "unknown" | "left" | "otherDepartment" | "otherRole";

/** What other contexts may ask of the staff directory. */
export type StaffPublic = {
  /** What keeps this account from being given such work; undefined when nothing does. One read, as of a moment ago. */
  obstacle(account: string, wanted: AssigneeRequirements): Promise<AssigneeFault | undefined>;
  /** Undefined where nobody knows it. As of a moment ago. */
  nameOf(account: string): Promise<string | undefined>;
};

export const staffPublic = (store: Pick<RecordStore<StaffMember>, "read">): StaffPublic => ({
  async obstacle(account, { department, roles }) {
    const member = await store.read(account, { maybeOlder: true });
    if (!member || member.state === "removed") return "unknown";
    if (member.state === "left") return "left";
    if (member.department !== department) return "otherDepartment";
    return member.roles.some((role) => roles.includes(role)) ? undefined : "otherRole";
  },
  nameOf: async (account) => (await store.read(account, { maybeOlder: true }))?.name,
});

export const staffOf = (table: string, db?: DynamoDBDocumentClient): StaffPublic =>
  staffPublic(dynamodbRecordReader(staffMember, table, db));
