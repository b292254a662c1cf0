import * as z from "zod";
import type { Cursor } from "./page.ts";

/** An opaque page mark: the last key of a DynamoDB page, base64url. */
export const encodeCursor = (key: Record<string, unknown> | undefined): string | null =>
  key ? Buffer.from(JSON.stringify(key)).toString("base64url") : null;

const keySchema = z.record(z.string(), z.string());

/** Undefined for what is not a cursor of ours; the caller answers with a field error. */
export function decodeCursor(cursor: string): Record<string, string> | undefined {
  try {
    const key = keySchema.safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return key.data;
  } catch {
    return undefined;
  }
}

export const invalidCursor = {
  zh: "页码标记无效，请从第一页重新开始。",
  en: "This page mark is not valid; please begin with the first page.",
};

/** A page mark of another list: found where the list is read, and the caller's error. */
export class CursorMismatch extends Error {}

/** The key to go on from, if the cursor is one of a list with such keys. @throws CursorMismatch */
export function keyFrom<Key>(schema: z.ZodType<Key>, cursor: Cursor): Key | undefined {
  if (cursor === undefined) return undefined;
  const key = schema.safeParse(cursor);
  if (!key.success) throw new CursorMismatch("a cursor of another list");
  return key.data;
}

export const cursorSchema = z
  .string()
  .max(1024)
  .transform((cursor, context) => {
    const key = decodeCursor(cursor);
    if (!key) context.addIssue({ code: "custom", message: `${invalidCursor.zh}|${invalidCursor.en}` });
    return key ?? {};
  })
  .optional();
