import type { CaseEvent } from "#events/case.ts";
import { versionOf } from "#events/define-event.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { committedTo, isDrawn, openCommitment } from "#shared/commitments/decide.ts";
import type { Commitment } from "#shared/commitments/record.ts";
import { follows } from "#shared/commitments/wiring.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { followEvents, type MessageHandler, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";

export type CommitmentFollowDeps = MomentDeps & {
  store: Pick<RecordStore<Commitment>, "write">;
  cases: Pick<CasesPublic, "recordOf">;
  items: Pick<CatalogueItems, "version">;
};

const logs = defineLogs("commitmentFollow", {
  opened: { level: "info", text: "a commitment is to be checked" },
  notDrawn: { level: "info", text: "a commitment is not among the share that is checked" },
});

/** Opens the check of each decision that relied on commitments, once. */
export function commitmentFollow(deps: CommitmentFollowDeps): MessageHandler {
  const { store, cases, items } = deps;
  const open = async (event: CaseEvent): Promise<void> => {
    const { caseNumber, itemCode, itemVersion, department, applicantId } = event.data;
    const published = await items.version(itemCode, itemVersion);
    const record = await cases.recordOf(caseNumber, { version: versionOf(event) });
    if (!published || !record) throw new PermanentError(`case ${caseNumber} or its item is not there`);
    const { commitment: rule } = published.item;
    const committed = committedTo(record, published.item);
    if (!rule || committed.length === 0) return;
    if (!isDrawn(caseNumber, rule.check)) return log(logs.notDrawn, { caseNumber });
    const about = {
      caseNumber,
      itemCode,
      department,
      applicantId,
      materials: committed,
      decidedAt: event.time,
    };
    // A false first write means that it was opened before.
    await store.write(
      openCommitment(about, rule.check, await momentNow(deps), childTrace(event.traceparent)),
    );
    log(logs.opened, { caseNumber });
  };
  return followEvents(follows, { approved: open, decidedOnTheSpot: open });
}
