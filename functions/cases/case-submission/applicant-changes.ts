import type { Correction, RevisionBody } from "#shared/cases/action-bodies.ts";
import type { ActionInput, ReadInput } from "#shared/cases/action-routes.ts";
import { answerAt, checkAnswers } from "#shared/cases/answers.ts";
import type { CaseForm } from "#shared/cases/case.ts";
import { formOf } from "#shared/cases/case-store.ts";
import { frozenLimits } from "#shared/cases/decide.ts";
import { partsOf } from "#shared/cases/joint.ts";
import { identifiedIn, owedAfter } from "#shared/cases/look-ups.ts";
import { caseProblems } from "#shared/cases/problems.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import {
  askedWith,
  type CatalogueItems,
  chosenParts,
  inSituationAndMore,
  type ServiceItem,
} from "#shared/catalogue/public.ts";
import type { CommitmentsPublic } from "#shared/commitments/public.ts";
import type { DocumentsPublic } from "#shared/documents/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { normalAnswers } from "#shared/kernel/forms/form-formats.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { errorIf, requireNoErrors } from "#shared/kernel/http/field-error.ts";
import type { LicencesPublic } from "#shared/licences/public.ts";
import { checkSituation } from "./check-situation.ts";
import { checkMaterialsAndLicences, checkNamedLicence, checkParties } from "./check-submission.ts";
import { licenceUses, type SubmitDeps } from "./submit-case.ts";

export type ApplicantChangeDeps = SubmitDeps & {
  items: CatalogueItems;
  documents: Pick<DocumentsPublic, "unusable" | "claims">;
  licences: Pick<LicencesPublic, "check" | "checkNamed" | "uses">;
  commitments: Pick<CommitmentsPublic, "barredBy">;
};

const texts = {
  notDeferred: { zh: "这份材料不在容缺后补之列。", en: "This material is not among the deferred ones." },
  atTheWindow: {
    zh: "姓名和证件号码请带证件到窗口更正。",
    en: "Please come to the window with your documents to have name or ID number put right.",
  },
};

/** Whether a clerk says that codes which cannot be right are on the licence as they are here. */
const saysSoOfCodes = ({ role }: Caller, assistance: RevisionBody["assistance"]): boolean =>
  role === "clerk" && assistance?.codeReason !== undefined;

