import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import {
  dynamodb,
  isTransactionConditionFailure,
  isTransactionConflict,
} from "#shared/kernel/aws/dynamodb.ts";
import { nextVersion, putIf } from "#shared/kernel/aws/put-version.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import type { CaseForm } from "./case.ts";
import type { CaseStore, IndexedPerson } from "./case-store.ts";
import { dynamodbCaseReader, formKey, personKey } from "./dynamodb-case-reader.ts";
import { type CaseHead, caseRecord } from "./record.ts";
import type { CaseDeps } from "./run-command.ts";

const conflictAttempts = 6;

const formItem = ({ caseNumber }: CaseHead, form: CaseForm) => ({
  ...caseRecord.keyOf(caseNumber),
  sk: formKey(form.revision),
  ...form,
});

const personItem = ({ caseNumber, submittedAt }: CaseHead, { person, keys, expiresAt }: IndexedPerson) => ({
  ...caseRecord.keyOf(caseNumber),
  sk: personKey,
  person,
  submittedAt,
  ...keys,
  ...(expiresAt !== undefined && { expiresAt }),
});

/** What every function that changes cases works with. */
export const dynamodbCases = (env: { CASES_TABLE: string; CALENDAR_TABLE: string }): CaseDeps => ({
  store: dynamodbCaseStore(env.CASES_TABLE),
  calendar: calendarOf(env.CALENDAR_TABLE),
  now: systemClock,
});

/** The command is then decided anew on what the other write left. */
function metTransaction(error: unknown): false {
  if (isTransactionConflict(error)) return false;
  throw error;
}

export function dynamodbCaseStore(table: string, db: DynamoDBDocumentClient = dynamodb()): CaseStore {
  return {
    ...dynamodbCaseReader(table, db),

    async write(head, { form, person } = {}) {
      const put = nextVersion(table, caseRecord.toItem(head), head.version);
      const related = [
        ...(form ? [formItem(head, form)] : []),
        ...(person ? [personItem(head, person)] : []),
      ].map((Item) => ({ Put: { TableName: table, Item } }));
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
