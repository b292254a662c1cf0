import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DeleteCommand, PutCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit } from "#scripts/audit/audit.ts";
import { readExport } from "#scripts/audit/exported.ts";
import { applicationKey, firstRevision } from "#shared/cases/application-key.ts";
import type { Command } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { historyKey } from "#shared/kernel/messaging/outbox.ts";
import { caseEntryItem } from "#test/support/case-history.ts";
import { indexesOf, startDatabase, type TestDatabase } from "#test/support/database.ts";
import { testCipher } from "#test/support/test-cipher.ts";
import {
  clerk,
  form,
  openSample,
  person,
  reviewer,
  thursday,
  traceparent,
} from "#test/unit/cases/samples.ts";
import { dynamodbForget } from "../../../functions/messaging/event-relay/forget.ts";
import { historyExport } from "../../../functions/messaging/history-export/history-export.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

let tables = 0;
const pk = (head: CaseHead) => `CASE#${head.caseNumber}`;

/** A table with two cases, each accepted, and the history that the relay would have written. */
async function twoCases(reason = "说明") {
  tables += 1;
  const table = `audit-${tables}`;
  await database.createTable(table, indexesOf(caseRecord));
  const store = dynamodbCaseStore(table, database.db, testCipher);
  const relay = (head: CaseHead, before: CaseHead | undefined) =>
    database.db.send(new PutCommand({ TableName: table, Item: caseEntryItem(head, before) }));
  const ends: CaseHead[] = [];
  for (const key of ["one", "two"]) {
    let head = openSample({ key });
    await store.write(head, { form, person });
    await relay(head, undefined);
    for (const [action, actor] of [
      ["passPreReview", clerk],
      ["accept", reviewer],
    ] as [Command["action"], typeof clerk][]) {
      const result = decide(head, { action, actor, traceparent, note: { reason } }, thursday, calendar);
      if ("refused" in result) throw new Error(result.refused.kind);
      await store.write(result.record);
      await relay(result.record, head);
      head = result.record;
    }
    ends.push(head);
  }
  return { table, first: ends[0] as CaseHead, second: ends[1] as CaseHead };
}

describe("audit", () => {
  test("finds a history that was rewritten whole, by what was exported before", async () => {
    const { table } = await twoCases();
    const folder = mkdtempSync(join(tmpdir(), "tongban-export-"));
    const { Items = [] } = await database.db.send(new ScanCommand({ TableName: table }));
    await historyExport({
      context: "cases",
      async add(key, text) {
        mkdirSync(dirname(join(folder, key)), { recursive: true });
        writeFileSync(join(folder, key), text);
      },
    })({
      Records: Items.map((item) => ({
        eventName: "INSERT" as const,
        dynamodb: {
          SequenceNumber: "1",
          ApproximateCreationDateTime: 1_790_000_000,
          NewImage: marshall(item) as never,
        },
      })),
    });
    const exported = readExport(folder);
    rmSync(folder, { recursive: true });
    const against = async (name: string) =>
      (await audit(name, database.db, undefined, undefined, undefined, exported)).findings;
    expect(await against(table)).toEqual([]);

    const { table: rewritten, first, second } = await twoCases("改过的说明");
    expect((await audit(rewritten, database.db, undefined)).findings).toEqual([]);
    const description = "was exported with another hash: the history was rewritten";
    expect(await against(rewritten)).toEqual(
      expect.arrayContaining(
        [first, second].flatMap(({ caseNumber }) =>
          [2, 3].map((version) => ({ caseNumber, version, description })),
        ),
      ),
    );
    await database.db.send(
      new DeleteCommand({ TableName: table, Key: { pk: pk(first), sk: historyKey(3) } }),
    );
    await database.db.send(new DeleteCommand({ TableName: table, Key: { pk: pk(second), sk: "HEAD" } }));
    expect(await against(table)).toEqual(
      expect.arrayContaining([
        {
          caseNumber: first.caseNumber,
          version: 3,
          description: "was exported, and is gone from the history",
        },
        { caseNumber: second.caseNumber, description: "was exported, and there is no such case" },
      ]),
    );
  });

  test("finds nothing where nothing is wrong, for one case and for all", async () => {
    const { table, first } = await twoCases();
    expect(await audit(table, database.db, undefined)).toEqual({ cases: 2, events: 6, findings: [] });
    expect(await audit(table, database.db, first.caseNumber)).toEqual({ cases: 1, events: 3, findings: [] });
    await expect(audit(table, database.db, "none")).rejects.toThrow("There is no case none");
  });

  test.each([
    ["a missing entry", "DELETE", "the hash chain breaks here"],
    ["a changed reason", "NOTE", "the hash chain breaks here"],
    ["a changed state", "STATE", 'state is stored as "completed", the history says "accepted"'],
    ["a changed applicant", "OWNER", 'applicantId is stored as "zhang-wei"'],
  ])("finds %s, in the right case only", async (_name, kind, says) => {
    const { table, second } = await twoCases();
    const entry = { TableName: table, Key: { pk: pk(second), sk: historyKey(2) } };
    const head = { TableName: table, Key: { pk: pk(second), sk: "HEAD" } };
    const set = (target: typeof head, name: string, value: unknown) =>
      new UpdateCommand({
        ...target,
        UpdateExpression: "SET #name = :value",
        ExpressionAttributeNames: { "#name": name },
        ExpressionAttributeValues: { ":value": value },
      });
    if (kind === "DELETE") await database.db.send(new DeleteCommand(entry));
    else if (kind === "NOTE")
      await database.db.send(
        set(entry, "privateNote", { actor: { role: "clerk", id: "chen-fang" }, words: "改过" }),
      );
    else if (kind === "STATE") await database.db.send(set(head, "state", "completed"));
    else await database.db.send(set(head, "applicantId", "zhang-wei"));
    const { findings } = await audit(table, database.db, undefined);
    expect(findings.map((finding) => finding.description).join("\n")).toContain(says);
    expect(new Set(findings.map(({ caseNumber }) => caseNumber))).toEqual(new Set([second.caseNumber]));
  });

  test("finds what people wrote in a case whose application has gone", async () => {
    const { table, second } = await twoCases();
    const key = { pk: pk(second), sk: applicationKey(firstRevision) };
    await database.db.send(new DeleteCommand({ TableName: table, Key: key }));
    expect((await audit(table, database.db, undefined)).findings).toEqual([
      {
        caseNumber: second.caseNumber,
        description: "the application has gone, and what people wrote in the case is still there",
      },
    ]);
    await dynamodbForget(table, [], database.db)(key.pk);
    await dynamodbForget(table, [], database.db)(key.pk);
    expect((await audit(table, database.db, undefined)).findings).toEqual([]);
  });
});
