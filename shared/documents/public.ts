import type { Cursor } from "#shared/kernel/aws/page.ts";
import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import { historyKey } from "#shared/kernel/messaging/outbox.ts";
import { type DocumentStore, dynamodbDocumentStore } from "./document-store.ts";
import { paperIdOf, paperNumberOf, paperOfEvent, paperTitles } from "./papers.ts";
import type { PaperKind, PaperView } from "./views.ts";

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
const deadClaimMs = 60_000;

type Store = Pick<DocumentStore, "readMany" | "claim">;

export function documentsPublic(store: Store, now: Clock = systemClock): DocumentsPublic {
  const claimOne = async (documentId: string, caseNumber: string, isThere: CaseIsThere): Promise<boolean> => {
    const at = now();
    const outcome = await store.claim(documentId, { caseNumber, at, from: undefined });
    if (outcome === "claimed") return true;
    const { holder, claimedAt } = outcome;
    const isOld = claimedAt !== undefined && Date.parse(claimedAt) < Date.parse(at) - deadClaimMs;
    const isDead = isOld && !(await isThere(holder));
    return isDead && (await store.claim(documentId, { caseNumber, at, from: holder })) === "claimed";
  };

  return {
    async unusable(documentIds, ownerIds, caseNumber) {
      if (documentIds.length === 0) return [];
      const fresh = Date.parse(now()) - deadClaimMs;
      const usable = new Set(
        (await store.readMany(documentIds))
          .filter(
            ({ ownerId, status, caseNumber: holder, claimedAt }) =>
              ownerIds.includes(ownerId) &&
              status === "clean" &&
              // An older claim may be a dead one, which `claim` finds out.
              (!holder || holder === caseNumber || Date.parse(claimedAt ?? "") < fresh),
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

export const documentsOf = (table: string): DocumentsPublic => documentsPublic(dynamodbDocumentStore(table));

/** What other contexts may ask of official papers. */
export type PapersPublic = {
  /** The papers of a case, the oldest first. A new one's file may still be in the making. */
  papersOf(caseNumber: string, latestVersion: number): Promise<PaperView[]>;
};

const kinds: Readonly<Record<string, PaperKind>> = paperOfEvent;

type Entry = { version: number; event: { type: string; time: string } };

/** Of a case with more versions its newest papers are told. */
export const mostVersions = 100;

/** By the entries of a case's history after one of them, `mostVersions` at the most. */
export function papersPublic(
  historyAfter: (caseNumber: string, after: Cursor) => Promise<readonly Entry[]>,
): PapersPublic {
  return {
    async papersOf(caseNumber, latestVersion) {
      const earlier = latestVersion - mostVersions;
      const entries = await historyAfter(caseNumber, earlier > 0 ? { sk: historyKey(earlier) } : undefined);
      return entries.flatMap(({ version, event: { type, time } }) => {
        const kind = kinds[shortEventName(type)];
        if (!kind) return [];
        const paper = { caseNumber, version, kind };
        return [
          {
            documentId: paperIdOf(paper),
            kind,
            title: paperTitles[kind],
            number: paperNumberOf(paper, time),
            issuedAt: time,
          },
        ];
      });
    },
  };
}
