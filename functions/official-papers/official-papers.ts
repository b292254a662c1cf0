import { type CaseEvent, caseEvents } from "#events/case.ts";
import { versionOf } from "#events/define-event.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { paperIdOf } from "#shared/documents/papers.ts";
import { defineLogs, log } from "#shared/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/messaging/consumer.ts";
import type { Archive } from "./archive.ts";
import { composePaper, paperOfEvent } from "./compose.ts";
import { renderPaper } from "./render.ts";

export type PapersDeps = {
  cases: Pick<CasesPublic, "recordOf" | "entryOf">;
  items: Pick<CatalogueItems, "version">;
  archive: Archive;
  /** A TrueType font with Chinese. */
  font: () => Promise<Uint8Array>;
};

const logs = defineLogs("officialPapers", {
  made: { level: "info", text: "an official paper was made and stored" },
  there: { level: "info", text: "the paper was there already" },
});

type PaperEvent = keyof typeof paperOfEvent;

/** Makes the official paper (文书) of each event that the law wants in writing, once, as a document of the case. */
export function officialPapers({ cases, items, archive, font }: PapersDeps): MessageHandler {
  const make = async (name: PaperEvent, event: CaseEvent): Promise<void> => {
    const { caseNumber, itemCode, itemVersion } = event.data;
    const version = versionOf(event);
    const entry = await cases.entryOf(caseNumber, version);
    // The relay writes the history before it publishes; a reader of another copy may be a moment behind.
    if (!entry) throw new Error(`case ${caseNumber} has no history of version ${version} yet`);
    const revision = entry.changes.set.formRevision;
    const record = await cases.recordOf(caseNumber, typeof revision === "number" ? revision : undefined);
    const published = await items.version(itemCode, itemVersion);
    if (!record || !published) throw new PermanentError(`case ${caseNumber} or its item is not there`);
    const kind = paperOfEvent[name];
    const paper = composePaper(kind, { event, entry, record, item: published.item });
    const documentId = paperIdOf(caseNumber, version);
    const outcome = await archive.keep(
      {
        documentId,
        ownerId: record.head.applicantId,
        caseNumber,
        createdAt: event.time,
        paper: { kind, number: paper.number, version },
      },
      await renderPaper(paper, await font()),
    );
    log(outcome === "kept" ? logs.made : logs.there, { caseNumber, documentId, kind });
  };
  return eventHandler(
    (Object.keys(paperOfEvent) as PaperEvent[]).map((name) =>
      on(caseEvents[name], (event) => make(name, event)),
    ),
  );
}
