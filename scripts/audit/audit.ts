import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { headsOf } from "#scripts/heads.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import type { Missing } from "#shared/cases/owed-results.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { auditCase, type Finding } from "./audit-case.ts";

export type Audited = { cases: number; events: number; findings: Finding[] };

const pageSize = 100;

/** Audits one case, or all; with `owed` also whether what its steps should have brought about is there. A record that cannot even be read is thrown: it is not a finding but a fault. */
export async function audit(
  table: string,
  db: DynamoDBDocumentClient,
  caseNumber: string | undefined,
  progress: (cases: number) => void = () => {},
  owed?: (caseNumber: string) => Promise<Missing[]>,
): Promise<Audited> {
  const store = dynamodbCaseStore(table, db);
  const audited: Audited = { cases: 0, events: 0, findings: [] };
  const look = async (head: CaseHead): Promise<void> => {
    const entries = await allPages((cursor) => store.history(head.caseNumber, { cursor, limit: pageSize }));
    audited.cases += 1;
    audited.events += entries.length;
    audited.findings.push(...auditCase(head, entries));
    for (const { caseNumber, version, consumer, what } of (await owed?.(head.caseNumber)) ?? [])
      audited.findings.push({ caseNumber, version, description: `${what} is missing: ${consumer} owes it` });
    progress(audited.cases);
  };
  if (caseNumber === undefined) {
    for await (const item of headsOf(table, db)) await look(caseRecord.fromItem(item));
    return audited;
  }
  const head = await store.read(caseNumber);
  if (!head) throw new Error(`There is no case ${caseNumber}.`);
  await look(head);
  return audited;
}
