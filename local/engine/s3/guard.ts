import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { readBody } from "../server.ts";

/** As much of Koa's context as is used here. */
export type S3Context = {
  method: string;
  path: string;
  query: Record<string, unknown>;
  headers: Record<string, string | undefined>;
  req: IncomingMessage | Readable;
  status: number;
  type: string;
  body: unknown;
};

export const refuse = (context: S3Context, status: number, code: string, message: string): void => {
  context.status = status;
  context.type = "application/xml";
  context.body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
};

/**
 * Two things that S3 does and s3rver leaves out: it refuses requests that nobody signed (no bucket here is
 * public), and it refuses an upload whose bytes do not have the sha256 that its link was signed for.
 */
export async function guard(context: S3Context, next: () => Promise<void>): Promise<void> {
  const { method, headers, query } = context;
  const isSigned = headers.authorization !== undefined || "X-Amz-Signature" in query;
  if (!isSigned && method !== "OPTIONS") return refuse(context, 403, "AccessDenied", "Access Denied");
  const wanted = headers["x-amz-checksum-sha256"];
  if (method === "PUT" && wanted !== undefined) {
    const bytes = await readBody(context.req as IncomingMessage);
    if (createHash("sha256").update(bytes).digest("base64") !== wanted)
      return refuse(
        context,
        400,
        "BadDigest",
        "The SHA256 you specified did not match the calculated checksum.",
      );
    context.req = Readable.from([bytes]);
  }
  return next();
}
