import * as z from "zod";

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

export const cursorSchema = z
  .string()
  .max(1024)
  .transform((cursor, context) => {
    const key = decodeCursor(cursor);
    if (!key) context.addIssue({ code: "custom", message: "页码标记无效。|This page mark is not valid." });
    return key ?? {};
  })
  .optional();
