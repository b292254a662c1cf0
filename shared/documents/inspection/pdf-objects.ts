import type { Finding } from "./findings.ts";
import { decryptedStream, isUnencrypted, streamLengths } from "./pdf-decryption.ts";
import type { Decryption } from "./pdf-protection.ts";
import {
  canUnpackFirstFilter,
  filtersOf,
  isUnpackedInOneStep,
  maxUnpackedBytes,
  unpack,
} from "./pdf-streams.ts";
import {
  type Budget,
  isDict,
  isName,
  type PdfDict,
  type PdfValue,
  readValues,
  valuesOf,
} from "./pdf-syntax.ts";

const maxObjects = 200_000;
const maxStreams = 20_000;
/** Of one number: each time a file is changed and saved adds one. */
const maxDefinitions = 1000;

export type PdfObjects = {
  /** Every definition of every number: which of them counts is decided by offsets that are not trusted here. */
  definitions: Map<number, PdfValue[]>;
  /** All values that a reader may come to, those of trailers and without a number as well. */
  values: PdfValue[];
  findings: Set<Finding>;
};

/** Where a reader may begin: behind `obj` and `trailer`, wherever the word stands, even within a stream. */
const beginnings = /(?<![A-Za-z])obj|trailer/g;

/** The number and the generation of an object. */
type Place = [number: number, generation: number];
const placeBefore = (text: string, at: number): Place | undefined => {
  const [, number, generation] =
    /(\d{1,10})[\s\0]{1,9}(\d{1,5})[\s\0]{0,9}$/.exec(text.slice(Math.max(0, at - 40), at)) ?? [];
  return number === undefined ? undefined : [Number(number), Number(generation)];
};

const isObjectStream = (dict: PdfDict): boolean =>
  valuesOf(dict, "Type").some((type) => isName(type) && type.name === "ObjStm") ||
  (valuesOf(dict, "First").length > 0 && valuesOf(dict, "N").length > 0);

const isDeflated = (bytes: Buffer): boolean =>
  bytes.length > 1 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;

/** Reads every object of a file, those in compressed object streams (7.5.7) as well, within limits. */
export function readObjects(bytes: Buffer, text: string, opening?: Decryption): PdfObjects {
  const objects: PdfObjects = { definitions: new Map(), values: [], findings: new Set() };
  const budget: Budget = { left: text.length * 4 + 4_000_000 };
  const unpackBudget: Budget = { left: maxUnpackedBytes };
  let mayUnpack = true;
  let streams = 0;
  let isRepetitive = false;

  const keep = (number: number | undefined, value: PdfValue) => {
    objects.values.push(value);
    if (number === undefined) return;
    const earlier = objects.definitions.get(number);
    if (earlier) isRepetitive ||= earlier.push(value) > maxDefinitions;
    else objects.definitions.set(number, [value]);
  };
  const isOver = () =>
    isRepetitive || budget.left <= 0 || objects.values.length > maxObjects || streams > maxStreams;

  const readPacked = (packed: string, dict: PdfDict) => {
    const [first] = valuesOf(dict, "First");
    if (typeof first !== "number") return objects.findings.add("tooComplex");
    const places = readValues(packed.slice(0, first), 0, budget).values;
    for (let index = 0; index + 1 < places.length && !isOver(); index += 2) {
      const [number, offset] = [places[index], places[index + 1]];
      if (typeof number !== "number" || typeof offset !== "number") break;
      const { values, isTooDeep } = readValues(packed, first + offset, budget, { onlyFirst: true });
      if (isTooDeep) objects.findings.add("tooComplex");
      keep(number, values[0] ?? null);
    }
  };

  const lengths = opening && opening.cipher !== "none" ? streamLengths(text) : undefined;

  const readStream = (dict: PdfDict, at: number, place?: Place) => {
    streams += 1;
    const start = at + (/^[ \t]*(\r\n|\n|\r)/.exec(text.slice(at, at + 8))?.[0].length ?? 0);
    if (/^\s{0,2}endstream/.test(text.slice(start, start + 11))) return;
    const holdsObjects = isObjectStream(dict);
    const isOpen = !opening || isUnencrypted(dict, opening);
    // What is a table of places and a stream of objects at once lies open for some readers only.
    if (holdsObjects && opening && isOpen && opening.cipher !== "none") objects.findings.add("tooComplex");
    // Pictures are not unpacked, so they need not be decrypted.
    if (!isOpen && !holdsObjects && !canUnpackFirstFilter(filtersOf(dict))) return;
    const rest = isOpen
      ? bytes.subarray(start)
      : decryptedStream({ bytes, text, start, lengths }, dict, opening, place, unpackBudget);
    if (!rest) {
      objects.findings.add("tooComplex");
      mayUnpack = false;
      return;
    }
    if (holdsObjects && !isUnpackedInOneStep(dict)) objects.findings.add("tooComplex");
    const filters = filtersOf(dict) ?? (isDeflated(rest) ? ["FlateDecode"] : []);
    if (filters.length === 0) {
      // Nobody writes such ones, and where it ends could be disputed.
      if (holdsObjects) objects.findings.add("tooComplex");
      return;
    }
    const unpacked = unpack(rest, filters, unpackBudget);
    if (typeof unpacked === "string") {
      objects.findings.add(unpacked === "tooLarge" ? "expandsTooMuch" : "damaged");
      mayUnpack = false;
    } else if (holdsObjects) readPacked(unpacked.toString("latin1"), dict);
  };

  for (const { index, 0: word } of text.matchAll(beginnings)) {
    const { values, stop, end, isTooDeep } = readValues(text, index + word.length, budget);
    if (isTooDeep) objects.findings.add("tooComplex");
    const [value] = values;
    const place = word === "obj" ? placeBefore(text, index) : undefined;
    if (value !== undefined) keep(place?.[0], value);
    if (stop === "stream" && isDict(value) && mayUnpack) readStream(value, end, place);
    if (!isOver()) continue;
    objects.findings.add("tooComplex");
    break;
  }
  return objects;
}
