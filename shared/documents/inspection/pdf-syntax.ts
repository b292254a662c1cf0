import { hexBytes, literalBytes } from "./pdf-strings.ts";

/**
 * The part of PDF's grammar (ISO 32000-1, 7.3) that looking for forbidden things needs. Names come with their `#xx`
 * escapes resolved; strings, booleans and null are all `null` where what they hold does not matter.
 */
export type PdfValue = null | number | { name: string } | { ref: number } | Said | PdfValue[] | PdfDict;
type Said = { said: Buffer | boolean };
/** Keys in their order and with repetitions: readers disagree on which of two equal ones counts. */
export type PdfDict = { entries: [string, PdfValue][] };

/** Characters that may still be looked at, for all objects of a file together. */
export type Budget = { left: number };

/** `stop`: the keyword that ended it, `""` at the end of the text or where nothing of the grammar stands. */
export type Sequence = { values: PdfValue[]; stop: string; end: number; isTooDeep: boolean };

type Reading = {
  /** Only the first value, or all until a keyword. */
  onlyFirst?: boolean;
  /** With what strings and booleans hold. */
  withStrings?: boolean;
};

const deepest = 100;

const isSpace = (code: number): boolean =>
  code === 32 || code === 10 || code === 13 || code === 9 || code === 12 || code === 0;
const delimiters = new Set(Array.from("()<>[]{}/%", (sign) => sign.charCodeAt(0)));
const isRegular = (code: number): boolean => !Number.isNaN(code) && !isSpace(code) && !delimiters.has(code);

export const isDict = (value: PdfValue | undefined): value is PdfDict =>
  typeof value === "object" && value !== null && "entries" in value && !Array.isArray(value);
export const isName = (value: PdfValue | undefined): value is { name: string } =>
  typeof value === "object" && value !== null && "name" in value;
export const isRef = (value: PdfValue | undefined): value is { ref: number } =>
  typeof value === "object" && value !== null && "ref" in value;

/** What a string or a boolean holds, where it was read. */
export const literalOf = (value: PdfValue | undefined): Buffer | boolean | undefined =>
  typeof value === "object" && value !== null && "said" in value ? value.said : undefined;

export const valuesOf = (dict: PdfDict, key: string): PdfValue[] =>
  dict.entries.flatMap(([name, value]) => (name === key ? [value] : []));

const unescaped = (name: string): string =>
  name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function dictOf(values: PdfValue[]): PdfDict {
  const entries: [string, PdfValue][] = [];
  for (let index = 0; index < values.length; index += 1) {
    const key = values[index];
    if (!isName(key)) continue;
    index += 1;
    entries.push([key.name, values[index] ?? null]);
  }
  return { entries };
}

/** Past a string in brackets, which may hold balanced brackets and escaped ones. */
function afterString(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "\\") at += 1;
    else if (sign === "(") depth += 1;
    else if (sign === ")") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (isSpace(text.charCodeAt(at))) at += 1;
    if (text[at] !== "%") return at;
    while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at += 1;
  }
}

function afterRegular(text: string, from: number): number {
  let at = from;
  while (isRegular(text.charCodeAt(at))) at += 1;
  return at;
}

/**
 * The values from a place on, until a keyword, or only the first of them. What is still open where it ends is closed
 * there, as lenient readers do.
 */
export function readValues(
  text: string,
  from: number,
  budget: Budget,
  { onlyFirst = false, withStrings = false }: Reading = {},
): Sequence {
  const open: { values: PdfValue[]; isDict: boolean }[] = [{ values: [], isDict: false }];
  let at = from;
  let isTooDeep = false;
  const top = () => open.at(-1) as { values: PdfValue[]; isDict: boolean };
  const close = () => {
    const closed = open.pop() as { values: PdfValue[]; isDict: boolean };
    top().values.push(closed.isDict ? dictOf(closed.values) : closed.values);
  };
  const ended = (stop: string): Sequence => {
    while (open.length > 1) close();
    budget.left -= at - from;
    return { values: top().values, stop, end: at, isTooDeep };
  };
  /** `12 0 R` is three words until its last one. */
  const refer = () => {
    const { values } = top();
    const number = values.at(-2);
    if (typeof number !== "number") return;
    values.splice(-2, 2, { ref: number });
  };

  for (;;) {
    if (onlyFirst && open.length === 1 && top().values.length > 0) return ended("");
    at = afterSpace(text, at);
    if (at >= text.length || at - from > budget.left) return ended("");
    const sign = text[at];
    const pair = text.slice(at, at + 2);
    if (sign === "/") {
      const end = afterRegular(text, at + 1);
      top().values.push({ name: unescaped(text.slice(at + 1, end)) });
      at = end;
    } else if (sign === "(") {
      const end = afterString(text, at);
      top().values.push(withStrings ? { said: literalBytes(text.slice(at, end)) } : null);
      at = end;
    } else if (pair === "<<" || sign === "[") {
      at += sign === "[" ? 1 : 2;
      open.push({ values: [], isDict: sign !== "[" });
      if (open.length > deepest) {
        isTooDeep = true;
        return ended("");
      }
    } else if (pair === ">>" || sign === "]") {
      if (open.length === 1 || top().isDict !== (pair === ">>")) return ended("");
      at += sign === "]" ? 1 : 2;
      close();
    } else if (sign === "<") {
      const close = text.indexOf(">", at);
      const end = close < 0 ? text.length : close + 1;
      top().values.push(withStrings ? { said: hexBytes(text.slice(at, end)) } : null);
      at = end;
    } else {
      const end = afterRegular(text, at);
      const word = text.slice(at, end);
      if (end === at) return ended("");
      at = end;
      if (word === "R") refer();
      else if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) top().values.push(Number(word));
      else if (/^(true|false|null)$/.test(word))
        top().values.push(withStrings && word !== "null" ? { said: word === "true" } : null);
      else return ended(word);
    }
  }
}
