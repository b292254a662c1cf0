import * as z from "zod";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";

/** What a citizen may hand in, and how large: photographs and scans from a phone. */
export const acceptedTypes = ["application/pdf", "image/jpeg", "image/png"] as const;
export const maxDocumentBytes = 20 * 1024 * 1024;
/** An upload that is never confirmed is forgotten after a day. */
export const unconfirmedLifeSeconds = 86_400;

export const documentSchema = z.strictObject({
  documentId: z.string(),
  ownerId: z.string(),
  fileName: z.string(),
  contentType: z.enum(acceptedTypes),
  /** Bytes. */
  size: z.int().positive().max(maxDocumentBytes),
  /** SHA-256, hex, as the sender computed it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  status: z.enum(["pending", "clean"]),
  /** Whether somebody looked for malware when it was confirmed. */
  scan: z.enum(["clean", "unscanned"]).optional(),
  createdAt: z.iso.datetime(),
  /** The one case it belongs to. */
  caseNumber: z.string().length(25).optional(),
  claimedAt: z.iso.datetime().optional(),
});
export type Document = z.infer<typeof documentSchema>;

/** From the owner and the key of the call, so that a repeated call announces the same document; a UUID (version 8). */
export function documentIdOf(ownerId: string, key: string): string {
  const hex = sha256Hex(JSON.stringify([ownerId, key]));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const objectKey = (documentId: string): string => `documents/${documentId}`;

/** The tag by which the bucket's own rule removes what was uploaded and never confirmed: it is personal data. */
export const unconfirmedTag = { key: "status", value: "unconfirmed" } as const;

export type Found = { size: number; sha256: string; contentType: string | undefined };
export type Mismatch = "size" | "sha256" | "contentType";

/** What differs between what was announced and what lies in the store; empty when all fits. */
export function mismatches(announced: Document, found: Found): Mismatch[] {
  return (["size", "sha256", "contentType"] as const).filter((field) => announced[field] !== found[field]);
}
