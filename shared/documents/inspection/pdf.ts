import type { Finding } from "./findings.ts";
import { actionFindings } from "./pdf-actions.ts";
import { readObjects } from "./pdf-objects.ts";
import { hasOversizedPageTree } from "./pdf-pages.ts";
import { openingWithoutPassword } from "./pdf-protection.ts";

const endMark = "%%EOF";
/** Bytes behind the end that some printers' programs leave; none of them begins a tag or an archive. */
const harmlessRest = 32;

const hasTrailingData = (rest: string): boolean => {
  const solid = rest.replace(/[\s\0]+/g, "");
  return solid.length > harmlessRest || /<|PK|MZ/.test(solid);
};

/** Whether a PDF may be kept and shown: whole, nothing behind its end, no password asked, nothing that acts. */
export function pdfFindings(bytes: Buffer): Finding[] {
  const text = bytes.toString("latin1");
  const end = text.lastIndexOf(endMark);
  if (end < 0) return ["damaged"];
  const opening = openingWithoutPassword(text);
  const objects = readObjects(bytes, text, opening);
  const found = new Set([...objects.findings, ...actionFindings(objects)]);
  if (hasTrailingData(text.slice(end + endMark.length))) found.add("trailingData");
  if (objects.definitions.size === 0) found.add("damaged");
  if (hasOversizedPageTree(objects.definitions)) found.add("tooComplex");
  if (opening) found.delete("encrypted");
  // What asks for a password cannot be unpacked, which says nothing of its state.
  if (found.has("encrypted")) found.delete("damaged");
  return [...found];
}
