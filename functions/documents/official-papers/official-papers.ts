import { type CaseEvent, caseEvents } from "#events/case.ts";
import { versionOf } from "#events/define-event.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { type PaperName, paperOfEvent } from "#shared/documents/papers.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import type { Archive } from "./archive.ts";
import { composePaper } from "./compose.ts";
import { type Assets, renderPaper } from "./render.ts";

export type PapersDeps = {
  cases: Pick<CasesPublic, "recordOf" | "entryOf">;
  items: Pick<CatalogueItems, "version">;
  archive: Archive;
  assetsOf: (department: string) => Promise<Assets>;
};

const logs = defineLogs("officialPapers", {
  made: { level: "info", text: "an official paper was made and stored" },
  there: { level: "info", text: "the paper was there already" },
  lacksGlyphs: {
    level: "warn",
    text: "the font lacks characters of a paper; it shows their code points, to be written by hand",
  },
});

type PaperEvent = keyof typeof paperOfEvent;

/** Makes the official paper (文书) of each event that the law wants in writing, once. */
export function officialPapers({ cases, items, archive, assetsOf }: PapersDeps): MessageHandler {
  const make = async (name: PaperEvent, event: CaseEvent): Promise<void> => {
    const { caseNumber, itemCode, itemVersion, department } = event.data;
    const version = versionOf(event);
    const kind = paperOfEvent[name];
    const which: PaperName = { caseNumber, version, kind };
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
    const paper = composePaper(kind, { event, entry, record, item: published.item });
    const { pdf, lacking } = await renderPaper(paper, await assetsOf(department));
    // How many and not which: a rare character tells a name.
    if (lacking.length > 0) log(logs.lacksGlyphs, { ...which, count: lacking.length });
    log(logs[(await archive.keep(which, pdf)) === "kept" ? "made" : "there"], which);
  };
  return eventHandler(
    (Object.keys(paperOfEvent) as PaperEvent[]).map((name) =>
      on(caseEvents[name], (event) => make(name, event)),
    ),
  );
}
