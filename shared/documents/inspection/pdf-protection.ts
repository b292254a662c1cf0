import { type Cipher, keyWithoutPassword, type Protection } from "./pdf-password.ts";
import {
  type Budget,
  isDict,
  isName,
  literalOf,
  type PdfDict,
  type PdfValue,
  readValues,
  valuesOf,
} from "./pdf-syntax.ts";

/** `none`: streams lie open, only strings are encrypted. */
export type Decryption = { cipher: Cipher | "none"; key: Buffer };

/** More dictionaries or identifiers than a file that was changed and saved many times has. */
const maxCandidates = 8;

const only = (dict: PdfDict, key: string): PdfValue | undefined => {
  const values = valuesOf(dict, key);
  return values.length === 1 ? values[0] : undefined;
};
const numberOf = (dict: PdfDict, key: string): number | undefined => {
  const value = only(dict, key);
  return typeof value === "number" ? value : undefined;
};
const bytesOf = (dict: PdfDict, key: string): Buffer => {
  const literal = literalOf(only(dict, key));
  return Buffer.isBuffer(literal) ? literal : Buffer.alloc(0);
};
const nameOf = (dict: PdfDict, key: string): string | undefined => {
  const value = only(dict, key);
  return isName(value) ? value.name : undefined;
};

/** How streams are encrypted; undefined for what this cannot tell for sure. */
function cipherOf(dict: PdfDict, version: number): Cipher | "none" | undefined {
  if (version === 1 || version === 2) return "rc4";
  if (version !== 4 && version !== 5) return undefined;
  const name = nameOf(dict, "StmF");
  if (name === undefined) return valuesOf(dict, "StmF").length === 0 ? "none" : undefined;
  if (name === "Identity") return "none";
  const filters = only(dict, "CF");
  const filter = isDict(filters) ? only(filters, name) : undefined;
  const method = isDict(filter) ? nameOf(filter, "CFM") : undefined;
  const methods: Record<string, Cipher | "none"> =
    version === 5 ? { None: "none", AESV3: "aes256" } : { None: "none", V2: "rc4", AESV2: "aes128" };
  return methods[method ?? ""];
}

function keyLength(dict: PdfDict, version: number): number {
  if (version === 1) return 5;
  if (version === 4) return 16;
  return Math.floor((numberOf(dict, "Length") ?? 40) / 8);
}

function openingOf(dict: PdfDict, fileId: Buffer): Decryption | undefined {
  const [version, revision] = [numberOf(dict, "V"), numberOf(dict, "R")];
  if (nameOf(dict, "Filter") !== "Standard" || version === undefined || revision === undefined)
    return undefined;
  const cipher = cipherOf(dict, version);
  const length = keyLength(dict, version);
  if (!cipher || ![2, 3, 4, 5, 6].includes(revision) || revision >= 5 !== (version === 5)) return undefined;
  if (length < 5 || (length > 16 && version !== 5)) return undefined;
  const protection: Protection = {
    revision,
    length: revision === 2 ? 5 : length,
    owner: bytesOf(dict, "O"),
    user: bytesOf(dict, "U"),
    userKey: bytesOf(dict, "UE"),
    permissions: numberOf(dict, "P") ?? 0,
    encryptsMetadata: literalOf(only(dict, "EncryptMetadata")) !== false,
  };
  const key = keyWithoutPassword(protection, fileId);
  return key && { cipher, key };
}

const valueAt = (text: string, at: number, budget: Budget): PdfValue =>
  readValues(text, at, budget, { onlyFirst: true, withStrings: true }).values[0] ?? null;

/** The dictionaries that a trailer may mean, in every definition; undefined when one is none. */
function dictionaries(text: string, budget: Budget): PdfDict[] | undefined {
  const found = new Map<string, PdfValue[]>();
  for (const { index, 0: word } of text.matchAll(/\/Encrypt(?![A-Za-z0-9])[\s\0]*/g)) {
    const at = index + word.length;
    const [reference, number] = /^(\d{1,10})[\s\0]+\d{1,5}[\s\0]+R/.exec(text.slice(at, at + 40)) ?? [];
    const known = reference ?? `at ${at}`;
    if (found.has(known)) continue;
    if (found.size > maxCandidates) return undefined;
    const places =
      number === undefined
        ? [at]
        : [...text.matchAll(new RegExp(`(?<!\\d)${number}[\\s\\0]+\\d{1,5}[\\s\\0]+obj`, "g"))].map(
            (definition) => definition.index + definition[0].length,
          );
    if (places.length > maxCandidates) return undefined;
    found.set(
      known,
      places.map((place) => valueAt(text, place, budget)),
    );
  }
  const values = [...found.values()].flat();
  return values.length > 0 && values.every(isDict) ? values : undefined;
}

/** First parts of the identifiers that trailers give. */
function fileIds(text: string, budget: Budget): Buffer[] {
  const ids = new Map<string, Buffer>([["", Buffer.alloc(0)]]);
  for (const { index, 0: word } of text.matchAll(/\/ID[\s\0]*\[/g)) {
    const literal = literalOf(valueAt(text, index + word.length, budget));
    if (Buffer.isBuffer(literal)) ids.set(literal.toString("hex"), literal);
    if (ids.size > maxCandidates) break;
  }
  return [...ids.values()];
}

/**
 * How to read a PDF that is encrypted and opens without a password, as banks and offices issue them to forbid changes
 * only; undefined when it asks for a password, or when readers could open it in more ways than one.
 */
export function openingWithoutPassword(text: string): Decryption | undefined {
  const budget: Budget = { left: 1_000_000 };
  const dicts = dictionaries(text, budget);
  if (!dicts) return undefined;
  const ids = fileIds(text, budget);
  const openings = new Map<string, Decryption>();
  for (const dict of dicts)
    for (const id of ids) {
      const opening = openingOf(dict, id);
      if (opening) openings.set(`${opening.cipher} ${opening.key.toString("hex")}`, opening);
    }
  const [opening, second] = openings.values();
  return second ? undefined : opening;
}
