import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepEach } from "#shared/kernel/sweeps/sweep.ts";
import { happens } from "#shared/notices/decide.ts";
import { duePartition, type Notice, recipientKeyIn } from "#shared/notices/record.ts";
import { serviceHappens } from "#shared/notices/service/decide.ts";
import { type Service, waitingPartition } from "#shared/notices/service/record.ts";

export type NoticeDeadlineDeps = {
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

/** What was held and may go now, and documents that were served and not read. */
export async function sweepNotices(deps: NoticeDeadlineDeps): Promise<SweepResult> {
  const { notices, services, ask } = deps;
  const now = deps.now();
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
