import type { RecordOf } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Caller } from "./caller.ts";
import { recordTag } from "./entity-tag.ts";
import { defineProblems, type Problem } from "./problem.ts";

const problems = defineProblems({
  recordNotFound: {
    status: 404,
    zh: "没有找到，或者您无权查看。",
    en: "There is none, or it is not yours to see.",
  },
});

/** A record as the routes of one kind work with it. */
export type RecordDesk<Rec extends RecordOf<object>> = {
  /** Without its history where the record keeps none: a repeat is known only while it was the last step, then. */
  store: Pick<RecordStore<Rec>, "read" | "write"> & Partial<Pick<RecordStore<Rec>, "history">>;
  /** Whether this person may see it; others are told that there is none. */
  mayRead(record: Rec, caller: Caller): boolean;
  /** What others are told, unless it is the kernel's own sentence. */
  notFound?(): Problem;
};

export const notFoundAt = <Rec extends RecordOf<object>>({ notFound }: RecordDesk<Rec>): Problem =>
  notFound?.() ?? problems.recordNotFound();

/** Staff see what is their department's, supervisors all. */
export const ofOwnDepartment = <Rec extends { department: string }>(
  { department }: Rec,
  { role, department: own }: Caller,
): boolean => role === "supervisor" || ((role === "clerk" || role === "reviewer") && department === own);

export const etag = ({ version }: { version: number }, shown?: unknown) => ({
  etag: recordTag(version, shown),
});

/** @throws Problem 404 also for what this person may not see */
export async function readVisible<Rec extends RecordOf<object>>(
  desk: RecordDesk<Rec>,
  id: string,
  caller: Caller,
): Promise<Rec> {
  const record = await desk.store.read(id);
  if (!record || !desk.mayRead(record, caller)) throw notFoundAt(desk);
  return record;
}

/** A record's path holds its id and nothing else. */
export const idIn = ({ path }: { path: unknown }): string =>
  Object.values(path as Record<string, string>)[0] ?? "";
