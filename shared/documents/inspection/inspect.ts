import type { acceptedTypes } from "../document.ts";
import type { Finding } from "./findings.ts";
import { isJpeg, jpegFindings } from "./jpeg.ts";
import { isPdf, pdfFindings } from "./pdf.ts";
import { isPng, pngFindings } from "./png.ts";
import { endsAsZip } from "./zip.ts";

export type Inspection = { contentType: (typeof acceptedTypes)[number] | undefined; findings: Finding[] };

const kinds = [
  { contentType: "application/pdf", is: isPdf, findingsOf: pdfFindings },
  { contentType: "image/jpeg", is: isJpeg, findingsOf: jpegFindings },
  { contentType: "image/png", is: isPng, findingsOf: pngFindings },
] as const;

/** What a file really is, by its own bytes and whatever its name says, and why it may not be kept. Pure. */
export function inspectBytes(bytes: Buffer): Inspection {
  const kind = kinds.find(({ is }) => is(bytes));
  if (!kind) return { contentType: undefined, findings: [] };
  const findings: Finding[] = endsAsZip(bytes) ? ["polyglot"] : [];
  return { contentType: kind.contentType, findings: [...findings, ...kind.findingsOf(bytes)] };
}
