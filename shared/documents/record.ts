import * as z from "zod";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { announcedFields } from "./document.ts";

/** A file that was handed in, checked and taken: written once. Its case's events tell that it came with the case. */
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
  },
  events: { confirmed: silent },
  indexes: {},
});
export type Document = ReturnType<typeof document.fromItem>;

/** The one case that a draft's documents belong to. A document that was handed in for no draft is one of its own. */
export const draft = defineRecord({
  name: "draft",
  id: "draftKey",
  format: 1,
  fields: { draftKey: z.string(), caseNumber: z.string().length(25) },
  events: { claimed: silent },
  indexes: {},
});
export type Draft = ReturnType<typeof draft.fromItem>;

/** Drafts are named by whoever hands in, so the same name of two owners means two drafts. */
export const draftKeyOf = ({ documentId, ownerId, draft: name }: Document): string =>
  name ? sha256Hex(JSON.stringify([ownerId, name])).slice(0, 32) : documentId;
