import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { formSchema, personSchema } from "./case.ts";
import type { CaseReader } from "./case-store.ts";
import { caseRecord } from "./record.ts";

/** One item for each revision of the application. The first also holds the persons, of all revisions. */
export const applicationKey = (revision: number): string =>
  `APPLICATION#${String(revision).padStart(3, "0")}`;
/** Only by which somebody finds what names them; who they are stands with the applicant. */
export const partyKey = (place: number): string => `PARTY#${place}`;
export const firstRevision = 1;

const applicationSchema = z.object({ form: formSchema, person: personSchema.optional() });

/** For functions that only read: their bundles and their roles hold no way to write. */
export function dynamodbCaseReader(table: string, db: DynamoDBDocumentClient = dynamodb()): CaseReader {
  const get = async (caseNumber: string, revision: number) => {
    const key = { ...caseRecord.keyOf(caseNumber), sk: applicationKey(revision) };
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item && applicationSchema.parse(Item);
  };

  return {
    ...dynamodbRecordReader(caseRecord, table, db),

    readForm: async (caseNumber, revision) => (await get(caseNumber, revision))?.form,
    readPerson: async (caseNumber) => (await get(caseNumber, firstRevision))?.person,

    async readApplication(caseNumber, revision) {
      const [first, later] = await Promise.all([
        get(caseNumber, firstRevision),
        revision > firstRevision ? get(caseNumber, revision) : undefined,
      ]);
      const form = revision > firstRevision ? later?.form : first?.form;
      return form && first?.person && { form, person: first.person };
    },
  };
}
