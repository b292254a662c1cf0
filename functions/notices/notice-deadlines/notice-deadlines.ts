import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepEach } from "#shared/kernel/sweeps/sweep.ts";
import { happens } from "#shared/notices/decide.ts";
import { duePartition, type Notice, recipientKeyIn } from "#shared/notices/record.ts";
import { policy } from "#shared/notices/rules.ts";
import { type Circuit, circuitId, isOpenForLong } from "#shared/notices/sending/circuit.ts";
import {
  type Cost,
  costIdOf,
  isNearCeiling,
  isOverCeiling,
  spentPercent,
} from "#shared/notices/sending/cost.ts";
import { serviceHappens } from "#shared/notices/service/decide.ts";
import { openPartition, type Service, waitingPartition } from "#shared/notices/service/record.ts";

/** The alarms of `context.ts` wait for all of these. */
export const logs = defineLogs("noticeDeadlines", {
  nearCeiling: { level: "warn", text: "a department has spent 80 % of what its notices may cost this month" },
  overCeiling: { level: "error", text: "a department has spent what its notices may cost this month" },
  circuitOpen: { level: "warn", text: "a provider has had half of its weight or less for an hour" },
  documentsLate: {
    level: "error",
    text: "documents are not posted, or nobody telephones about them, for days",
  },
});

export type NoticeDeadlineDeps = {
  costs: Pick<RecordStore<Cost>, "readMany">;
  circuits: Pick<RecordStore<Circuit>, "read">;
  /** Whose money it is that notices cost. */
  departments: readonly string[];
  notices: Pick<RecordStore<Notice>, "ids" | "read" | "readMany" | "write">;
  services: Pick<RecordStore<Service>, "ids" | "read" | "write">;
  /** Asks once more what became of a notice of which nobody knows. */
  ask(noticeId: string): Promise<void>;
  now: Clock;
};

const moves = happens("deadlines");

/** Of a person's digest the newest notice carries the others, which are not sent on their own. */
function carried(due: readonly Notice[]): Map<string, number> {
  const digests = due.filter(({ state, urgency }) => state === "held" && urgency === "digest");
  return new Map(
    [...Map.groupBy(digests, ({ noticeId }) => recipientKeyIn(noticeId)).values()].flatMap((all) => {
      const [last, ...others] = all
        .map(({ noticeId }) => noticeId)
        .sort()
        .reverse();
      return last === undefined ? [] : [[last, all.length] as const, ...others.map((id) => [id, 0] as const)];
    }),
  );
}

/** What a person has to look at, said anew by each sweep for as long as it is so. */
async function tellTroubles({ costs, circuits, services, departments }: NoticeDeadlineDeps, now: string) {
  const months = await costs.readMany(
    departments.map((code) => costIdOf(code, now)),
    { maybeOlder: true },
  );
  for (const month of months) {
    const of = { department: month.department, percent: spentPercent(month) };
    if (isOverCeiling(month)) log(logs.overCeiling, of);
    else if (isNearCeiling(month)) log(logs.nearCeiling, of);
  }
  const { losses = {} } = (await circuits.read(circuitId, { maybeOlder: true })) ?? {};
  for (const [provider, loss] of Object.entries(losses))
    if (isOpenForLong(loss, now)) log(logs.circuitOpen, { provider, since: loss.since });
  const before = new Date(Date.parse(now) - policy.taskLateHours * 3_600_000).toISOString();
  const late = await services.ids("tasks", openPartition, before);
  if (late.length > 0) log(logs.documentsLate, { documents: late.length, oldest: late[0] });
}

/** What was held and may go now, and documents that were served and not read. */
export async function sweepNotices(deps: NoticeDeadlineDeps): Promise<SweepResult> {
  const { notices, services, ask } = deps;
  const now = deps.now();
  await tellTroubles(deps, now);
  const due = await notices.readMany(await notices.ids("due", duePartition, now));
  const counts = carried(due);
  const unknown = new Set(due.filter(({ state }) => state === "unknown").map(({ noticeId }) => noticeId));

  const move = async (id: string): Promise<boolean> => {
    if (unknown.has(id)) {
      await ask(id);
      return true;
    }
    const moved = await changeRecord(notices, id, (one) => {
      const trace = childTrace(one.lastEvent.trace);
      const count = counts.get(id);
      if (count === 0) return moves(one, "suppress", { why: "digested" }, { now }, trace);
      return moves(one, "release", count !== undefined && count > 1 ? { count } : {}, { now }, trace);
    });
    return moved !== undefined;
  };

  const waiting = await services.ids("waiting", waitingPartition, now);
  // A notice and the service of its document have one id.
  return sweepEach(
    [...due.map(({ noticeId }) => noticeId), ...waiting.map((id) => `service ${id}`)],
    async (one) => {
      const [kind, id = kind ?? ""] = one.split(" ");
      if (kind !== "service") return move(id);
      const marked = await changeRecord(services, id, (one) =>
        serviceHappens(one, "markUnread", {}, { now }, childTrace(one.lastEvent.trace)),
      );
      return marked !== undefined;
    },
  );
}
