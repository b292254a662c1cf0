import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliDecompressSync } from "node:zlib";

import { getResolvedPDFJS } from "unpdf";
import { shippedCatalogue } from "#data/index.ts";
import type { CaseEvent } from "#events/case.ts";
import type { CasePerson } from "#shared/cases/case.ts";
import { decide } from "#shared/cases/decide.ts";
import { noteOf } from "#shared/cases/public.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { officialDocumentOfEvent } from "#shared/documents/official-documents.ts";
import { numberText, type RegisteredNumber } from "#shared/documents/running-numbers.ts";
import type { OfficialDocumentKind } from "#shared/documents/views.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { caseEntries } from "#test/support/case-history.ts";
import { form, person, traceparent } from "#test/unit/cases/samples.ts";
import { openFont } from "../../../functions/documents/official-documents/assets.ts";
import { composeOfficialDocument } from "../../../functions/documents/official-documents/compose.ts";
import {
  documentCorrection,
  licenceCorrection,
} from "../../../functions/documents/official-documents/corrections.ts";
import { correctedLicence, type Step, samples } from "./sample-cases.ts";

export const fontFile = readFileSync(
  createRequire(import.meta.url).resolve(
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
  ),
);
export const font = openFont(fontFile);
export const rareFile = readFileSync("data/fonts/HanaMinB-extension-b.ttf.br");
export const rareFont = async () => openFont(brotliDecompressSync(rareFile));
export const item = ((): ServiceItem => {
  const found = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（新办）");
  if (!found) throw new Error("the flagship item is gone");
  return found;
})();

export const monday = "2026-09-21T02:00:00.000Z";

/** A case's way, and its last entry as the relay keeps it. */
export function way(opened: CaseHead, ...steps: Step[]): { head: CaseHead; entry: HistoryEntry } {
  const heads = [opened];
  for (const [action, actor, more] of steps) {
    const before = heads.at(-1) as CaseHead;
    const decision = decide(before, { action, actor, traceparent, ...more }, monday, calendar);
    if ("refused" in decision) throw new Error(JSON.stringify(decision));
    heads.push(decision.record);
  }
  const head = heads.at(-1) as CaseHead;
  return { head, entry: caseEntries(heads).at(-1) as HistoryEntry };
}

/** What decisions and notices of these cases were numbered. */
const numbersOf = (caseNumber: string): RegisteredNumber[] =>
  (
    [
      ["approval", 12],
      ["rejection", 5],
      ["notice", 3],
      ["lapse", 7],
    ] as const
  ).map(([kind, number]) => {
    const register = `1001-${kind}-2026`;
    return { register, number, text: numberText(register, number), caseNumber, version: 3, kind, at: monday };
  });

export type SampleName = keyof typeof samples;
export const sampleNames = Object.keys(samples) as SampleName[];

/** Only items that an upper organ decides are sent up. */
export const itemOf = (name: SampleName, own: ServiceItem = item): ServiceItem =>
  name === "forwarded" || name === "upperDecisionServed"
    ? {
        ...own,
        review: {
          organ: { zh: "河南省市场监督管理局", en: "Henan Administration for Market Regulation" },
          basis: "《中华人民共和国行政许可法》第四十三条",
        },
      }
    : own;

export function factsOf(name: SampleName, applicant: Partial<CasePerson["applicant"]> = {}) {
  const { opened, steps, form: own = form } = samples[name];
  const { head, entry } = way(opened, ...steps);
  const record = { head, form: own, person: { applicant: { ...person.person.applicant, ...applicant } } };
  const extensionBasis = item.extension === "none" ? undefined : item.extension?.basis;
  const numbers = numbersOf(head.caseNumber);
  const { correction, licenceCorrection: ofLicence } = noteOf(entry);
  return {
    numbers,
    event: caseRecord.eventOf(head) as CaseEvent,
    entry,
    record,
    item: itemOf(name),
    extensionBasis,
    ...(correction && { correction: documentCorrection(correction, item.itemCode, entry, numbers) }),
    ...(ofLicence && { correction: licenceCorrection(correctedLicence) }),
  };
}

/** Samples of an event that has another one. */
const eventOf = {
  deemed: "accepted",
  acceptedDeferred: "accepted",
  partWithdrawn: "withdrawn",
  refusedNotNeeded: "refused",
  refusedBarred: "refused",
  jointCollected: "collected",
  endServed: "documentServed",
  upperDecisionServed: "documentServed",
  revokedByItself: "remedyCarriedOut",
  endedUnsupplied: "terminated",
} as const;
const isOther = (name: Exclude<SampleName, "committed">): name is keyof typeof eventOf => name in eventOf;
export const kindOf = (name: SampleName): OfficialDocumentKind =>
  name === "committed" ? "commitment" : officialDocumentOfEvent[isOther(name) ? eventOf[name] : name];

export const documentOf = (name: SampleName) => composeOfficialDocument(kindOf(name), factsOf(name));

/** What a reader of the file reads, page after page, without white space. */
export async function textOf(pdf: Uint8Array): Promise<{ text: string; pages: string[] }> {
  const { getDocument } = await getResolvedPDFJS();
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(
      items
        .map((one) => ("str" in one ? one.str : ""))
        .join("")
        .replaceAll(/\s/g, ""),
    );
  }
  return { text: pages.join(""), pages };
}
