import type { ClosedCases, ClosedList } from "#shared/cases/public.ts";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { MomentDeps } from "#shared/kernel/calendar/moment.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import type { ListQuery, RecordStore } from "#shared/kernel/records/record-store.ts";
import { waitingArchive } from "./decide.ts";
import type { OpenedMarks } from "./dynamodb-opened-marks.ts";
import { type Archive, archive, archivePartition, placeOf } from "./record.ts";

type Stored = RecordStore<Archive, (typeof archive)["indexes"]>;
export type FileDeps = Pick<MomentDeps, "calendar"> & {
  store: Stored;
  cases: ClosedCases;
  opened: Pick<OpenedMarks, "read">;
};

/**
 * Archive files as staff see them: those that are written, and of each case that ended and has none yet what follows from
 * its end.
 */
export function archiveFiles({ store, cases, opened, calendar }: FileDeps) {
  const waitingOf = async (caseNumber: string): Promise<Archive | undefined> => {
    const closed = await cases.closedOf(caseNumber);
    return closed && waitingArchive(closed, await calendar());
  };

  const read: Stored["read"] = async (caseNumber, how) =>
    (await store.read(caseNumber, how)) ?? waitingOf(caseNumber);

  /** The first thing that somebody does with a file writes what it was until then. */
  const write: Stored["write"] = async (record) => {
    const first = record.version === 2 ? await waitingOf(record.caseNumber) : undefined;
    if (first) await store.write(first);
    return store.write(record);
  };

  /** Those of one list of ended cases that have no file. */
  const waiting = async (
    department: string,
    list: ClosedList,
    { cursor, limit }: ListQuery,
  ): Promise<Page<Archive>> => {
    const days = await calendar();
    const items: Archive[] = [];
    let after = latest(cursor, await opened.read(department, list));
    let isMore = true;
    while (isMore && items.length <= limit) {
      const closed = await cases.closed(department, { list, ...(after && { after }), limit: limit + 1 });
      const numbers = closed.map(({ caseNumber }) => caseNumber);
      const found = numbers.length > 0 ? await store.readMany(numbers, { maybeOlder: true }) : [];
      const filed = new Set(found.map(({ caseNumber }) => caseNumber));
      items.push(
        ...closed.filter(({ caseNumber }) => !filed.has(caseNumber)).map((one) => waitingArchive(one, days)),
      );
      after = closed.at(-1);
      isMore = closed.length > limit;
    }
    const page = items.slice(0, limit);
    const last = page.at(-1);
    return { items: page, next: last && items.length > limit ? cursorAt(last) : undefined };
  };

  const endedOf = (department: string) =>
    cases.lists.map((list) => ({ partition: archivePartition(department, list), department, list }));

  /** A page of these departments' files of one state, what is next first. */
  const list = (departments: readonly string[], state: Archive["state"], page: ListQuery) => {
    const ended = state === "pending" ? departments.flatMap(endedOf) : [];
    const lists = new Map(ended.map((each) => [each.partition, each]));
    const stored = departments.map((department) => archivePartition(department, state));
    const pages = {
      list: (index: "byState", partition: string, query: ListQuery): Promise<Page<Archive>> => {
        const waits = lists.get(partition);
        return waits ? waiting(waits.department, waits.list, query) : store.list(index, partition, query);
      },
    } as Pick<Stored, "list">;
    return mergedList(archive, pages, "byState", [...stored, ...lists.keys()], page, (record) => ({
      id: record.caseNumber,
      place: placeOf(record),
    }));
  };

  return { read, write, list, history: store.history };
}

const cursorAt = (record: Archive): Cursor => ({
  ...archive.keyOf(record.caseNumber),
  stateSort: placeOf(record),
});

/** The later of where a page left off and up to where all have a file. */
function latest(
  cursor: Cursor,
  mark: { at: string; caseNumber: string } | undefined,
): { at: string; caseNumber: string } | undefined {
  const [at = "", caseNumber = ""] = cursor?.stateSort?.split("#") ?? [];
  return caseNumber && (!mark || at >= mark.at) ? { at, caseNumber } : mark;
}
