import { randomBytes } from "node:crypto";

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** W3C Trace Context: a new span of the caller's trace, or of a new one. */
export function childTrace(parent: string | undefined): string {
  const trace = pattern.exec(parent ?? "")?.[1] ?? randomBytes(16).toString("hex");
  return `00-${trace}-${randomBytes(8).toString("hex")}-01`;
}
