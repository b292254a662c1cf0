import type { Cursor } from "#shared/kernel/aws/page.ts";
import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import { historyKey } from "#shared/kernel/messaging/outbox.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import {
  officialDocumentIdOf,
  officialDocumentNumberOf,
  officialDocumentOfEvent,
  officialDocumentTitles,
} from "./official-documents.ts";
import { type Document, document } from "./record.ts";
import type { OfficialDocumentKind, OfficialDocumentView } from "./views.ts";

export type CaseIsThere = (caseNumber: string) => Promise<boolean>;

/** What other contexts may ask of documents. */
export type DocumentsPublic = {
  /**
   * Those of the documents that these owners may not attach: unknown, someone else's, unconfirmed, or of another
   * case than `caseNumber`.
   */
  unusable(documentIds: string[], ownerIds: string[], caseNumber?: string): Promise<string[]>;
  /**
   * Ties documents to their one case, each by one conditional write; again is the same as once. A claim whose case
   * was never opened is taken over after a minute. Answers those that another case holds.
   */
  claim(documentIds: string[], caseNumber: string, isThere: CaseIsThere): Promise<string[]>;
};

/** Longer than any submission takes: an older claim without a case belongs to one that died on the way. */
const staleClaimMs = 60_000;

type Store = Pick<RecordStore<Document>, "read" | "readMany" | "write">;

export function documentsPublic(store: Store, now: Clock = systemClock): DocumentsPublic {
  const isFresh = ({ lastEvent }: Document): boolean =>
    Date.parse(lastEvent.at) >= Date.parse(now()) - staleClaimMs;

  const claimOne = async (documentId: string, caseNumber: string, isThere: CaseIsThere): Promise<boolean> => {
    let holder: string | undefined;
    let isKnown = false;
    await changeRecord(store, documentId, async (found) => {
      isKnown = true;
      holder = found.caseNumber;
      if (holder === caseNumber || (holder && (isFresh(found) || (await isThere(holder))))) return undefined;
      holder = undefined;
      const { actor, trace } = found.lastEvent;
      return document.next(found, { caseNumber }, { event: "claimed", at: now(), actor, trace });
    });
    if (!isKnown) throw new Error(`document ${documentId} cannot be claimed: it is not confirmed`);
    return holder === undefined || holder === caseNumber;
  };

  return {
    async unusable(documentIds, ownerIds, caseNumber) {
      if (documentIds.length === 0) return [];
      const usable = new Set(
        (await store.readMany(documentIds))
          .filter(
            (found) =>
              ownerIds.includes(found.ownerId) &&
              // An older claim may be a dead one, which `claim` finds out.
              (!found.caseNumber || found.caseNumber === caseNumber || !isFresh(found)),
          )
          .map(({ documentId }) => documentId),
      );
      return documentIds.filter((documentId) => !usable.has(documentId));
    },

    async claim(documentIds, caseNumber, isThere) {
      const ids = [...new Set(documentIds)];
      const taken = await Promise.all(
        ids.map(async (id) => ((await claimOne(id, caseNumber, isThere)) ? [] : [id])),
      );
      return taken.flat();
    },
  };
}

export const documentsOf = (table: string): DocumentsPublic =>
  documentsPublic(dynamodbRecordStore(document, table));

/** What other contexts may ask of official documents. */
export type OfficialDocumentsPublic = {
  /** The documents of a case, the oldest first. A new one's file may still be in the making. */
  officialDocumentsOf(caseNumber: string, latestVersion: number): Promise<OfficialDocumentView[]>;
};

const kinds: Readonly<Record<string, OfficialDocumentKind>> = officialDocumentOfEvent;

type Entry = { version: number; event: { type: string; time: string } };

/** Of a case with more versions its newest documents are told. */
export const mostVersions = 100;

/** By the entries of a case's history after one of them, `mostVersions` at the most. */
export function officialDocumentsPublic(
  historyAfter: (caseNumber: string, after: Cursor) => Promise<readonly Entry[]>,
): OfficialDocumentsPublic {
  return {
    async officialDocumentsOf(caseNumber, latestVersion) {
      const earlier = latestVersion - mostVersions;
      const entries = await historyAfter(caseNumber, earlier > 0 ? { sk: historyKey(earlier) } : undefined);
      return entries.flatMap(({ version, event: { type, time } }) => {
        const kind = kinds[shortEventName(type)];
        if (!kind) return [];
        const document = { caseNumber, version, kind };
        return [
          {
            documentId: officialDocumentIdOf(document),
            kind,
            title: officialDocumentTitles[kind],
            number: officialDocumentNumberOf(document, time),
            issuedAt: time,
          },
        ];
      });
    },
  };
}
