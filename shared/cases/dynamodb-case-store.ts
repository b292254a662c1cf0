import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodb, isTransactionConflict } from "#shared/kernel/aws/dynamodb.ts";
import { nextVersion, putIf } from "#shared/kernel/aws/put-version.ts";
import { writeTogether } from "#shared/kernel/aws/write-together.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import type { CaseStore, RelatedWrites } from "./case-store.ts";
import { applicationKey, dynamodbCaseReader, firstRevision, partyKey } from "./dynamodb-case-reader.ts";
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
function applicationUpdates(
  table: string,
  { caseNumber, submittedAt }: CaseHead,
  { form, person }: RelatedWrites,
) {
  const revisions = new Map<number, Record<string, unknown>>();
  if (person) revisions.set(firstRevision, { person: person.person, ...person.keys, submittedAt });
  if (form) revisions.set(form.revision, { ...revisions.get(form.revision), form });
  const found = person?.partyKeys?.map((keys, place) => [partyKey(place), { ...keys, submittedAt }]);
  const applications = [...revisions].map(([revision, attributes]) => [applicationKey(revision), attributes]);
  return ([...applications, ...(found ?? [])] as [string, Record<string, unknown>][]).map(
    ([sk, attributes]) => ({
      Update: update(table, { ...caseRecord.keyOf(caseNumber), sk }, attributes),
    }),
  );
}

/** What every function that changes cases works with. */
export const dynamodbCases = (env: { CASES_TABLE: string; CALENDAR_TABLE: string }): CaseDeps => ({
  store: dynamodbCaseStore(env.CASES_TABLE),
  ...systemMoment(env.CALENDAR_TABLE),
});

/** The command is then decided anew on what the other write left. */
function metTransaction(error: unknown): false {
  if (isTransactionConflict(error)) return false;
  throw error;
}

export function dynamodbCaseStore(table: string, db: DynamoDBDocumentClient = dynamodb()): CaseStore {
  return {
    ...dynamodbCaseReader(table, db),

    async write(head, { beside = [], ...application } = {}) {
      const put = nextVersion(table, caseRecord.toItem(head), head.version);
      const related = [
        ...applicationUpdates(table, head, application),
        ...beside.map((each) => ({ Put: each })),
      ];
      if (related.length === 0) return putIf(db, put).catch(metTransaction);
      return writeTogether(db, [{ Put: put }, ...related]);
    },
  };
}
