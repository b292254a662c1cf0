import type { Finding } from "./findings.ts";
import type { PdfObjects } from "./pdf-objects.ts";
import { isDict, isName, isRef, type PdfDict, type PdfValue, valuesOf } from "./pdf-syntax.ts";

/** Names, as a key or as a value, that only such a feature uses (ISO 32000-1, 12.6, 12.7.8 and 13). */
const forbiddenNames = new Map<string, Finding>([
  ["JavaScript", "activeContent"],
  ["Launch", "activeContent"],
  ["GoToR", "activeContent"],
  ["GoToE", "activeContent"],
  ["SubmitForm", "activeContent"],
  ["ImportData", "activeContent"],
  ["Rendition", "activeContent"],
  ["RichMedia", "activeContent"],
  ["RichMediaExecute", "activeContent"],
  ["OnInstantiate", "activeContent"],
  ["XFA", "activeContent"],
  ["EmbeddedFile", "embeddedFile"],
  ["EmbeddedFiles", "embeddedFile"],
  ["Encrypt", "encrypted"],
]);

/** What may set off an additional action (12.6.3). Glyphs and fonts may be named AA too, but have other keys. */
const triggers = new Set("E X D U Fo Bl PO PC PV PI O C K F V WC WS DS WP DP".split(" "));

const isPlainGoTo = (action: PdfDict): boolean => {
  const types = valuesOf(action, "S");
  const isGoTo = types.length > 0 && types.every((type) => isName(type) && type.name === "GoTo");
  return isGoTo && valuesOf(action, "Next").length === 0;
};

/** What a PDF would do by itself or carries hidden, found in its objects wherever they stand. */
export function actionFindings({ definitions, values }: PdfObjects): Set<Finding> {
  const found = new Set<Finding>();
  /** A reference to what was not found cannot be trusted: it stays a reference. */
  const resolved = (value: PdfValue): PdfValue[] =>
    isRef(value) ? (definitions.get(value.ref) ?? [value]) : [value];

  /** To open at a place is what many PDFs ask for; to do anything else is not. */
  const opensQuietly = (value: PdfValue): boolean =>
    resolved(value).every((target) => (isDict(target) ? isPlainGoTo(target) : !isRef(target)));
  const setsOff = (value: PdfValue): boolean =>
    resolved(value).some((target) =>
      isDict(target)
        ? target.entries.some(([key, action]) => triggers.has(key) && (isDict(action) || isRef(action)))
        : isRef(target),
    );

  const lookAt = (name: string) => {
    const finding = forbiddenNames.get(name);
    if (finding) found.add(finding);
  };
  const visitDict = (dict: PdfDict) => {
    for (const [key, value] of dict.entries) {
      lookAt(key);
      if (key === "OpenAction" && !opensQuietly(value)) found.add("activeContent");
      if (key === "AA" && setsOff(value)) found.add("activeContent");
      if (key === "JS" && valuesOf(dict, "S").length > 0) found.add("activeContent");
      if (key === "EF" && valuesOf(dict, "F").concat(valuesOf(dict, "UF")).length > 0)
        found.add("embeddedFile");
      visit(value);
    }
  };
  const visit = (value: PdfValue): void => {
    if (isName(value)) lookAt(value.name);
    else if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isDict(value)) visitDict(value);
  };
  for (const value of values) visit(value);
  return found;
}
