import { type CaseEvent, caseEvents } from "#events/case.ts";
import { versionOf } from "#events/define-event.ts";
import { type CaseRecord, type CasesPublic, noteOf } from "#shared/cases/public.ts";
import type { CatalogueItems, ServiceItem } from "#shared/catalogue/public.ts";
import {
  documentedEvents,
  type OfficialDocumentName,
  officialDocumentKindsOf,
} from "#shared/documents/official-documents.ts";
import { type NumberStore, numberOf, organCode, registerOf } from "#shared/documents/running-numbers.ts";
import type { ExaminationsPublic } from "#shared/examinations/public.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import type { LicenceCorrections } from "#shared/licences/public.ts";
import type { StaffPublic } from "#shared/staff/public.ts";
import type { Archive } from "./archive.ts";
import { composeOfficialDocument } from "./compose.ts";
import { correctionFacts } from "./corrections.ts";
import { examinationFacts, hearingWords } from "./examinations.ts";
import { type Assets, renderOfficialDocument } from "./render.ts";
import type { SealService } from "./sealing/seal-service.ts";
import { sealPdf } from "./sealing/sealed-pdf.ts";

export type OfficialDocumentsDeps = {
  cases: Pick<CasesPublic, "recordOf" | "entryOf">;
  items: Pick<CatalogueItems, "version" | "current">;
  numbers: NumberStore;
  examinations: ExaminationsPublic;
  licences: LicenceCorrections;
  staff: Pick<StaffPublic, "nameOf">;
  archive: Archive;
  assetsOf: (department: string) => Promise<Assets>;
  seals: SealService;
  now: Clock;
};

const logs = defineLogs("officialDocuments", {
  made: { level: "info", text: "an official document was made and stored" },
  there: { level: "info", text: "the document was there already" },
  lacksGlyphs: {
    level: "warn",
    text: "the font lacks characters of a document; it shows their code points, to be written by hand",
  },
});

/** Makes the official documents (文书) of each event that the law wants in writing, once. */
export function officialDocuments({
  cases,
  items,
  numbers,
  examinations,
  licences,
  staff,
  archive,
  assetsOf,
  seals,
  now,
}: OfficialDocumentsDeps): MessageHandler {
  /** A later revision, where the case has moved on since, is not what the document is about. */
  const recordAt = async (caseNumber: string, entry: HistoryEntry): Promise<CaseRecord | undefined> => {
    const { version } = entry;
    const record = await cases.recordOf(caseNumber, { version });
    if (!record || record.head.version === version || record.head.formRevision === 1) return record;
    return cases.recordOf(caseNumber, { version, revision: await revisionAt(caseNumber, entry) });
  };

  /** That of the last step until then which brought one. */
  const revisionAt = async (caseNumber: string, entry: HistoryEntry): Promise<number> => {
    const revision = entry.changes?.set.formRevision;
    if (typeof revision === "number") return revision;
    const before = entry.version > 1 ? await cases.entryOf(caseNumber, entry.version - 1) : undefined;
    if (!before) throw new Error(`case ${caseNumber} has no revision of version ${entry.version}`);
    return revisionAt(caseNumber, before);
  };

  const numberFor = async (
    document: OfficialDocumentName,
    { time, data: { department } }: CaseEvent,
    { organ }: ServiceItem,
  ): Promise<string | undefined> => {
    const register = registerOf({ kind: document.kind, at: time }, organCode(department, organ?.zh));
    if (!register) return undefined;
    const at = now();
    const number = await numberOf(numbers, register, document, at);
    if (number.at === at) return number.text;
    // One that was taken before may have been given up since.
    const entry = await numbers.entry(number.register, number.number);
    if (entry?.void) throw new PermanentError(`number ${number.text} is void`);
    return number.text;
  };

  const partItems = async ({ head: { parts = [] } }: CaseRecord): Promise<ServiceItem[]> => {
    const published = await Promise.all(parts.map(({ code }) => items.current(code)));
    return published.flatMap((one) => (one ? [one.item] : []));
  };

  /** Only a proof of what was fetched says who handed it over. */
  const handedOverBy = async ({ data: { actor } }: CaseEvent, entry: HistoryEntry) => {
    const { collection } = noteOf(entry);
    return collection && collection.how !== "opened" ? staff.nameOf(actor.id) : undefined;
  };

  const make = async (which: OfficialDocumentName, event: CaseEvent): Promise<void> => {
    const { caseNumber, itemCode, itemVersion, department, examination } = event.data;
    const { version, kind } = which;
    const entry = await cases.entryOf(caseNumber, version);
    // The relay writes the history before it publishes; a reader of another copy may be a moment behind.
    if (!entry) throw new Error(`case ${caseNumber} has no history of version ${version} yet`);
    const record = await recordAt(caseNumber, entry);
    const published = await items.version(itemCode, itemVersion);
    if (!record || !published) throw new PermanentError(`case ${caseNumber} or its item is not there`);
    const { item, extension } = published;
    const held = record.head.examinations?.findLast(
      (one) => one.kind === "hearing" && one.state === "closed",
    );
    const facts = {
      event,
      entry,
      record,
      item,
      extensionBasis: extension?.basis,
      ...(kind === "proofOfDelivery" && {
        numbers: await numbers.ofCase(caseNumber),
        parts: await partItems(record),
        handedOverBy: await handedOverBy(event, entry),
      }),
      ...(kind === "commitment" && { parts: await partItems(record) }),
      ...(kind === "correction" && {
        correction: await correctionFacts(licences, entry, itemCode, await numbers.ofCase(caseNumber)),
      }),
      ...(examination && { examination: await examinationFacts(examinations, examination, staff.nameOf) }),
      ...(event.data.to !== "accepted" && { heard: await hearingWords(examinations, held) }),
    };
    const composed = composeOfficialDocument(kind, facts);
    // Only what can be printed takes a number.
    const number = await numberFor(which, event, item);
    const document = { ...composed, ...(number && { number }) };
    const { pdf, lacking } = await renderOfficialDocument(document, await assetsOf(department));
    // How many and not which: a rare character tells a name.
    if (lacking.length > 0) log(logs.lacksGlyphs, { ...which, count: lacking.length });
    const sealed = await sealPdf({ pdf, organ: document.organ }, seals, now());
    log(logs[(await archive.keep(which, sealed)) === "kept" ? "made" : "there"], which);
  };
  return eventHandler(
    documentedEvents.map((name) =>
      on(caseEvents[name], async (event) => {
        const { caseNumber } = event.data;
        for (const kind of officialDocumentKindsOf(name, event.data))
          await make({ caseNumber, version: versionOf(event), kind }, event);
      }),
    ),
  );
}
