import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodb, isTransactionConflict } from "#shared/kernel/aws/dynamodb.ts";
import { nextVersion, putIf } from "#shared/kernel/aws/put-version.ts";
import { writeTogether } from "#shared/kernel/aws/write-together.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { type FieldCipher, noKeys } from "#shared/kernel/crypto/sealed.ts";
import { applicationKey, firstRevision } from "./application-key.ts";
import type { CaseStore, RelatedWrites } from "./case-store.ts";
import { dynamodbCaseReader, partyKey, placeIn } from "./dynamodb-case-reader.ts";
import { type CaseHead, caseRecord } from "./record.ts";
import type { CaseDeps } from "./run-command.ts";

/** Sets these attributes of an item, which is made if it is not there. */
function update(TableName: string, Key: Record<string, string>, attributes: Record<string, unknown>) {
  const names = Object.keys(attributes);
  return {
    TableName,
    Key,
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, attributes[name]])),
  };
}

/** A notice leaves the persons as they are, and a correction the form. */
async function applicationUpdates(
  table: string,
  { caseNumber, submittedAt }: CaseHead,
  { form, person }: RelatedWrites,
  cipher: FieldCipher,
) {
  const revisions = new Map<number, Record<string, unknown>>();
  if (person) {
    const sealed = await cipher.seal(placeIn(caseNumber, firstRevision, "person"), person.person);
    revisions.set(firstRevision, { person: sealed, ...person.keys, submittedAt });
  }
  if (form) {
    const answers = await cipher.seal(placeIn(caseNumber, form.revision, "answers"), form.answers);
    revisions.set(form.revision, { ...revisions.get(form.revision), form: { ...form, answers } });
  }
  const found = person?.partyKeys?.map((keys, place) => [partyKey(place), { ...keys, submittedAt }]);
  const applications = [...revisions].map(([revision, attributes]) => [applicationKey(revision), attributes]);
  return ([...applications, ...(found ?? [])] as [string, Record<string, unknown>][]).map(
    ([sk, attributes]) => ({
      Update: update(table, { ...caseRecord.keyOf(caseNumber), sk }, attributes),
    }),
  );
}

/** What every function that changes cases works with; with a cipher also persons and answers. */
export const dynamodbCases = (
  env: { CASES_TABLE: string; CALENDAR_TABLE: string },
  cipher?: FieldCipher,
): CaseDeps => ({
  store: dynamodbCaseStore(env.CASES_TABLE, undefined, cipher),
  ...systemMoment(env.CALENDAR_TABLE),
});

/** The command is then decided anew on what the other write left. */
function metTransaction(error: unknown): false {
  if (isTransactionConflict(error)) return false;
  throw error;
}

export function dynamodbCaseStore(
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
  cipher: FieldCipher = noKeys,
): CaseStore {
  return {
    ...dynamodbCaseReader(table, db, cipher),

    async write(head, { beside = [], ...application } = {}) {
      const put = nextVersion(table, caseRecord.toItem(head), head.version);
      const related = [
        ...(await applicationUpdates(table, head, application, cipher)),
        ...beside.map((each) => ({ Put: each })),
      ];
      if (related.length === 0) return putIf(db, put).catch(metTransaction);
      return writeTogether(db, [{ Put: put }, ...related]);
    },
  };
}
