import { afterAll, beforeAll } from "vitest";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
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
  await database.createTable(name, {
    byApplicant: { hash: "applicantKey", range: "submittedKey" },
    worklist: { hash: "worklistKey", range: "worklistSort", projects: ["lookAt", "provisionalIn"] },
  });
  return dynamodbCaseStore(name, database.db);
});
