import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import type { ConsultationRequest } from "#shared/consultation/api.ts";
import { isInGuide } from "#shared/consultation/guide.ts";
import type { Consultation } from "#shared/consultation/record.ts";
import type { Citation } from "#shared/consultation/said.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { requireNoErrors } from "#shared/kernel/http/field-error.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { pointer } from "#shared/kernel/http/validation.ts";

const texts = {
  oneSubject: {
    zh: "一个咨询只关联一个事项或者一个办件。",
    en: "A question is about an item or about a case, not about both.",
  },
  unknownItem: { zh: "没有这个事项。", en: "There is no such item." },
  unknownCase: { zh: "没有这个办件，或者不是您的。", en: "There is no such case, or it is not yours." },
  departmentNeeded: { zh: "请选择向哪个部门咨询。", en: "Please choose which department you ask." },
  unknownDepartment: { zh: "没有这个部门。", en: "There is no such department." },
  sameDepartment: { zh: "已由该部门承办，请选择其他部门。", en: "This department has it; choose another." },
  citationNeeded: {
    zh: "请指明依据办事指南的哪一部分。",
    en: "Please say which part of the guide the answer rests on.",
  },
  notInGuide: { zh: "办事指南中没有这一条。", en: "The guide has no such paragraph." },
  notMergeable: {
    zh: "只能并入同一咨询人向本部门提出、尚未办结的另一个咨询。",
    en: "It can be merged into another open question only that the same person asked this department.",
  },
};
export const wrong = (path: string[], code: keyof typeof texts): FieldError => ({
  path: pointer("body", path),
  code,
  message: texts[code],
});

export type AskedDeps = {
  cases: Pick<CasesPublic, "factsOf" | "mayReadCase">;
  items: CatalogueItems;
  departments: readonly string[];
};

/** What a question is about, and whose it is by that. @throws Problem that names everything wrong */
export async function subjectOf(
  { cases, items, departments }: AskedDeps,
  { itemCode, caseNumber, department }: ConsultationRequest,
  caller: Caller,
): Promise<Pick<Consultation, "about" | "itemCode" | "itemVersion" | "caseNumber" | "department">> {
  const [published, isTheirs] = await Promise.all([
    itemCode === undefined ? undefined : items.current(itemCode),
    caseNumber === undefined ? false : cases.mayReadCase(caseNumber, caller),
  ]);
  const ofCase = caseNumber !== undefined && isTheirs ? await cases.factsOf(caseNumber) : undefined;
  const isFree = itemCode === undefined && caseNumber === undefined;
  requireNoErrors([
    itemCode !== undefined && caseNumber !== undefined && wrong(["caseNumber"], "oneSubject"),
    itemCode !== undefined && !published && wrong(["itemCode"], "unknownItem"),
    caseNumber !== undefined && !ofCase && wrong(["caseNumber"], "unknownCase"),
    isFree && department === undefined && wrong(["department"], "departmentNeeded"),
    department !== undefined &&
      !departments.includes(department) &&
      wrong(["department"], "unknownDepartment"),
  ]);
  if (caseNumber !== undefined && ofCase) {
    const version = (await items.current(ofCase.itemCode))?.version;
    return {
      about: "case",
      caseNumber,
      itemCode: ofCase.itemCode,
      ...(version !== undefined && { itemVersion: version }),
      department: ofCase.department,
    };
  }
  if (itemCode !== undefined && published)
    return { about: "item", itemCode, itemVersion: published.version, department: published.item.department };
  return { about: "free", department: department ?? "" };
}

/** What an answer points to: of what is about an item it has to. @throws Problem */
export async function requireCitation(
  items: CatalogueItems,
  { itemCode }: Pick<Consultation, "itemCode">,
  cites: Citation | undefined,
): Promise<void> {
  const of = itemCode ?? cites?.itemCode;
  if (!cites) return requireNoErrors([itemCode !== undefined && wrong(["cites"], "citationNeeded")]);
  const published = of === undefined ? undefined : await items.current(of);
  requireNoErrors([
    !published && wrong(["cites", "itemCode"], "unknownItem"),
    published && !isInGuide(published.item, cites) && wrong(["cites", "number"], "notInGuide"),
  ]);
}
