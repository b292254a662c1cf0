import { constants, inflateSync } from "node:zlib";
import { type Budget, isDict, isName, type PdfDict, type PdfValue, valuesOf } from "./pdf-syntax.ts";

/** Bytes. A page at 600 dpi in colour is 100 MB; a bomb is more. */
const maxStreamBytes = 128 * 1024 * 1024;
/** Bytes that all streams of a file together may unpack to: what can be unpacked while somebody waits. */
export const maxUnpackedBytes = 192 * 1024 * 1024;

export type UnpackResult = Buffer | "tooLarge" | "damaged";

const longNames: Record<string, string> = { Fl: "FlateDecode", A85: "ASCII85Decode", AHx: "ASCIIHexDecode" };

/** The filters of a stream in their order; undefined when they stand elsewhere or twice, so that readers may differ. */
export function filtersOf(dict: PdfDict): string[] | undefined {
  const [filter, second] = [...valuesOf(dict, "Filter"), ...valuesOf(dict, "F")];
  if (second !== undefined) return undefined;
  if (filter === undefined || filter === null) return [];
  const names: PdfValue[] = Array.isArray(filter) ? filter : [filter];
  if (!names.every(isName)) return undefined;
  return names.map(({ name }) => longNames[name] ?? name);
}

const isPredicted = (parameters: PdfValue): boolean =>
  Array.isArray(parameters)
    ? parameters.some(isPredicted)
    : parameters !== null &&
      (!isDict(parameters) || valuesOf(parameters, "Predictor").some((value) => value !== 1));

/** Whether what a stream holds can be read by unpacking it once: nothing else hides what is in it. */
export function isUnpackedInOneStep(dict: PdfDict): boolean {
  const filters = filtersOf(dict);
  const parameters = [...valuesOf(dict, "DecodeParms"), ...valuesOf(dict, "DP")];
  return (
    filters !== undefined &&
    (filters.length === 0 || (filters.length === 1 && filters[0] === "FlateDecode")) &&
    !parameters.some(isPredicted)
  );
}

/** What an attempt that fails is counted for: nobody tells how much it unpacked before. */
const failedAttempt = 32 * 1024 * 1024;

function inflate(bytes: Buffer, budget: Budget): UnpackResult {
  const attempt = (input: Buffer, finishFlush: number): UnpackResult => {
    const maxOutputLength = Math.max(1, Math.min(maxStreamBytes, budget.left));
    try {
      const out = inflateSync(input, { maxOutputLength, finishFlush, chunkSize: 64 * 1024 });
      budget.left -= out.length;
      return out;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return "tooLarge";
      budget.left -= failedAttempt;
      return "damaged";
    }
  };
  // Its own end is where it ends: an `endstream` may stand within what is packed.
  const whole = attempt(bytes, constants.Z_FINISH);
  if (whole !== "damaged" || budget.left <= 0) return whole;
  // One that was cut off is shown by readers as far as it goes, so it is looked at as far as it goes.
  const end = bytes.indexOf("endstream");
  return attempt(bytes.subarray(0, end < 0 ? bytes.length : end), constants.Z_SYNC_FLUSH);
}

/** ASCII85 (ISO 32000-1, 7.4.3): five letters for four bytes, `z` for four zeros. */
function fromAscii85(text: string): Buffer {
  const out = Buffer.alloc(text.length * 4 + 4);
  let length = 0;
  let group: number[] = [];
  const put = (letters: number[]) => {
    const padded = [...letters, 84, 84, 84, 84].slice(0, 5);
    out.writeUInt32BE(padded.reduce((sum, letter) => sum * 85 + letter, 0) % 2 ** 32, length);
    length += letters.length - 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 122 && group.length === 0) length += out.fill(0, length, length + 4) && 4;
    if (code < 33 || code > 117) continue;
    group.push(code - 33);
    if (group.length < 5) continue;
    put(group);
    group = [];
  }
  if (group.length > 1) put(group);
  return out.subarray(0, length);
}

/** What letters encode, up to their end mark or the stream's end. */
function fromLetters(
  bytes: Buffer,
  mark: string,
  budget: Budget,
  decode: (text: string) => Buffer,
): UnpackResult {
  const ends = [bytes.indexOf(mark), bytes.indexOf("endstream")].filter((end) => end >= 0);
  const text = bytes.toString("latin1", 0, Math.min(bytes.length, ...ends));
  budget.left -= text.length * 4;
  return budget.left < 0 ? "tooLarge" : decode(text);
}

const decoders: Record<string, (bytes: Buffer, budget: Budget) => UnpackResult> = {
  FlateDecode: inflate,
  ASCII85Decode: (bytes, budget) => fromLetters(bytes, "~>", budget, fromAscii85),
  ASCIIHexDecode: (bytes, budget) =>
    fromLetters(bytes, ">", budget, (text) => Buffer.from(text.replace(/[^0-9A-Fa-f]/g, ""), "hex")),
};

/** Whether anything of a stream can be unpacked here; of one whose filters are not clear, perhaps. */
export const canUnpackFirstFilter = (filters: string[] | undefined): boolean =>
  filters?.[0] === undefined || filters[0] in decoders;

/** Unpacks as far as it can be unpacked here: pictures stay packed. `bytes` may go on behind the stream. */
export function unpack(bytes: Buffer, filters: string[], budget: Budget): UnpackResult {
  let current = bytes;
  for (const filter of filters) {
    const decode = decoders[filter];
    if (!decode) break;
    const decoded = decode(current, budget);
    if (typeof decoded === "string") return decoded;
    current = decoded;
  }
  return current;
}
