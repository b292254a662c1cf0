import departments from "#district/departments.json" with { type: "json" };
import type { ArchiveState } from "#events/archive.ts";
import { decide, waitingArchive } from "#shared/archives/decide.ts";
import type { OpenedMarks } from "#shared/archives/dynamodb-opened-marks.ts";
import { type Archive, type archive, archivePartition } from "#shared/archives/record.ts";
import type { ClosedCases, ClosedList } from "#shared/cases/public.ts";
import type { MomentDeps } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepEach } from "#shared/kernel/sweeps/sweep.ts";

export type ArchiveDeadlineDeps = MomentDeps & {
  store: Pick<RecordStore<Archive, (typeof archive)["indexes"]>, "ids" | "read" | "write">;
  cases: Pick<ClosedCases, "lists" | "closed">;
  opened: OpenedMarks;
};

const happens = bySystem(decide, "deadlines");

/** States in which a file may be late; those of `pending` that are late are due to be packed as well. */
const open: readonly ArchiveState[] = ["pending", "packing", "packed", "failed"];
/** Ended cases looked at before the mark moves on. */
const pageSize = 100;

/**
 * The case that has ended for long enough gets its archive file, which is packed; what should be archived by now is
 * marked once. A run that stops is made good by the next: it goes on from the last mark.
 */
export async function archiveDue({
  store,
  cases,
  opened,
  now,
  calendar,
}: ArchiveDeadlineDeps): Promise<SweepResult> {
  const at = now();
  const days = await calendar();
  const step = (record: Archive, action: "release" | "markLate") =>
    happens(record, action, {}, { now: at }, childTrace(record.lastEvent.trace));

  /** Files that are due and not yet written. */
  const openings = new Map<string, Archive>();
  async function* toOpen(department: string, list: ClosedList): AsyncGenerator<string> {
    let mark = await opened.read(department, list);
    for (let isMore = true; isMore; ) {
      const closed = await cases.closed(department, { list, ...(mark && { after: mark }), limit: pageSize });
      const files = closed.map((one) => step(waitingArchive(one, days), "release"));
      const firstEarly = files.indexOf(undefined);
      const due = closed.slice(0, firstEarly === -1 ? closed.length : firstEarly);
      const last = due.at(-1);
      if (!last) return;
      // Nothing was written of it while it waited.
      for (const file of files) if (file) openings.set(file.caseNumber, { ...file, version: 1 });
      for (const { caseNumber } of due) yield caseNumber;
      // The mark stays before what failed.
      if (openings.size > 0) return openings.clear();
      mark = { at: last.at, caseNumber: last.caseNumber };
      await opened.write(department, list, mark);
      isMore = due.length === pageSize;
    }
  }
  async function* due(): AsyncGenerator<string> {
    for (const { code } of departments) for (const list of cases.lists) yield* toOpen(code, list);
    for (const { code } of departments)
      for (const state of open) yield* await store.ids("byState", archivePartition(code, state), at);
  }

  return sweepEach(due(), async (caseNumber) => {
    const file = openings.get(caseNumber);
    if (!file)
      // One step at a time: the mark of one that is packed only now is the next run's.
      return (
        (await changeRecord(
          store,
          caseNumber,
          (record) => step(record, "release") ?? step(record, "markLate"),
        )) !== undefined
      );
    // One that somebody packed before has its file.
    const isNew = await store.write(file);
    openings.delete(caseNumber);
    return isNew;
  });
}
