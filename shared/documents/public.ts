import { type DocumentStore, dynamodbDocumentStore } from "./document-store.ts";

/** What other contexts may ask of documents. */
export type DocumentsPublic = {
  /** Those of the documents that this owner may not attach: unknown, someone else's, or unconfirmed. */
  unusable(documentIds: string[], ownerIds: string[]): Promise<string[]>;
};

export function documentsPublic(store: Pick<DocumentStore, "readMany">): DocumentsPublic {
  return {
    async unusable(documentIds, ownerIds) {
      if (documentIds.length === 0) return [];
      const documents = await store.readMany(documentIds);
      const usable = new Set(
        documents
          .filter((document) => ownerIds.includes(document.ownerId) && document.status === "clean")
          .map((document) => document.documentId),
      );
      return documentIds.filter((documentId) => !usable.has(documentId));
    },
  };
}

export const documentsOf = (table: string): DocumentsPublic => documentsPublic(dynamodbDocumentStore(table));
