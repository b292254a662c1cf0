import { createHash, randomUUID } from "node:crypto";
import { type CasesPublic, type Ground, requireGround } from "#shared/cases/public.ts";
import type { ConsultationsPublic } from "#shared/consultation/public.ts";
import { announceDocument, confirmDocument, getDocumentContent } from "#shared/documents/api.ts";
import {
  type Announcement,
  documentIdOf,
  isOwn,
  mayBeConfirmed,
  mismatches,
  objectKey,
} from "#shared/documents/document.ts";
import { inspectBytes } from "#shared/documents/inspection/inspect.ts";
import { linkSeconds, type ObjectStore, type StoredFile } from "#shared/documents/object-store.ts";
import {
  isForOffice,
  type OfficialDocumentName,
  officialDocumentKey,
  officialDocumentWith,
} from "#shared/documents/official-documents.ts";
import { documentProblems } from "#shared/documents/problems.ts";
import {
  type Document,
  type Draft,
  document as documentRecord,
  draftKeyOf,
} from "#shared/documents/record.ts";
import { doesNotMatch, notAcceptable } from "#shared/documents/refused-files.ts";
import type { Scanner } from "#shared/documents/scanning/scanners.ts";
import type { Accesses } from "#shared/kernel/accesses/access.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";

type DocumentsDeps = {
  store: Pick<RecordStore<Document>, "read" | "write">;
  drafts: Pick<RecordStore<Draft>, "read">;
  objects: ObjectStore;
  cases: Pick<CasesPublic, "mayReadDocument" | "groundOf">;
  consultations: Pick<ConsultationsPublic, "attachedBy">;
  accesses: Pick<Accesses, "isOpen">;
  scanner: Scanner;
  now: Clock;
};

const logs = defineLogs("documents", {
  downloaded: { level: "info", text: "a link to a document was given" },
  refused: { level: "warn", text: "an upload holds what is not taken" },
  infected: { level: "error", text: "malware was found in an upload" },
  mismatch: { level: "warn", text: "an upload differs from what was announced" },
});

type ReadableFile = StoredFile &
  Pick<Document, "fileName"> & { caseNumber?: string | undefined; consultation?: string | undefined };
/** Where whoever looks at it needs it. */
type Listing = { case?: string | undefined; consultation?: string | undefined };

