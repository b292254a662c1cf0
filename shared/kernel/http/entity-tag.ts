import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";

/**
 * A record's tag: its version, which If-Match takes. An answer that also shows what changes without a new version
 * (deliveries, days that pass, what the caller may do) adds a digest of it: who asks with the tag must hear of that.
 */
export const recordTag = (version: number, shown?: unknown): string =>
  shown === undefined ? `"${version}"` : `"${version}-${sha256Hex(canonicalJson(shown)).slice(0, 8)}"`;

const tags = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;
const opaque = (tag: string): string => tag.replace(/^W\//, "");

/** Whether `If-None-Match` names this tag: `*`, or one of its list, compared weakly (RFC 9110 13.1.2). */
export const namesTag = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch.trim() === "*" || (ifNoneMatch.match(tags) ?? []).some((tag) => opaque(tag) === opaque(etag));
