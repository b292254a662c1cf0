import type { HearingEvent } from "#events/hearing.ts";
import type { InspectionEvent } from "#events/inspection.ts";
import type { InterestedPartyEvent } from "#events/interested-party.ts";
import { examinationOf, filesOf, followedExaminations } from "#shared/cases/follow-examinations.ts";
import { commandAfterExamination } from "#shared/cases/followed-commands.ts";
import { type CaseDeps, runCommand } from "#shared/cases/run-command.ts";
import type { DocumentsPublic } from "#shared/documents/public.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";

export type ExaminationDeps = CaseDeps & { documents: Pick<DocumentsPublic, "unusable" | "claims"> };

const logs = defineLogs("caseExaminations", {
  examined: { level: "info", text: "a step of the examination reached its case" },
  nothingToRecord: { level: "info", text: "a step of the examination had nothing left to record" },
  foreignFiles: {
    level: "warn",
    text: "files of an examination are not its recorder's, and stay out of the case",
  },
});

/** What the case owes, and the files that become its own, in one write. */
export function caseExaminations({ documents, ...deps }: ExaminationDeps): MessageHandler {
  const record = async (event: InspectionEvent | HearingEvent | InterestedPartyEvent): Promise<void> => {
    const { caseNumber } = event.data;
    const { kind, state } = examinationOf(event);
    const files = filesOf(event);
    const claims = async () => {
      if (!files) return [];
      const unusable = await documents.unusable(files.documents, [files.by], caseNumber);
      if (unusable.length > 0) log(logs.foreignFiles, { caseNumber, documents: unusable });
      return documents.claims(
        files.documents.filter((id) => !unusable.includes(id)),
        caseNumber,
      );
    };
    const store: CaseDeps["store"] = {
      ...deps.store,
      write: async (head) => deps.store.write(head, { beside: await claims() }),
    };
    const result = await runCommand({ ...deps, store }, caseNumber, commandAfterExamination(event));
    if (result.kind === "unknown") throw new PermanentError(`no case ${caseNumber}`);
    log(result.kind === "done" ? logs.examined : logs.nothingToRecord, {
      caseNumber,
      examination: kind,
      state,
      result: result.kind,
    });
  };
  const { inspections, hearings, parties } = followedExaminations;
  return eventHandler([
    ...Object.values(inspections).map((event) => on(event, record)),
    ...Object.values(hearings).map((event) => on(event, record)),
    ...Object.values(parties).map((event) => on(event, record)),
  ]);
}
