import * as z from "zod";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { acceptedTypes, emptyFile, maxDocumentBytes, tooLargeFile } from "./accepted.ts";

const inBoth = ({ zh, en }: Text): string => `${zh}|${en}`;

/** What is announced of a file before it is there. Nothing is written then: the uploaded object carries it. */
export const announcedFields = {
  fileName: z.string(),
  contentType: z.enum(acceptedTypes, {
    error: "请上传 PDF、OFD、JPEG 或 PNG 文件。|Please upload a PDF, OFD, JPEG or PNG file.",
  }),
  /** Bytes. */
  size: z.int().positive(inBoth(emptyFile)).max(maxDocumentBytes, inBoth(tooLargeFile)),
  /** SHA-256, hex, as the sender computed it. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "文件的摘要应为 64 位十六进制数。|The file's digest must be 64 hex digits."),
  /**
   * The application that it is handed in for, by an id that its sender made up. All documents of one draft belong to
   * the first case that takes one of them; what names no draft is taken by itself.
   */
  draft: z.uuid().optional(),
};
export const announcementSchema = z.strictObject(announcedFields);
export type Announcement = z.infer<typeof announcementSchema>;

const dayMs = 86_400_000;
/** Hex digits for the days since 1970: until 2149. */
const dayDigits = 4;
const fileDigits = 11;
/** Hex digits that say whose document it is, 60 bits: enough that nobody finds another's by trying. */
const ownerDigits = 15;

/**
 * A UUID (version 8): half from the day in Shanghai, the file and the key of the call, so that a call repeated on that
 * day announces the same document and another file never takes its place; half from the owner and that, so that it
 * tells its owner whose it is.
 */
export function documentIdOf(ownerId: string, key: string, announced: Announcement, at: string): string {
  const { contentType, size, sha256, draft } = announced;
  const day = (Date.parse(dayOf(at)) / dayMs).toString(16).padStart(dayDigits, "0");
  const file = sha256Hex(JSON.stringify([ownerId, key, contentType, size, sha256, draft]));
  return ownId(ownerId, day + file.slice(0, fileDigits));
}

function ownId(ownerId: string, half: string): string {
  const own = sha256Hex(JSON.stringify([ownerId, half]));
  return `${half.slice(0, 8)}-${half.slice(8, 12)}-8${half.slice(12)}-8${own.slice(0, 3)}-${own.slice(3, ownerDigits)}`;
}

/** Whether this owner's call made the id. */
export function isOwn(documentId: string, ownerId: string): boolean {
  const [first = "", second = "", third = ""] = documentId.split("-");
  return documentId === ownId(ownerId, first + second + third.slice(1));
}

const announcedOn = (documentId: string): string =>
  new Date(Number.parseInt(documentId.slice(0, dayDigits), 16) * dayMs).toISOString().slice(0, 10);

/** Where the uploads of a day lie. */
export const dayPrefix = (day: string): string => `documents/${day}/`;
export const objectKey = (documentId: string): string => dayPrefix(announcedOn(documentId)) + documentId;
/** Under which keys uploads and official documents lie. */
export const allKeys = "documents/*";

/** An upload is confirmed on the day of its announcement or on the next. */
const lastDayToConfirm = 1;
/** Days after that one on which nothing is confirmed any more, and on which unconfirmed uploads are looked for. */
const sweptFrom = lastDayToConfirm + 2;
/** So that runs which failed or were missed, four in a row, are made good. */
const sweptTo = sweptFrom + 4;

const daysBefore = (at: string, days: number): string =>
  dayOf(new Date(Date.parse(at) - days * dayMs).toISOString());

export const mayBeConfirmed = (documentId: string, at: string): boolean =>
  announcedOn(documentId) >= daysBefore(at, lastDayToConfirm);

/** Days in Shanghai whose uploads are to be looked through at an instant, the oldest first. */
export const sweptDays = (at: string): string[] =>
  Array.from({ length: sweptTo - sweptFrom + 1 }, (_, index) => daysBefore(at, sweptTo - index));

/** The tag by which the bucket's own rule removes what was uploaded and never confirmed: it is personal data. */
export const abandonedTag = { Key: "status", Value: "abandoned" } as const;

type Found = Pick<Announcement, "size" | "sha256"> & { contentType: string };

/** What differs between what was announced and what lies in the store; empty when all fits. */
export function mismatches(announced: Announcement, found: Found): (keyof Found)[] {
  return (["size", "sha256", "contentType"] as const).filter((field) => announced[field] !== found[field]);
}
