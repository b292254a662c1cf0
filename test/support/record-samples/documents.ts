import { type Document, type Draft, document, draft } from "#shared/documents/record.ts";
import { caseNumberNo } from "#test/unit/ratings/samples.ts";
import { type RecordSamples, step } from "./samples.ts";

export const documents: RecordSamples<Document> = {
  definition: document,
  make: (serial) =>
    document.first(
      {
        documentId: `00000000-0000-8000-8000-${String(serial).padStart(12, "0")}`,
        ownerId: "citizen-1",
        fileName: "申请表.pdf",
        contentType: "application/pdf",
        size: 1000 + serial,
        sha256: "0".repeat(64),
        scan: "clean",
      },
      { event: "confirmed", ...step },
    ),
  // Both are written once; a version more is for the suite alone.
  end: (record) => document.next(record, {}, { event: "confirmed", ...step }),
};

export const drafts: RecordSamples<Draft> = {
  definition: draft,
  make: (serial) =>
    draft.first(
      { draftKey: String(serial).padStart(32, "0"), caseNumber: caseNumberNo(1) },
      { event: "claimed", ...step },
    ),
  end: (record) => draft.next(record, {}, { event: "claimed", ...step }),
};