/** What the applicant brings is checked against the item as it was applied for, not as it is today. */
export function applicantChanges(deps: ApplicantChangeDeps) {
  const { store, items } = deps;

  const appliedFor = async (head: CaseHead) => {
    const [published, form] = await Promise.all([
      items.version(head.item.code, head.item.version),
      formOf(store, head),
    ]);
    if (!published) throw new Error(`what case ${head.caseNumber} was applied for is gone`);
    return { head, form, item: published.item };
  };

  const owedNow = async (head: CaseHead, item: ServiceItem, before: CaseForm, next: CaseForm) => {
    const person = await store.readPerson(head.caseNumber);
    if (!person) throw caseProblems.personalDataDeleted();
    const who = identifiedIn(head, person.applicant);
    return owedAfter({ item }, { owed: head.lookUps, before, next }, who, dayOf(deps.now()));
  };

  const checked = async (
    caller: Caller,
    { head, form, item: whole }: Awaited<ReturnType<typeof appliedFor>>,
    given: Partial<CaseForm>,
    saysSo = false,
  ): Promise<ActionInput> => {
    // Another situation asks for other things: all of it is looked at again.
    const situated = inSituationAndMore(whole, given.situation ?? form.situation);
    const answers = given.answers && normalAnswers(situated.form, given.answers);
    const revised = { ...given, ...(answers && { answers }) };
    const today = { now: deps.now(), calendar: await deps.calendar() };
    const { notice: _answered, request: _first, ...before } = form;
    const next = { ...before, ...revised, revision: form.revision + 1 };
    const item = askedWith(situated, next.answers);
    const { joint } = item;
    const choosesParts = answers !== undefined && joint?.optional !== undefined;
    const touchesMaterials = choosesParts || Object.keys(revised).some((part) => part !== "answers");
    const applicantNames = async () =>
      deps.index.namesUnder(head.applicantId, (await store.readPerson(head.caseNumber))?.applicant);
    const named = { item, applicantNames, licences: deps.licences, now: head.submittedAt };
    requireNoErrors([
      ...checkSituation(whole, given.situation),
      ...(revised.answers || revised.situation
        ? checkAnswers(
            item.form,
            next.answers,
            today,
            // What a clerk has taken stays right; another code is looked at by a clerk again.
            (code, steps) => saysSo || answerAt(form.answers, steps) === code,
          )
        : []),
      ...(revised.answers ? await checkNamedLicence(revised.answers, named) : []),
      ...(touchesMaterials
        ? await checkMaterialsAndLicences(next, head.handIn, {
            item,
            ownerIds: [caller.id, head.applicantId],
            applicantNames,
            now: deps.now(),
            calendar: today.calendar,
            documents: deps.documents,
            licences: deps.licences,
            commitments: deps.commitments,
            caseNumber: head.caseNumber,
          })
        : []),
    ]);
    const lookUps = touchesMaterials ? await owedNow(head, item, form, next) : undefined;
    const ids = (revised.materials ?? []).map(({ documentId }) => documentId);
    const [claims, uses] = await Promise.all([
      deps.documents.claims(ids, head.caseNumber),
      licenceUses(deps, head, revised),
    ]);
    return {
      form: next,
      ...(lookUps && { lookUps }),
      ...(revised.situation && { limits: frozenLimits(item) }),
      ...(choosesParts && { parts: partsOf(joint, chosenParts(joint, next.answers)) }),
      beside: [...claims, ...uses],
    };
  };

  const again: ReadInput = async (head, { body, caller }) => {
    const { assistance, ...revised } = body as RevisionBody;
    const now = await appliedFor(head);
    return checked(caller, now, revised as Partial<CaseForm>, saysSoOfCodes(caller, assistance));
  };

  /** 容缺后补: the materials join those that were there, and are no longer awaited. */
  const deferred: ReadInput = async (head, { body, caller }) => {
    const { materials } = body as { materials: CaseForm["materials"] };
    const now = await appliedFor(head);
    const awaited = new Set(now.form.deferred?.map(({ materialId }) => materialId));
    requireNoErrors(
      materials.flatMap(({ materialId }, index) =>
        errorIf(
          !awaited.has(materialId),
          ["materials", index, "materialId"],
          "notDeferred",
          texts.notDeferred,
        ),
      ),
    );
    const submitted = new Set(materials.map(({ materialId }) => materialId));
    return checked(caller, now, {
      materials: [...now.form.materials, ...materials],
      deferred: (now.form.deferred ?? []).filter(({ materialId }) => !submitted.has(materialId)),
    });
  };

  const person: ReadInput = async (head, { body, caller }) => {
    const { assistance, confirmed: _confirmed, name, idNumber, phone, ...addresses } = body as Correction;
    requireNoErrors(
      Object.entries({ name, idNumber }).flatMap(([field, value]) =>
        errorIf(caller.role === "citizen" && value !== undefined, [field], "atTheWindow", texts.atTheWindow),
      ),
    );
    const before = await store.readPerson(head.caseNumber);
    if (!before) throw caseProblems.personalDataDeleted();
    const applicant = { ...before.applicant, ...definedOnly({ name, idNumber, phone }) };
    const isAsIssued = () => saysSoOfCodes(caller, assistance) || idNumber === undefined;
    requireNoErrors(checkParties({ applicant }, dayOf(deps.now()), isAsIssued));
    const isOther = applicant.idNumber.toUpperCase() !== before.applicant.idNumber.toUpperCase();
    const corrected = {
      ...before,
      ...definedOnly(addresses),
      applicant,
      ...(isOther && { numberCorrected: true as const }),
    };
    return {
      person: { person: corrected, keys: await deps.index.keysOf(corrected) },
      // Online the account filed it, whatever its number; at the window nothing but the number said whose it is.
      ...(isOther && head.channel === "window" && { applicantId: await deps.nameAtWindow(applicant) }),
    };
  };

  return { resubmit: again, supplement: again, submitDeferred: deferred, correctPerson: person };
}

const definedOnly = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: NonNullable<Fields[Name]>;
  };
