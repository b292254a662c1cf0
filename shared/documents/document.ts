import * as z from "zod";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";

/** What a citizen may hand in, and how large: photographs and scans from a phone. */
export const acceptedTypes = ["application/pdf", "image/jpeg", "image/png"] as const;
export const maxDocumentBytes = 20 * 1024 * 1024;

/** What is told of a file before it is there. Nothing is written then: the uploaded object carries it. */
export const announcedFields = {
  fileName: z.string(),
  contentType: z.enum(acceptedTypes),
  /** Bytes. */
  size: z.int().positive().max(maxDocumentBytes),
  /** SHA-256, hex, as the sender computed it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};
export const announcementSchema = z.strictObject(announcedFields);
export type Announcement = z.infer<typeof announcementSchema>;

/** Hex digits that say whose document it is; enough that nobody finds another's by trying. */
const ownerDigits = 15;

/**
 * A UUID (version 8): half from the file and the key of the call, so that a repeated call announces the same document
 * and another file never takes its place; half from the owner and that, so that it tells its owner whose it is.
 */
export function documentIdOf(ownerId: string, key: string, announced: Announcement): string {
  const { contentType, size, sha256 } = announced;
  return ownId(ownerId, sha256Hex(JSON.stringify([ownerId, key, contentType, size, sha256])));
}

function ownId(ownerId: string, file: string): string {
  const half = file.slice(0, ownerDigits);
  const own = sha256Hex(JSON.stringify([ownerId, half]));
  return `${half.slice(0, 8)}-${half.slice(8, 12)}-8${half.slice(12)}-8${own.slice(0, 3)}-${own.slice(3, ownerDigits)}`;
}

/** Whether this owner's call made the id. */
export function isOwn(documentId: string, ownerId: string): boolean {
  const [first = "", second = "", third = ""] = documentId.split("-");
  return documentId === ownId(ownerId, first + second + third.slice(1));
}

export const objectKey = (documentId: string): string => `documents/${documentId}`;

/** The tag by which the bucket's own rule removes what was uploaded and never confirmed: it is personal data. */
export const unconfirmedTag = { key: "status", value: "unconfirmed" } as const;

export type Found = { size: number; sha256: string; contentType: string | undefined };
export type Mismatch = "size" | "sha256" | "contentType";

/** What differs between what was announced and what lies in the store; empty when all fits. */
export function mismatches(announced: Announcement, found: Found): Mismatch[] {
  return (["size", "sha256", "contentType"] as const).filter((field) => announced[field] !== found[field]);
}
