import type { Brought, Correction } from "#shared/cases/action-bodies.ts";
import type { ChangesOf } from "#shared/cases/action-route.ts";
import { checkAnswers } from "#shared/cases/answers.ts";
import type { CaseForm } from "#shared/cases/case.ts";
import { caseProblems } from "#shared/cases/problems.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { type Changes, readVisible } from "#shared/cases/run-command.ts";
import { actorOf } from "#shared/cases/view.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import type { DocumentsPublic } from "#shared/documents/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { type FieldError, httpProblems } from "#shared/kernel/http/problem.ts";
import type { LicencesPublic } from "#shared/licences/public.ts";
import { checkParties } from "./check-parties.ts";
import { checkPapers } from "./check-submission.ts";
import { fieldError } from "./field-error.ts";
import type { SubmitDeps } from "./submit-case.ts";

export type BringDeps = SubmitDeps & {
  items: CatalogueItems;
  documents: Pick<DocumentsPublic, "unusable">;
  licences: Pick<LicencesPublic, "check">;
};

const refuse = (errors: FieldError[]): void => {
  if (errors.length > 0) throw httpProblems.invalidRequest({ facts: { count: errors.length }, errors });
};

/** What the applicant brings is checked against the item as it was applied for, not as it is today. */
export function changesBrought(deps: BringDeps) {
  const { store, items } = deps;

  const situation = async (caseNumber: string, caller: Caller) => {
    const head = await readVisible(store, caseNumber, actorOf(caller));
    const [published, form] = await Promise.all([
      items.version(head.item.code, head.item.version),
      store.readForm(caseNumber, head.formRevision),
    ]);
    if (!published || !form) throw new Error(`what case ${caseNumber} was applied with is gone`);
    return { head, form, item: published.item };
  };

  const take = async (head: CaseHead, brought: Partial<CaseForm>): Promise<Changes> => {
    const ids = (brought.materials ?? []).map(({ documentId }) => documentId);
    const taken = await deps.claim(ids, head.caseNumber);
    if (taken.length > 0) throw caseProblems.documentsTaken({ facts: { documents: taken } });
    await deps.claimLicences(head, brought);
    return { form: brought };
  };

  const checked = async (
    caller: Caller,
    { head, form, item }: Awaited<ReturnType<typeof situation>>,
    brought: Partial<CaseForm>,
  ): Promise<Changes> => {
    const now = deps.now();
    const papers = { ...form, ...brought };
    const touchesPapers = Object.keys(brought).some((part) => part !== "answers");
    refuse([
      ...(brought.answers ? checkAnswers(item.form, brought.answers) : []),
      ...(touchesPapers
        ? await checkPapers(papers, head.handIn, {
            item,
            ownerIds: [caller.id, head.applicantId],
            applicantId: head.applicantId,
            today: dayOf(now),
            now,
            documents: deps.documents,
            licences: deps.licences,
            caseNumber: head.caseNumber,
          })
        : []),
    ]);
    return take(head, brought);
  };

  const again: ChangesOf = async ({ caseNumber, body, caller }) => {
    const { assistance: _how, ...brought } = body as Brought;
    return checked(caller, await situation(caseNumber, caller), brought as Partial<CaseForm>);
  };

  /** 容缺后补: the materials join those that were there, and are no longer awaited. */
  const deferred: ChangesOf = async ({ caseNumber, body, caller }) => {
    const { materials } = body as { materials: CaseForm["materials"] };
    const now = await situation(caseNumber, caller);
    const awaited = new Set(now.form.deferred?.map(({ materialId }) => materialId));
    refuse(
      materials.flatMap(({ materialId }, index) =>
        awaited.has(materialId)
          ? []
          : [
              fieldError(
                ["materials", index, "materialId"],
                "notDeferred",
                "这份材料不在容缺后补之列。",
                "This material is not among the deferred ones.",
              ),
            ],
      ),
    );
    const brought = new Set(materials.map(({ materialId }) => materialId));
    return checked(caller, now, {
      materials: [...now.form.materials, ...materials],
      deferred: (now.form.deferred ?? []).filter(({ materialId }) => !brought.has(materialId)),
    });
  };

  const person: ChangesOf = async ({ caseNumber, body, caller }) => {
    const { assistance: _how, confirmed: _said, name, idNumber, phone, ...addresses } = body as Correction;
    const head = await readVisible(store, caseNumber, actorOf(caller));
    const restricted = Object.entries({ name, idNumber }).filter(([, value]) => value !== undefined);
    if (caller.role === "citizen")
      refuse(
        restricted.map(([field]) =>
          fieldError(
            [field],
            "atTheWindow",
            "姓名和证件号码请带证件到窗口更正。",
            "Please come to the window with your papers to have name or ID number put right.",
          ),
        ),
      );
    return {
      person: async (before) => {
        const applicant = {
          ...before.applicant,
          ...(name && { name }),
          ...(idNumber && { idNumber }),
          ...(phone && { phone }),
        };
        refuse(checkParties({ applicant }, dayOf(deps.now())));
        return deps.indexed({ ...before, ...definedOnly(addresses), applicant }, head.submittedAt);
      },
    };
  };

  return { again, deferred, person };
}

const definedOnly = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: NonNullable<Fields[Name]>;
  };
