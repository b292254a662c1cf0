import type { ArchiveEvent } from "#events/archive.ts";
import { decide } from "#shared/archives/decide.ts";
import type { PackageStore } from "#shared/archives/package-store.ts";
import { archivePolicy } from "#shared/archives/policy.ts";
import { type Archive, packageKey } from "#shared/archives/record.ts";
import { packingEvents } from "#shared/archives/wiring.ts";
import { zipOf } from "#shared/archives/zip.ts";
import type { CaseFiles } from "#shared/documents/public.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { followEvents, type MessageHandler, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { CannotPackError, type DossierDeps, dossierOf } from "./dossier.ts";
import { partsOf } from "./parts.ts";

export type PackingDeps = DossierDeps & {
  store: Pick<RecordStore<Archive>, "read" | "write">;
  files: CaseFiles;
  packages: PackageStore;
  now: Clock;
};

const logs = defineLogs("archivePacking", {
  packed: { level: "info", text: "a case was packed for the archive" },
  archived: { level: "info", text: "a package was read back, checked and archived" },
  failed: { level: "error", text: "a case could not be packed, or its package is not whole" },
  destroyed: { level: "info", text: "a package was marked for removal" },
});

const happens = bySystem(decide, "archive-packing");

/** Packs what is due, checks what was packed by reading it back, and lets go what two people decided to destroy. */
export function archivePacking(deps: PackingDeps): MessageHandler {
  const { store, files, packages, now } = deps;

  const read = async (caseNumber: string): Promise<Archive> => {
    const found = await store.read(caseNumber);
    if (!found) throw new PermanentError(`case ${caseNumber} has no archive file`);
    return found;
  };

  const change = (
    { data: { caseNumber }, traceparent }: ArchiveEvent,
    make: (record: Archive, around: { now: string }, trace: string) => Archive | undefined,
  ) => changeRecord(store, caseNumber, (record) => make(record, { now: now() }, childTrace(traceparent)));

  const fail = async (event: ArchiveEvent, failure: CannotPackError["failure"]): Promise<void> => {
    await change(event, (record, ...around) => happens(record, "recordFailure", failure, ...around));
    // Ids and codes only: which part it is, the record says.
    log(logs.failed, { caseNumber: event.data.caseNumber, reason: failure.reason });
  };

  const pack = async (event: ArchiveEvent): Promise<void> => {
    const { caseNumber } = event.data;
    const found = await read(caseNumber);
    // Published before, and done since.
    if (found.state !== "packing") return;
    try {
      const parts = await partsOf(found, await dossierOf(deps, found), files);
      const stored = await packages.keep(packageKey(caseNumber), zipOf(parts));
      const made = { ...stored, parts: parts.length };
      await change(event, (record, ...around) => happens(record, "recordPackage", made, ...around));
      log(logs.packed, { caseNumber, size: made.size });
    } catch (error) {
      if (!(error instanceof CannotPackError)) throw error;
      await fail(event, error.failure);
    }
  };

  const check = async (event: ArchiveEvent): Promise<void> => {
    const { caseNumber, itemCode, itemVersion } = event.data;
    const found = await read(caseNumber);
    if (found.state !== "packed" || !found.package) return;
    const verified = await packages.verify(packageKey(caseNumber), found.package);
    if (!verified) return fail(event, { reason: "packageGone" });
    const [finding] = verified.findings;
    if (finding) return fail(event, { reason: "packageChanged", part: finding.part ?? finding.finding });
    const published = await deps.items.version(itemCode, itemVersion);
    const retention = published?.item.retention ?? archivePolicy.usual;
    await change(event, (record, ...around) => happens(record, "recordCheck", { retention }, ...around));
    log(logs.archived, { caseNumber });
  };

  return followEvents(packingEvents, {
    due: pack,
    packed: check,
    async destroyed({ data: { caseNumber } }) {
      await packages.markDestroyed(packageKey(caseNumber));
      log(logs.destroyed, { caseNumber });
    },
  });
}
