import type { CaseState } from "#events/case.ts";
import type { CaseReader } from "./case-store.ts";
import { type CaseHead, caseRecord } from "./record.ts";

/** A case that has come to its end, received or not: what there is to archive. */
export type ClosedCase = {
  caseNumber: string;
  department: string;
  itemCode: string;
  itemVersion: number;
  at: string;
  as: CaseState;
};

/** The lists in which they stand, the first to end first, with what orders each. */
const lists = { byEnd: "endedAt", byGivingUp: "givenUpAt" } as const;
export type ClosedList = keyof typeof lists;

type Row = Pick<CaseHead, "caseNumber" | "department" | "item" | "state"> &
  Partial<Pick<CaseHead, "endedAt" | "givenUpAt">>;

function closedAs({ caseNumber, department, item, state, endedAt, givenUpAt }: Row): ClosedCase | undefined {
  const at = endedAt ?? givenUpAt;
  return at === undefined
    ? undefined
    : { caseNumber, department, itemCode: item.code, itemVersion: item.version, at, as: state };
}

export const closedCases = (store: Pick<CaseReader, "read" | "list">) => ({
  lists: Object.keys(lists) as ClosedList[],

  /** Undefined while it goes on, and when there is no such case. */
  async closedOf(caseNumber: string): Promise<ClosedCase | undefined> {
    const head = await store.read(caseNumber);
    return head && closedAs(head);
  },

  /** So many of one list of a department: those that ended first, or that follow on one of them. */
  async closed(
    department: string,
    {
      list,
      after,
      limit,
    }: { list: ClosedList; after?: Pick<ClosedCase, "caseNumber" | "at">; limit: number },
  ): Promise<ClosedCase[]> {
    const cursor = after && { ...caseRecord.keyOf(after.caseNumber), [lists[list]]: after.at };
    const { items } = await store.list(list, department, { cursor, limit });
    return items.flatMap((row) => closedAs(row) ?? []);
  },
});
export type ClosedCases = ReturnType<typeof closedCases>;
