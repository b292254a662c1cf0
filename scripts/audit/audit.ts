import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { headsOf } from "#scripts/heads.ts";
import { applicationKey, firstRevision } from "#shared/cases/application-key.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import type { Missing } from "#shared/cases/owed-results.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { auditCase, type Finding } from "./audit-case.ts";
import { differencesFrom, type Exported } from "./exported.ts";

export type Audited = { cases: number; events: number; findings: Finding[] };

const pageSize = 100;

/** Audits one case, or all; with `owed` also whether what its steps should have brought about is there, with `exported` whether its history is what was exported. A record that cannot even be read is thrown: it is not a finding but a fault. */
export async function audit(
  table: string,
  db: DynamoDBDocumentClient,
  caseNumber: string | undefined,
  progress: (cases: number) => void = () => {},
  owed?: (caseNumber: string) => Promise<Missing[]>,
  exported: Exported = new Map(),
): Promise<Audited> {
  const store = dynamodbCaseStore(table, db);
  const audited: Audited = { cases: 0, events: 0, findings: [] };
  const seen = new Set<string>();
  /** What people wrote in a case goes with its application: the relay does it, when the table lets that go. */
  const staysTooLong = async (head: CaseHead, entries: HistoryEntry[]): Promise<boolean> => {
    if (![head.lastEvent, ...entries.map(({ privateNote }) => privateNote)].some(({ written }) => written))
      return false;
    const Key = { ...caseRecord.keyOf(head.caseNumber), sk: applicationKey(firstRevision) };
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ProjectionExpression: "pk" }));
    return Item === undefined;
  };
  const look = async (head: CaseHead): Promise<void> => {
    const entries = await allPages((cursor) => store.history(head.caseNumber, { cursor, limit: pageSize }));
    audited.cases += 1;
    audited.events += entries.length;
    audited.findings.push(
      ...auditCase(head, entries),
      ...differencesFrom(exported, head.caseNumber, entries),
    );
    seen.add(head.caseNumber);
    if (await staysTooLong(head, entries))
      audited.findings.push({
        caseNumber: head.caseNumber,
        description: "the application has gone, and what people wrote in the case is still there",
      });
    for (const { caseNumber, version, consumer, what } of (await owed?.(head.caseNumber)) ?? [])
      audited.findings.push({ caseNumber, version, description: `${what} is missing: ${consumer} owes it` });
    progress(audited.cases);
  };
  if (caseNumber === undefined) {
    for await (const item of headsOf(table, db)) await look(caseRecord.fromItem(item));
    for (const gone of exported.keys())
      if (!seen.has(gone))
        audited.findings.push({ caseNumber: gone, description: "was exported, and there is no such case" });
    return audited;
  }
  const head = await store.read(caseNumber);
  if (!head) throw new Error(`There is no case ${caseNumber}.`);
  await look(head);
  return audited;
}
