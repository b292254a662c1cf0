import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import type { CaseForm } from "./case.ts";
import type { Notice } from "./notes.ts";

const thingsOf = ({ materials, fields }: Notice): string[] => [
  ...materials.map(({ materialId }) => `materials/${materialId}`),
  ...fields.map(({ path }) => `answers${path}`),
];

const valueAt = (answers: unknown, path: string): unknown =>
  path
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], answers);

function contentOf(form: CaseForm, thing: string): string {
  const [part = "", ...rest] = thing.split("/");
  if (part === "answers") return canonicalJson(valueAt(form.answers, `/${rest.join("/")}`) ?? null);
  const id = rest.join("/");
  return canonicalJson(form.materials.filter(({ materialId }) => materialId === id));
}

/**
 * One-time notice (一次性告知, 行政许可法 Art. 32): what a later notice names although it lay there unchanged
 * when the earlier one was given, and no notice has named it. `earlier` is the revision with that notice.
 */
export function lateFindings(notice: Notice, earlier: CaseForm, now: CaseForm): string[] {
  const named = new Set(earlier.notice?.namedSoFar);
  return thingsOf(notice).filter(
    (thing) => !named.has(thing) && contentOf(earlier, thing) === contentOf(now, thing),
  );
}

/** The revision with the notice on it. Everything named so far is remembered. */
export const withNotice = (
  form: CaseForm,
  notice: Notice,
  reason: string | undefined,
  earlier: CaseForm | undefined,
): CaseForm => ({
  ...form,
  notice: {
    ...notice,
    ...(reason && { reason }),
    namedSoFar: [...new Set([...(earlier?.notice?.namedSoFar ?? []), ...thingsOf(notice)])],
  },
});
