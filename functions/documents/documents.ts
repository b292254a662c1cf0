import { randomUUID } from "node:crypto";
import type { CasesPublic } from "#shared/cases/public.ts";
import { announceDocument, confirmDocument, getDocumentContent } from "#shared/documents/api.ts";
import { type Document, documentIdOf, mismatches } from "#shared/documents/document.ts";
import type { DocumentStore } from "#shared/documents/document-store.ts";
import type { ObjectStore } from "#shared/documents/object-store.ts";
import { documentProblems } from "#shared/documents/problems.ts";
import { type Route, route } from "#shared/http/api.ts";
import type { Caller } from "#shared/http/caller.ts";
import { defineLogs, log } from "#shared/logging/logger.ts";

export type DocumentsDeps = {
  store: DocumentStore;
  objects: ObjectStore;
  cases: Pick<CasesPublic, "mayReadDocument" | "mayReadCase">;
  now: () => string;
};

const logs = defineLogs("documents", {
  downloaded: { level: "info", text: "a link to a document was given" },
  mismatch: { level: "warn", text: "an upload differs from what was announced" },
});

const linkLifeMs = 300_000;

export function documentsApi({ store, objects, cases, now }: DocumentsDeps): Route[] {
  const readOwn = async (documentId: string, caller: Caller): Promise<Document> => {
    const document = await store.read(documentId);
    if (!document || document.ownerId !== caller.id) throw documentProblems.documentNotFound();
    return document;
  };

  /** Its owner, whoever may read its case, and whoever may read another case that lists it. */
  const mayRead = async ({ documentId, ownerId, caseNumber }: Document, caller: Caller, listing?: string) =>
    ownerId === caller.id ||
    (caseNumber !== undefined && (await cases.mayReadCase(caseNumber, caller))) ||
    (listing !== undefined && (await cases.mayReadDocument(listing, documentId, caller)));

  return [
    route(announceDocument, async ({ body, headers, caller }) => {
      const createdAt = now();
      const document: Document = {
        documentId: documentIdOf(caller.id, headers["idempotency-key"] ?? randomUUID()),
        ownerId: caller.id,
        ...body,
        status: "pending",
        createdAt,
      };
      if (!(await store.add(document))) {
        const earlier = await readOwn(document.documentId, caller);
        if (earlier.sha256 !== document.sha256 || earlier.contentType !== document.contentType)
          throw documentProblems.keyReused();
      }
      const link = await objects.uploadLink(document);
      const expiresAt = new Date(Date.parse(createdAt) + linkLifeMs).toISOString();
      return {
        status: 201,
        body: { documentId: document.documentId, upload: { method: "PUT", ...link, expiresAt } },
      };
    }),

    route(confirmDocument, async ({ path, caller }) => {
      const document = await readOwn(path.documentId, caller);
      if (document.status === "pending") {
        const found = await objects.inspect(document.documentId);
        if (!found) throw documentProblems.notUploaded();
        const fields = mismatches(document, found);
        if (fields.length > 0) {
          log(logs.mismatch, { documentId: document.documentId, fields });
          throw documentProblems.doesNotMatch({ facts: { fields } });
        }
        // The file first: a record that says clean must never stand for a file that the bucket removes.
        await objects.keep(document.documentId);
        await store.markClean(document.documentId);
      }
      return { status: 200, body: { documentId: document.documentId, status: "clean" } };
    }),

    route(getDocumentContent, async ({ path, query, caller }) => {
      const document = await store.read(path.documentId);
      if (document?.status !== "clean" || !(await mayRead(document, caller, query.case)))
        throw documentProblems.documentNotFound();
      log(logs.downloaded, { documentId: document.documentId, by: caller.id, caseNumber: query.case });
      return { status: 303, headers: { location: await objects.downloadLink(document) } };
    }),
  ];
}
