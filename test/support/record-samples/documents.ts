import { type Document, document } from "#shared/documents/record.ts";
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
  end: (record) => document.next(record, { caseNumber: caseNumberNo(1) }, { event: "claimed", ...step }),
};
