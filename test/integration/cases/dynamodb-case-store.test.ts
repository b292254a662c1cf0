import { afterAll, beforeAll } from "vitest";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { indexesOf, startDatabase, type TestDatabase } from "#test/support/database.ts";
import { testCipher } from "#test/support/test-cipher.ts";
import { caseStoreContract } from "#test/unit/cases/case-store.contract.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

let tables = 0;
caseStoreContract("the DynamoDB store", async () => {
  tables += 1;
  const name = `cases-${tables}`;
  await database.createTable(name, indexesOf(caseRecord));
  return dynamodbCaseStore(name, database.db, testCipher);
});
