import { archiveEvents } from "#events/archive.ts";
import { deliveryEvents } from "#events/delivery.ts";
import type { Command } from "#shared/cases/command.ts";
import { followedPayments } from "#shared/cases/follow-payments.ts";
import { followedServices } from "#shared/cases/follow-services.ts";
import { commandsAfter, type FollowedEvent } from "#shared/cases/followed-commands.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { type CaseDeps, runCommand } from "#shared/cases/run-command.ts";
import { licenceCorrectionEvents, remedyEvents } from "#shared/cases/wiring.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import { openAnew } from "./open-anew.ts";

const logs = defineLogs("caseFollow", {
  moved: { level: "info", text: "a delivery, a payment, a licence or a service moved its case" },
  openedAnew: { level: "info", text: "a decision that is gone is made anew in another case" },
  late: { level: "info", text: "an event about a case had nothing left to change" },
});

export type FollowDeps = CaseDeps & {
  applications: { expire(head: CaseHead, expiresAt: number): Promise<void> };
  /** When what was applied with goes away, in seconds since 1970. */
  expiryOf(submittedAt: string): number;
};

/** What deliveries, payments and the archive mean for their cases. */
export function caseFollow(deps: FollowDeps): MessageHandler {
  const run = async (caseNumber: string, command: Command): Promise<void> => {
    const { action } = command;
    const result = await runCommand(deps, caseNumber, command);
    if (result.kind === "unknown") throw new PermanentError(`no case ${caseNumber}`);
    log(result.kind === "done" ? logs.moved : logs.late, { caseNumber, action, result: result.kind });
  };
  const follow = async (event: FollowedEvent): Promise<void> => {
    for (const command of commandsAfter(event)) await run(event.data.caseNumber, command);
  };
  return eventHandler([
    ...Object.values(deliveryEvents).map((definition) => on(definition, follow)),
    on(followedPayments.feePaid, follow),
    on(followedPayments.feeWaived, follow),
    on(followedServices.documentServed, follow),
    on(licenceCorrectionEvents.corrected, follow),
    on(remedyEvents.remedyCarriedOut, async (event) => {
      const opened = await openAnew(deps, event);
      if (opened) log(logs.openedAnew, { caseNumber: opened, anewFor: event.data.caseNumber });
    }),
    on(archiveEvents.archived, async ({ data: { caseNumber } }) => {
      const head = await deps.store.read(caseNumber);
      if (!head) throw new PermanentError(`no case ${caseNumber}`);
      await deps.applications.expire(head, deps.expiryOf(head.submittedAt));
    }),
  ]);
}
