import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import { type DocumentStore, dynamodbDocumentStore } from "./document-store.ts";
import { paperIdOf, paperTitles } from "./papers.ts";
import type { PaperView } from "./views.ts";

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
  /** The papers of a case, the oldest first. No index: their ids follow from the case's versions. */
  papersOf(caseNumber: string, latestVersion: number): Promise<PaperView[]>;
};

/** One BatchGetItem; a case with more versions shows its newest papers. */
const mostVersions = 100;

export function papersPublic(store: Pick<DocumentStore, "readMany">): PapersPublic {
  return {
    async papersOf(caseNumber, latestVersion) {
      const count = Math.min(latestVersion, mostVersions);
      const versions = Array.from({ length: count }, (_, index) => latestVersion - count + 1 + index);
      const found = await store.readMany(versions.map((version) => paperIdOf(caseNumber, version)));
      return found
        .flatMap(({ documentId, paper, createdAt }) =>
          paper ? [{ documentId, paper, issuedAt: createdAt }] : [],
        )
        .sort((a, b) => a.paper.version - b.paper.version)
        .map(({ documentId, paper: { kind, number }, issuedAt }) => ({
          documentId,
          kind,
          title: paperTitles[kind],
          number,
          issuedAt,
        }));
    },
  };
}

export const papersOf = (table: string): PapersPublic => papersPublic(dynamodbDocumentStore(table));
