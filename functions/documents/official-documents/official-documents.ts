import { type CaseEvent, caseEvents } from "#events/case.ts";
import { versionOf } from "#events/define-event.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { type OfficialDocumentName, officialDocumentOfEvent } from "#shared/documents/official-documents.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import type { Archive } from "./archive.ts";
import { composeOfficialDocument } from "./compose.ts";
import { type Assets, renderOfficialDocument } from "./render.ts";

type OfficialDocumentsDeps = {
  cases: Pick<CasesPublic, "recordOf" | "entryOf">;
  items: Pick<CatalogueItems, "version">;
  archive: Archive;
  assetsOf: (department: string) => Promise<Assets>;
};

const logs = defineLogs("officialDocuments", {
  made: { level: "info", text: "an official document was made and stored" },
  there: { level: "info", text: "the document was there already" },
  lacksGlyphs: {
    level: "warn",
    text: "the font lacks characters of a document; it shows their code points, to be written by hand",
  },
});

type OfficialDocumentEvent = keyof typeof officialDocumentOfEvent;

/** Makes the official document (文书) of each event that the law wants in writing, once. */
export function officialDocuments({
  cases,
  items,
  archive,
  assetsOf,
}: OfficialDocumentsDeps): MessageHandler {
  const make = async (name: OfficialDocumentEvent, event: CaseEvent): Promise<void> => {
    const { caseNumber, itemCode, itemVersion, department } = event.data;
    const version = versionOf(event);
    const kind = officialDocumentOfEvent[name];
    const which: OfficialDocumentName = { caseNumber, version, kind };
    const entry = await cases.entryOf(caseNumber, version);
    // The relay writes the history before it publishes; a reader of another copy may be a moment behind.
    if (!entry) throw new Error(`case ${caseNumber} has no history of version ${version} yet`);
    const revision = entry.changes?.set.formRevision;
    const record = await cases.recordOf(caseNumber, {
      version,
      revision: typeof revision === "number" ? revision : undefined,
    });
    const published = await items.version(itemCode, itemVersion);
    if (!record || !published) throw new PermanentError(`case ${caseNumber} or its item is not there`);
    const document = composeOfficialDocument(kind, { event, entry, record, item: published.item });
    const { pdf, lacking } = await renderOfficialDocument(document, await assetsOf(department));
    // How many and not which: a rare character tells a name.
    if (lacking.length > 0) log(logs.lacksGlyphs, { ...which, count: lacking.length });
    log(logs[(await archive.keep(which, pdf)) === "kept" ? "made" : "there"], which);
  };
  return eventHandler(
    (Object.keys(officialDocumentOfEvent) as OfficialDocumentEvent[]).map((name) =>
      on(caseEvents[name], (event) => make(name, event)),
    ),
  );
}
