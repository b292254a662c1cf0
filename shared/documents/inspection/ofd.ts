import { type UnzipFileInfo, unzipSync } from "fflate";
import { isRunnable } from "../file-name.ts";
import type { Finding } from "./findings.ts";
import { endsAsZip } from "./zip.ts";

/** A form or an invoice has some hundred parts; what is far beyond it is made to hurt. */
const mostParts = 5_000;
const mostBytes = 200 * 1024 * 1024;

/** What the archive's directory says of its parts; nothing is unpacked. Undefined for a directory that cannot be read. */
function partsOf(bytes: Buffer): UnzipFileInfo[] | undefined {
  const parts: UnzipFileInfo[] = [];
  try {
    unzipSync(bytes, {
      filter: (part) => {
        parts.push(part);
        if (parts.length > mostParts) throw new RangeError("more parts than a document has");
        return false;
      },
    });
  } catch (error) {
    if (!(error instanceof RangeError)) return undefined;
  }
  return parts;
}

const leadsOut = (name: string): boolean =>
  name.startsWith("/") || name.includes("\\") || name.split("/").includes("..");

/**
 * OFD (GB/T 33190-2016): a ZIP of XML, pictures and fonts with `OFD.xml` at its root, which no browser shows. It is kept
 * as it is: neither its pages nor its signatures are looked into, only what it would unpack to.
 */
export function ofdFindings(bytes: Buffer): Finding[] {
  const parts = endsAsZip(bytes) ? partsOf(bytes) : undefined;
  if (!parts?.some(({ name }) => name === "OFD.xml")) return ["damaged"];
  const findings: Finding[] = [];
  if (parts.length > mostParts) findings.push("tooComplex");
  if (parts.reduce((sum, { originalSize }) => sum + originalSize, 0) > mostBytes)
    findings.push("expandsTooMuch");
  if (parts.some(({ name }) => leadsOut(name) || isRunnable(name))) findings.push("embeddedFile");
  return findings;
}
