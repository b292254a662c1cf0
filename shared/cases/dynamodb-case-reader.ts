import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { type FieldCipher, noKeys, type Place } from "#shared/kernel/crypto/sealed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { ReadOptions } from "#shared/kernel/records/record-store.ts";
import { applicationKey, firstRevision } from "./application-key.ts";
import { formSchema, personSchema } from "./case.ts";
import type { CaseReader } from "./case-store.ts";
import { caseRecord } from "./record.ts";

/** Only by which somebody finds what names them; who they are stands with the applicant. */
export const partyKey = (place: number): string => `PARTY#${place}`;

/** The answers to a form and the persons of a case stand sealed. */
export const placeIn = (caseNumber: string, revision: number, field: "answers" | "person"): Place => ({
  table: caseRecord.name,
  item: `${caseRecord.keyOf(caseNumber).pk} ${applicationKey(revision)}`,
  field,
});

const storedSchema = z.object({
  form: z.looseObject({ answers: z.unknown() }),
  person: z.unknown().optional(),
});
const applicationSchema = z.object({ form: formSchema, person: personSchema.optional() });

/** For functions that only read: their bundles and their roles hold no way to write. */
export function dynamodbCaseReader(
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
  cipher: FieldCipher = noKeys,
): CaseReader {
  const itemAt = async (Key: { pk: string; sk: string }, ConsistentRead: boolean) =>
    (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead }))).Item;
  const get = async (caseNumber: string, revision: number, { maybeOlder = false }: ReadOptions = {}) => {
    const key = { ...caseRecord.keyOf(caseNumber), sk: applicationKey(revision) };
    const older = maybeOlder ? await itemAt(key, false) : undefined;
    const Item = older ?? (await itemAt(key, true));
    if (!Item) return undefined;
    const { form, person } = storedSchema.parse(Item);
    const open = (field: "answers" | "person", sealed: unknown) =>
      cipher.open(placeIn(caseNumber, revision, field), sealed);
    return applicationSchema.parse({
      form: { ...form, answers: await open("answers", form.answers) },
      ...(person !== undefined && { person: await open("person", person) }),
    });
  };

  return {
    ...dynamodbRecordReader(caseRecord, table, db, cipher),

    readForm: async (caseNumber, revision) => (await get(caseNumber, revision))?.form,
    readPerson: async (caseNumber) => (await get(caseNumber, firstRevision))?.person,

    async readApplication(caseNumber, revision, how) {
      const [first, later] = await Promise.all([
        get(caseNumber, firstRevision, how),
        revision > firstRevision ? get(caseNumber, revision, how) : undefined,
      ]);
      const form = revision > firstRevision ? later?.form : first?.form;
      return form && first?.person && { form, person: first.person };
    },
  };
}
