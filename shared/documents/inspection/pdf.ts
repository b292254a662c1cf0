import { constants, inflateSync } from "node:zlib";
import type { Finding } from "./findings.ts";

export const isPdf = (bytes: Buffer): boolean => /^%PDF-[12]\.\d/.test(bytes.toString("latin1", 0, 8));

/** Bytes. A page at 600 dpi in colour is 100 MB; a bomb is more. */
const mostPerStream = 128 * 1024 * 1024;
const mostInAll = 384 * 1024 * 1024;
const mostStreams = 20_000;
const mostObjects = 200_000;

/** A name may spell any of its letters as `#` and two hex digits. */
const spelled = (name: string): string =>
  Array.from(name, (letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`).join("");
const anyOf = (...names: string[]): RegExp =>
  new RegExp(`/(?:${names.map(spelled).join("|")})(?![A-Za-z0-9#])`, "i");

/**
 * Names that only such a feature uses. They are looked for in all bytes, in streams as well: what a reader takes
 * for an object is decided by offsets that this does not trust. So a PDF that prints such a name uncompressed is
 * refused too, which is rare and does no harm.
 */
const forbidden: [Finding, RegExp][] = [
  ["encrypted", anyOf("Encrypt")],
  [
    "activeContent",
    anyOf(
      "JavaScript",
      "Launch",
      "Rendition",
      "RichMedia",
      "SubmitForm",
      "ImportData",
      "GoToR",
      "GoToE",
      "XFA",
    ),
  ],
  ["embeddedFile", anyOf("EmbeddedFile", "EmbeddedFiles")],
];
const objectStream = anyOf("ObjStm");
const flate = anyOf("FlateDecode", "Fl");

/** From a stream's start back to its object: what the stream says of itself. */
const dictionaryBefore = (text: string, at: number): string => {
  const before = text.slice(Math.max(0, at - 4096), at);
  return before.slice(Math.max(0, before.lastIndexOf(" obj")));
};

const looksDeflated = (bytes: Buffer, at: number): boolean =>
  at + 2 <= bytes.length && ((bytes[at] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(at) % 31 === 0;

type Inflated = { text: string } | "tooLarge" | "damaged";

function inflate(bytes: Buffer, limit: number): Inflated {
  try {
    // A stream that was cut off is shown by readers as far as it goes, so it is looked at as far as it goes.
    const out = inflateSync(bytes, { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH });
    return { text: out.toString("latin1") };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "tooLarge" : "damaged";
  }
}

/** What compressed streams hide; every one is unpacked, because only some say that they hold objects. */
function streamFindings(bytes: Buffer, text: string): Finding[] {
  const found = new Set<Finding>();
  let total = 0;
  let count = 0;
  for (const { index } of text.matchAll(/stream\r?\n/g)) {
    if (text.slice(index - 3, index) === "end") continue;
    count += 1;
    if (count > mostStreams) return ["tooComplex"];
    const start = text.indexOf("\n", index) + 1;
    const dictionary = dictionaryBefore(text, index);
    const isDeflated = looksDeflated(bytes, start);
    if (objectStream.test(dictionary) && /Filter/.test(dictionary) && !isDeflated) found.add("damaged");
    if (!isDeflated) continue;
    const end = text.indexOf("endstream", start);
    const inflated = inflate(bytes.subarray(start, end < 0 ? bytes.length : end), mostPerStream);
    if (inflated === "tooLarge") return ["expandsTooMuch"];
    if (inflated === "damaged") {
      if (flate.test(dictionary)) found.add("damaged");
      continue;
    }
    total += inflated.text.length;
    if (total > mostInAll) return ["expandsTooMuch"];
    for (const [finding, names] of forbidden) if (names.test(inflated.text)) found.add(finding);
    // Compressed twice over: a few bytes that unpack to gigabytes.
    if (looksDeflated(Buffer.from(inflated.text.slice(0, 2), "latin1"), 0) && /Fl.*Fl/s.test(dictionary))
      found.add("expandsTooMuch");
  }
  return [...found];
}

/** Whether a PDF may be kept and shown: whole, nothing in front or behind, not encrypted, nothing that acts. */
export function pdfFindings(bytes: Buffer): Finding[] {
  const text = bytes.toString("latin1");
  const end = text.lastIndexOf("%%EOF");
  if (end < 0) return ["damaged"];
  const found = new Set<Finding>();
  if (/[^\s\0]/.test(text.slice(end + 5))) found.add("trailingData");
  const objects = text.match(/\d\s+\d+\s+obj\b/g)?.length ?? 0;
  if (objects === 0) found.add("damaged");
  if (objects > mostObjects) return ["tooComplex"];
  for (const [finding, names] of forbidden) if (names.test(text)) found.add(finding);
  for (const finding of streamFindings(bytes, text)) found.add(finding);
  return [...found];
}
