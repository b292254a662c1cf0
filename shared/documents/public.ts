import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { versionOf } from "#events/define-event.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import type { Cursor } from "#shared/kernel/aws/page.ts";
import { type ConditionalPut, nextVersion } from "#shared/kernel/aws/put-version.ts";
import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import { historyKey } from "#shared/kernel/messaging/outbox.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { ReadOptions } from "#shared/kernel/records/record-store.ts";
import { dynamodbNumbers } from "./dynamodb-numbers.ts";
import { objectLooker } from "./object-looker-store.ts";
import {
  isForOffice,
  officialDocumentIdOf,
  officialDocumentKey,
  officialDocumentKindsOf,
  officialDocumentTitleOf,
} from "./official-documents.ts";
import { documentProblems } from "./problems.ts";
import { type Document, document, draft, draftKeyOf } from "./record.ts";
import type { RegisteredNumber } from "./running-numbers.ts";
import type { OfficialDocumentView } from "./views.ts";
import { follows } from "./wiring.ts";

/** What other contexts may ask of documents. */
export { extensionOf } from "./accepted.ts";

export function documentsOf(
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
  now: Clock = systemClock,
) {
  const store = dynamodbRecordStore(document, table, db);
  const drafts = dynamodbRecordStore(draft, table, db);
  const numbers = dynamodbNumbers(table, db);

  /** Those that were asked for last: whoever checks an application claims its documents in the same request. */
  let last = { at: 0, documents: [] as Document[] };
  /** Written once: what an older copy of the table holds is right, and only what it lacks is asked for again. */
  const confirmed = async (documentIds: string[]): Promise<Document[]> => {
    const at = Date.parse(now());
    const ids = [...new Set(documentIds)];
    const found = at - last.at < 60_000 ? last.documents.filter((one) => ids.includes(one.documentId)) : [];
    for (const maybeOlder of [true, false]) {
      const missing = ids.filter((id) => found.every(({ documentId }) => documentId !== id));
      if (missing.length > 0) found.push(...(await store.readMany(missing, { maybeOlder })));
    }
    last = { at, documents: found };
    return found;
  };
  const casesByDraft = async (documents: Document[], how: ReadOptions): Promise<Map<string, string>> => {
    const keys = [...new Set(documents.map(draftKeyOf))];
    const found = keys.length > 0 ? await drafts.readMany(keys, how) : [];
    return new Map(found.map(({ draftKey, caseNumber }) => [draftKey, caseNumber]));
  };

  return {
    /** The running numbers of a case's official documents. */
    numbersOf: (caseNumber: string): Promise<RegisteredNumber[]> => numbers.ofCase(caseNumber),

    /**
     * Those of the documents that these owners may not attach: unknown, someone else's, unconfirmed, or of another
     * case than `caseNumber`.
     */
    async unusable(documentIds: string[], ownerIds: string[], caseNumber?: string): Promise<string[]> {
      const own = (await confirmed(documentIds)).filter(({ ownerId }) => ownerIds.includes(ownerId));
      // Of a draft that was free a moment ago the claim finds out.
      const caseOf = await casesByDraft(own, { maybeOlder: true });
      const usable = own.filter((each) => [undefined, caseNumber].includes(caseOf.get(draftKeyOf(each))));
      const ids = new Set(usable.map(({ documentId }) => documentId));
      return documentIds.filter((id) => !ids.has(id));
    },

    /**
     * What ties the drafts of these documents to their one case, for the transaction that writes the case: nothing for
     * those it has already.
     * @throws Problem with the documents that another case holds
     */
    async claims(documentIds: string[], caseNumber: string): Promise<ConditionalPut[]> {
      const found = await confirmed(documentIds);
      if (found.length < new Set(documentIds).size)
        throw new Error("a document cannot be claimed: it is not confirmed");
      const caseOf = await casesByDraft(found, { maybeOlder: false });
      const taken = found.filter((each) => (caseOf.get(draftKeyOf(each)) ?? caseNumber) !== caseNumber);
      if (taken.length > 0)
        throw documentProblems.documentsTaken({
          facts: { documents: taken.map(({ documentId }) => documentId) },
        });
      const free = new Map(found.map((each) => [draftKeyOf(each), each]));
      return [...free].flatMap(
        ([
          draftKey,
          {
            lastEvent: { actor, trace },
          },
        ]) => {
          if (caseOf.has(draftKey)) return [];
          const claimed = draft.first(
            { draftKey, caseNumber },
            { event: "claimed", at: now(), actor, trace },
          );
          return [nextVersion(table, draft.toItem(claimed), claimed.version)];
        },
      );
    },
  };
}

export type DocumentsPublic = ReturnType<typeof documentsOf>;

/** Of a case with more versions its newest documents are listed. */
const maxVersions = 100;

/** The part of a case's history that lists its official documents. */
export function officialDocumentVersions(latestVersion: number): { cursor: Cursor; limit: number } {
  const earlier = latestVersion - maxVersions;
  return { cursor: earlier > 0 ? { sk: historyKey(earlier) } : undefined, limit: maxVersions };
}

type Entry = {
  version: number;
  event: { type: string; time: string };
  privateNote?: { details?: Record<string, unknown> | undefined };
  changes?: { set: Record<string, unknown>; unset?: string[] | undefined } | undefined;
};
const examinationSchema = z.object({ kind: z.string(), step: z.string() }).optional();

/** Whether the case relied on commitments at each of these versions. */
function committedAt(entries: readonly Entry[]): boolean[] {
  let committed = false;
  return entries.map(({ changes }) => {
    if (changes?.set.committed) committed = true;
    if (changes?.unset?.includes("committed")) committed = false;
    return committed;
  });
}

/** The official documents of a case by its history, the oldest first. A new one's file may still be in the making. */
export const officialDocumentsOf = (
  { caseNumber, itemCode }: { caseNumber: string; itemCode: string },
  entries: readonly Entry[],
  numbers: readonly RegisteredNumber[] = [],
  /** Without those that are for the office alone. */
  reader: { role: string } = { role: "citizen" },
): OfficialDocumentView[] => {
  const committed = committedAt(entries);
  return entries.flatMap(({ version, event: { type, time }, privateNote }, index) => {
    const examination = examinationSchema.parse(privateNote?.details?.examination);
    const kinds = officialDocumentKindsOf(shortEventName(type), { examination, committed: committed[index] });
    return kinds
      .filter((kind) => reader.role !== "citizen" || !isForOffice(kind))
      .map((kind) => {
        const document = { caseNumber, version, kind };
        const number = numbers.find((one) => one.version === version && one.kind === kind)?.text;
        return {
          documentId: officialDocumentIdOf(document),
          kind,
          title: officialDocumentTitleOf(kind, itemCode),
          ...(number && { number }),
          issuedAt: time,
        };
      });
  });
};

/** Whether the official documents that the steps of cases mean lie there. */
export function officialDocumentsOwed(bucket: string): OwedCheck {
  const isThere = objectLooker(bucket);
  return {
    follows,
    async missing(event) {
      const { caseNumber } = event.data;
      const kinds = officialDocumentKindsOf(shortEventName(event.type), event.data);
      const lies = await Promise.all(
        kinds.map((kind) => isThere(officialDocumentKey({ caseNumber, version: versionOf(event), kind }))),
      );
      return kinds.filter((_kind, index) => !lies[index]);
    },
  };
}

export { type CaseFiles, caseFiles } from "./case-files-store.ts";
export { allKeys as documentKeys } from "./document.ts";
export { officialDocumentWith } from "./official-documents.ts";
