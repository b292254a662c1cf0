import type { SQSRecord } from "aws-lambda";
import type { Content } from "#shared/policies/content.ts";
import { holding, policy, policyMatch, policyPass, subscriber } from "#shared/policies/record.ts";
import type { Condition } from "#shared/policies/rule/rule.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { traceparent as trace } from "#test/unit/ratings/samples.ts";
import { policyMatching } from "../../../functions/policies/policy-matching/policy-matching.ts";

export const now = "2026-11-28T02:00:00.000Z";
export const item = "11411602MB9100200X4002002003001";

export const contentWith = (...alternatives: Condition[][]): Content => ({
  title: { zh: "首次创业补贴" },
  category: "employment",
  kind: "application",
  who: { zh: "创业者" },
  what: { zh: "补贴" },
  howMuch: { zh: "一次性" },
  how: { zh: "到窗口" },
  basis: ["《就业促进法》第七条"],
  rule: { alternatives },
});

/** Matching with everything that it reads and writes, in memory. */
export function world() {
  const policies = memoryRecordStore(policy);
  const subscribers = memoryRecordStore(subscriber);
  const holdings = memoryRecordStore(holding);
  const matches = memoryRecordStore(policyMatch);
  const passes = memoryRecordStore(policyPass);
  const answers = new Map<string, object>();
  const granted = new Map<string, { caseNumber: string; itemCode: string; at: string }[]>();
  const reads: string[] = [];
  const handle = policyMatching({
    policies,
    subscribers,
    holdings,
    matches,
    passes,
    cases: {
      recordOf: async (caseNumber: string) => {
        reads.push(caseNumber);
        return { form: { answers: answers.get(caseNumber) ?? {} }, person: {} } as never;
      },
    },
    grantedTo: async (name: string) => granted.get(name) ?? [],
    now: () => now,
  });
  const hear = (event: unknown): Promise<void> =>
    handle(
      JSON.stringify({ "detail-type": (event as { type: string }).type, detail: event }),
      {} as SQSRecord,
    );
  const caseEvent = (name: string, caseNumber: string, applicantId: string, time = now, more = {}) => ({
    specversion: "1.0",
    id: `case/${caseNumber}/5`,
    source: "tongban.case",
    type: `tongban.case.${name}.v1`,
    subject: `case/${caseNumber}`,
    time,
    dataschema: `urn:tongban:case:${name}:v1`,
    traceparent: trace,
    data: {
      caseNumber,
      to: "completed",
      itemCode: item,
      itemVersion: 1,
      department: "1002",
      applicantId,
      actor: { role: "clerk", id: "clerk-1" },
      handIn: "online",
      receive: "electronic",
      hash: "0".repeat(64),
      ...more,
    },
  });
  return { policies, subscribers, holdings, matches, passes, answers, granted, reads, hear, caseEvent };
}
