import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { caseRecord } from "#shared/cases/record.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import type { Finding } from "./audit-case.ts";

const lineSchema = z.object({ record: z.string(), version: z.int().positive(), hash: z.string() });

/** Of each case, by version, every hash that was ever exported: more than one where an entry was changed since. */
export type Exported = Map<string, Map<number, Set<string>>>;

/** What `history-export` wrote, as it was copied from its bucket into a folder. */
export function readExport(folder: string): Exported {
  const exported: Exported = new Map();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".jsonl")))
    for (const text of readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean)) {
      const { record, version, hash } = lineSchema.parse(JSON.parse(text));
      const caseNumber = caseRecord.idIn({ pk: record, sk: headKey });
      if (caseNumber === undefined) continue;
      const versions = exported.get(caseNumber) ?? new Map<number, Set<string>>();
      exported.set(caseNumber, versions.set(version, (versions.get(version) ?? new Set()).add(hash)));
    }
  return exported;
}

/** Whether the table still says what was exported, which nobody could change since. */
export function differencesFrom(exported: Exported, caseNumber: string, entries: HistoryEntry[]): Finding[] {
  const stored = new Map(entries.map(({ version, hash }) => [version, hash]));
  return [...(exported.get(caseNumber) ?? [])].flatMap(([version, hashes]): Finding[] => {
    const hash = stored.get(version);
    if (hash === undefined)
      return [{ caseNumber, version, description: "was exported, and is gone from the history" }];
    return [...hashes].every((one) => one === hash)
      ? []
      : [{ caseNumber, version, description: "was exported with another hash: the history was rewritten" }];
  });
}
