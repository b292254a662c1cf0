import type { Counters } from "../types.ts";
import type { S3Context } from "./guard.ts";

/** `PutObject`, `GetObjectTagging`, `ListObjects`, as S3 calls what is asked of it. */
function operationOf({ method, path, query }: Pick<S3Context, "method" | "path" | "query">): string {
  const verb = `${method.charAt(0)}${method.slice(1).toLowerCase()}`;
  const [, , key] = /^\/([^/]*)\/?(.*)$/.exec(path) ?? [];
  if (!key) return method === "GET" ? "ListObjects" : `${verb}Bucket`;
  return `${verb}Object${"tagging" in query ? "Tagging" : ""}`;
}

/** Counts the requests that S3 would charge for: what nobody signed and what browsers ask before is not among them. */
export const counting =
  (counts: Counters["s3"]) =>
  async (context: S3Context, next: () => Promise<void>): Promise<void> => {
    if (context.method !== "OPTIONS") {
      const operation = operationOf(context);
      counts[operation] = (counts[operation] ?? 0) + 1;
    }
    return next();
  };
