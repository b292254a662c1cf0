import type { AcceptedType } from "../accepted.ts";
import { type FileKind, isAccepted, kindOf } from "../file-kind.ts";
import type { Finding } from "./findings.ts";
import { jpegFindings } from "./jpeg.ts";
import { ofdFindings } from "./ofd.ts";
import { pdfFindings } from "./pdf.ts";
import { pngFindings } from "./png.ts";
import { endsAsZip } from "./zip.ts";

export type Inspection = { kind: FileKind; findings: Finding[] };

const findingsOf: Record<AcceptedType, (bytes: Buffer) => Finding[]> = {
  "application/pdf": pdfFindings,
  "application/ofd": ofdFindings,
  "image/jpeg": jpegFindings,
  "image/png": pngFindings,
};

/** What a file really is, by its own bytes and whatever its name says, and why it may not be kept. Pure. */
export function inspectBytes(bytes: Buffer): Inspection {
  const kind = kindOf(bytes);
  if (!isAccepted(kind)) return { kind, findings: [] };
  const findings: Finding[] = kind !== "application/ofd" && endsAsZip(bytes) ? ["polyglot"] : [];
  return { kind, findings: [...findings, ...findingsOf[kind](bytes)] };
}