export function documentsApi({
  store,
  drafts,
  objects,
  cases,
  consultations,
  accesses,
  scanner,
  now,
}: DocumentsDeps): Route[] {
  const requireReason = (ground: Ground, caseNumber: string, { id }: Caller): Promise<void> =>
    requireGround(accesses, ground, { caseNumber, account: id, now: now() });

  /** Of its own case, and of another that lists it: the one in which it is somebody's work comes first. */
  const groundsOf = async (
    { documentId, caseNumber }: Pick<ReadableFile, "caseNumber"> & Pick<Document, "documentId">,
    caller: Caller,
    listing?: string,
  ) => {
    const groundIn = async (number: string, otherwise?: Ground) => {
      const ground = (await cases.groundOf(number, caller, "content")) ?? otherwise;
      return ground ? [{ caseNumber: number, ground }] : [];
    };
    const isListed = listing !== undefined && (await cases.mayReadDocument(listing, documentId, caller));
    const grounds = [
      ...(caseNumber === undefined ? [] : await groundIn(caseNumber)),
      // Who is named to apply together sees the case before it is theirs.
      ...(isListed ? await groundIn(listing, "work") : []),
    ];
    return grounds.find(({ ground }) => ground === "work") ?? grounds[0];
  };

  /** Holds the file that arrived against what was announced, and looks inside. @throws Problem with all that is wrong */
  const examine = async (documentId: string): Promise<Announcement & Pick<Document, "scan">> => {
    const uploaded = await objects.read(documentId);
    if (!uploaded) throw documentProblems.notUploaded();
    const { bytes, announced } = uploaded;
    const { kind, findings } = inspectBytes(bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const fields = mismatches(announced, { size: bytes.byteLength, sha256, contentType: kind });
    if (fields.length > 0) {
      log(logs.mismatch, { documentId, fields });
      throw doesNotMatch(fields, announced.contentType, kind);
    }
    if (findings.length > 0) {
      log(logs.refused, { documentId, findings });
      throw notAcceptable(findings);
    }
    const scan = await scanner.scan(documentId, bytes);
    if (scan === "pending") throw documentProblems.scanPending({ headers: { "retry-after": "5" } });
    if (scan === "infected") {
      log(logs.infected, { documentId });
      throw documentProblems.infected();
    }
    return { ...announced, scan };
  };

  const officialDocumentFile = async (
    document: OfficialDocumentName,
    caller: Caller,
  ): Promise<ReadableFile> => {
    const { caseNumber, kind } = document;
    const isTheirs = caller.role !== "citizen" || !isForOffice(kind);
    const ground = isTheirs ? await cases.groundOf(caseNumber, caller, "officialDocuments") : undefined;
    if (!ground) throw documentProblems.documentNotFound();
    await requireReason(ground, caseNumber, caller);
    const key = officialDocumentKey(document);
    if (!(await objects.isThere(key))) throw documentProblems.officialDocumentNotThere();
    return { key, name: kind, contentType: "application/pdf", fileName: `${kind}.pdf`, caseNumber };
  };

  /** @throws Problem as if there were none, for whom it is not open to */
  const fileOf = async (
    documentId: string,
    caller: Caller,
    { case: listing, consultation }: Listing,
  ): Promise<ReadableFile> => {
    const official = officialDocumentWith(documentId);
    if (official) return officialDocumentFile(official, caller);
    const document = await store.read(documentId);
    if (!document) throw documentProblems.documentNotFound();
    const own = await drafts.read(draftKeyOf(document));
    const file = {
      key: objectKey(documentId),
      name: documentId,
      ...document,
      caseNumber: own?.caseNumber,
    };
    if (document.ownerId === caller.id) return file;
    if (
      consultation &&
      document.ownerId === (await consultations.attachedBy(consultation, documentId, caller))
    )
      return { ...file, consultation };
    const shownIn = await groundsOf(file, caller, listing);
    if (!shownIn) throw documentProblems.documentNotFound();
    const { caseNumber, ground } = shownIn;
    await requireReason(ground, caseNumber, caller);
    return { ...file, caseNumber };
  };

  return [
    route(announceDocument)(async ({ body, headers, caller }) => {
      const key = headers["idempotency-key"];
      const documentId = documentIdOf(caller.id, key ?? randomUUID(), body, now());
      // What was taken is not sent again: no link is given to where it lies.
      if (key && (await store.read(documentId, { maybeOlder: true })))
        return { status: 200, body: { documentId } };
      const link = await objects.uploadLink(documentId, body);
      const expiresAt = new Date(Date.parse(now()) + linkSeconds * 1000).toISOString();
      return { status: 201, body: { documentId, upload: { method: "PUT", ...link, expiresAt } } };
    }),

    route(confirmDocument)(async ({ path: { documentId }, caller, traceparent }) => {
      if (!isOwn(documentId, caller.id)) throw documentProblems.documentNotFound();
      // One that was confirmed a moment ago may be looked at twice: the record is written once all the same.
      const confirmed = await store.read(documentId, { maybeOlder: true });
      if (confirmed) return { status: 200, body: { documentId, status: "clean", scan: confirmed.scan } };
      // A record must never stand for a file that the bucket removes.
      if (!mayBeConfirmed(documentId, now())) throw documentProblems.uploadTooOld();
      const examined = await examine(documentId);
      // Of two confirmations at once each has found the same file to be right: the record stands, whichever wrote it.
      await store.write(
        documentRecord.first(
          { documentId, ownerId: caller.id, ...examined },
          { event: "confirmed", at: now(), actor: { role: caller.role, id: caller.id }, trace: traceparent },
        ),
      );
      return { status: 200, body: { documentId, status: "clean", scan: examined.scan } };
    }),

    route(getDocumentContent)(async ({ path: { documentId }, query, headers, caller }) => {
      const file = await fileOf(documentId, caller, query);
      const { contentType, fileName, caseNumber = "", consultation } = file;
      log(logs.downloaded, { documentId, caseNumber });
      const location = await objects.downloadLink(file);
      const opened = { of: consultation ?? caseNumber, record: documentId };
      if (!headers.accept?.includes("application/json"))
        return { status: 303, headers: { location }, opened };
      return { status: 200, body: { url: location, contentType, fileName }, opened };
    }),
  ];
}
