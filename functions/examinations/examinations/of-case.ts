import type { CasesPublic } from "#shared/cases/public.ts";
import {
  casePartition,
  departmentPartition,
  type ExaminationKind,
  openPartition,
} from "#shared/examinations/clock.ts";
import type { ExaminedCase } from "#shared/examinations/examined-case.ts";
import type { Hearing, hearing } from "#shared/examinations/hearings/record.ts";
import type { Inspection, inspection } from "#shared/examinations/inspections/record.ts";
import { policy } from "#shared/examinations/limits.ts";
import type { PartyStore } from "#shared/examinations/parties/party-person.ts";
import { examinationProblems } from "#shared/examinations/problems.ts";
import type { Accesses } from "#shared/kernel/accesses/access.ts";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { MomentDeps } from "#shared/kernel/calendar/moment.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import type { IsOneself } from "#shared/kernel/http/record-actions.ts";
import { departmentAsked, ofOwnDepartment } from "#shared/kernel/http/record-routes.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";

export type ExaminationDeps = MomentDeps & {
  isOneself: IsOneself;
  inspections: RecordStore<Inspection, (typeof inspection)["indexes"]>;
  hearings: RecordStore<Hearing, (typeof hearing)["indexes"]>;
  parties: PartyStore;
  accesses: Pick<Accesses, "list">;
  cases: Pick<CasesPublic, "examinedOf" | "mayReadCase">;
};

type Lists<Rec> = {
  list(
    index: "open" | "byDepartment" | "byCase",
    partition: string,
    query: { cursor?: Cursor; limit: number },
  ): Promise<Page<Rec>>;
};
type Asked = {
  query: {
    department?: string | undefined;
    caseNumber?: string | undefined;
    cursor?: Cursor;
    limit: number;
  };
  caller: Caller;
};

/** All of a case that the caller may see, or what is open in a department. */
export async function listExaminations<Rec>(
  kind: ExaminationKind,
  store: Lists<Rec>,
  cases: Pick<CasesPublic, "mayReadCase">,
  request: Asked,
): Promise<Page<Rec>> {
  const { query, caller } = request;
  if (query.caseNumber) {
    if (!(await cases.mayReadCase(query.caseNumber, caller))) throw httpProblems.notFound();
    return store.list("byCase", casePartition(kind, query.caseNumber), query);
  }
  const department = departmentAsked(request);
  return department
    ? store.list("byDepartment", departmentPartition(kind, department), query)
    : store.list("open", openPartition(kind), query);
}

/**
 * The case that an examination is begun in: the caller's department's, accepted and not decided, with room for more.
 * @throws Problem
 */
export async function caseToExamine<Rec>(
  kind: ExaminationKind,
  store: Lists<Rec>,
  cases: Pick<CasesPublic, "examinedOf">,
  caseNumber: string,
  caller: Caller,
): Promise<ExaminedCase> {
  const of = await cases.examinedOf(caseNumber);
  if (!of || !ofOwnDepartment(of, caller)) throw httpProblems.notFound();
  if (of.applicantId === caller.id) throw httpProblems.forbidden();
  if (!of.isExamined) throw examinationProblems.caseNotExamined();
  const most = policy.maxOfCase;
  const before = await store.list("byCase", casePartition(kind, caseNumber), { limit: most });
  if (before.items.length >= most) throw examinationProblems.tooManyExaminations({ facts: { most } });
  return of;
}

/** Whoever the case is shown to, and staff of the department. */
export const mayReadExamination =
  <Rec extends { applicantId: string; caseNumber: string; department: string }>(
    cases: Pick<CasesPublic, "mayReadCase">,
  ) =>
  async (record: Rec, caller: Caller): Promise<boolean> =>
    caller.role === "citizen"
      ? record.applicantId === caller.id || (await cases.mayReadCase(record.caseNumber, caller))
      : ofOwnDepartment(record, caller);
