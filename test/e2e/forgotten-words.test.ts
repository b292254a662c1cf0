import { DeleteCommand, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#local/play/api.ts";
import { entriesOf } from "#local/play/history.ts";
import { apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { auditCase } from "#scripts/audit/audit-case.ts";
import { applicationKey } from "#shared/cases/application-key.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { termKey } from "#shared/examinations/term.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";

let app: TestApp;
let citizen: Person;
let office: Office;
beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "long-forgotten");
  office = await officeOf(app, "1001");
});
afterAll(() => app.end());

const itemsOf = async (table: string, pk: string) => {
  const { Items = [] } = await localTables(app).send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
    }),
  );
  return JSON.stringify(Items);
};
/** What the table itself does with an item whose `expiresAt` is over. */
const endTerm = async (table: string, pk: string, sk: string): Promise<void> => {
  await localTables(app).send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
  await app.drained();
};

test("what staff wrote in a case goes with the application, and the chain stays whole", async () => {
  const table = app.outputs.CasesTableName ?? "";
  const opened = await apply(citizen, {});
  const { pk } = caseRecord.keyOf(opened.caseNumber);
  const accepted = await act(
    office.clerk,
    await act(office.clerk, opened, "passPreReview", { reason: "张三丰 13800001111 来电说明" }),
    "accept",
  );
  await act(office.reviewer, accepted, "terminate", {
    reason: "申请人李四光死亡，家属王五来窗口说明",
    ground: "applicantDied",
  });
  await app.drained();
  expect(await itemsOf(table, pk)).toMatch(/张三丰.*李四光|李四光.*张三丰/);

  await endTerm(table, pk, applicationKey(1));
  expect(await itemsOf(table, pk)).not.toMatch(/张三丰|李四光|salt/);
  const { body } = await office.clerk.ask("GET", `/v1/cases/${opened.caseNumber}/history?limit=50`);
  const steps = body.items as { event: string; words?: string; digest?: string; details?: object }[];
  expect(steps.at(-1)).toMatchObject({ event: "terminated", digest: expect.any(String) });
  expect(steps.at(-1)).toMatchObject({ details: { ground: "applicantDied" } });
  expect(JSON.stringify(steps)).not.toMatch(/张三丰|李四光/);
  const { Item = {} } = await localTables(app).send(
    new GetCommand({ TableName: table, Key: caseRecord.keyOf(opened.caseNumber) }),
  );
  const head = caseRecord.fromItem(Item);
  const entries = entriesOf(opened.caseNumber, body);
  expect(verifyChain(entries, head.hash)).toEqual({ ok: true });
  expect(auditCase(head, entries)).toEqual([]);
});

test("what was written in an examination goes at its own term", async () => {
  const table = app.outputs.ExaminationsTableName ?? "";
  const opened = await apply(citizen, {});
  const accepted = await act(office.clerk, await act(office.clerk, opened, "passPreReview"), "accept");
  const { body, status } = await office.reviewer.ask("POST", "/v1/inspections", {
    body: { caseNumber: accepted.caseNumber, words: "赵六房屋结构需要核查" },
    headers: { "idempotency-key": "forgotten-inspection" },
  });
  expect(status).toBe(201);
  await app.drained();
  const pk = `INSPECTION#${body.inspectionId}`;
  expect(await itemsOf(table, pk)).toContain("赵六");
  expect(await itemsOf(table, pk)).toMatch(/"sk":"TERM"/);
  await endTerm(table, pk, termKey);
  expect(await itemsOf(table, pk)).not.toContain("赵六");
  const read = await office.reviewer.ask("GET", `/v1/inspections/${body.inspectionId}/history`);
  expect(read.body.items).toMatchObject([{ digest: expect.any(String) }]);
});
