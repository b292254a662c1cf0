import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import {
  dynamodb,
  isTransactionConditionFailure,
  isTransactionConflict,
} from "#shared/kernel/aws/dynamodb.ts";
import { nextVersion, putIf } from "#shared/kernel/aws/put-version.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import type { CaseStore, RelatedWrites } from "./case-store.ts";
import { applicationKey, dynamodbCaseReader, firstRevision, partyKey } from "./dynamodb-case-reader.ts";
import { type CaseHead, caseRecord } from "./record.ts";
import type { CaseDeps } from "./run-command.ts";

const conflictAttempts = 6;

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

    async write(head, { claims = [], ...application } = {}) {
      const put = nextVersion(table, caseRecord.toItem(head), head.version);
      const related = [
        ...applicationUpdates(table, head, application),
        ...claims.map((claim) => ({ Put: claim })),
      ];
      if (related.length === 0) return putIf(db, put).catch(metTransaction);
      for (let attempt = 1; ; attempt += 1) {
        try {
          await db.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, ...related] }));
          return true;
        } catch (error) {
          if (isTransactionConditionFailure(error)) return false;
          // Another write of the same at once may yet fail, so it is not said to have been faster.
          if (!isTransactionConflict(error) || attempt === conflictAttempts) throw error;
          await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt * (0.5 + Math.random())));
        }
      }
    },
  };
}
