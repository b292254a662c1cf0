import * as z from "zod";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { announcedFields } from "./document.ts";

/**
 * A file that was handed in, checked and taken. Nobody hears of its steps: that it came with a case, the case's own
 * events tell.
 */
export const document = defineRecord({
  name: "document",
  id: "documentId",
  format: 1,
  fields: {
    documentId: z.uuid(),
    ownerId: z.string().min(1),
    ...announcedFields,
    /** Whether somebody looked for malware when it was confirmed. */
    scan: z.enum(["clean", "unscanned"]),
    /** The one case it belongs to. */
    caseNumber: z.string().length(25).optional(),
  },
  events: { confirmed: silent, claimed: silent },
  indexes: {},
});
export type Document = ReturnType<typeof document.fromItem>;
