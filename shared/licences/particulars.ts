import type { Text } from "#shared/kernel/http/locale.ts";
import type { Particulars } from "./change.ts";
import type { LicenceType } from "./licence-types.ts";

type Template = Pick<LicenceType, "particulars">;
type Value = Particulars[string];

/** As it is printed: lists of words in one line. Undefined: nothing that can be. */
function printed(answer: unknown): Value | undefined {
  if (typeof answer === "string" || typeof answer === "number" || typeof answer === "boolean") return answer;
  const words = Array.isArray(answer) ? answer.filter((one) => typeof one === "string") : [];
  return words.length > 0 ? words.join("、") : undefined;
}

/** Who applied: the applicant, in their role where several applied together, and the others. */
type Applied = {
  applicant: { name: string; idNumber: string };
  applicantRole?: string | undefined;
  parties?: { role: string; name: string; idNumber: string }[] | undefined;
};
type Party = NonNullable<Template["particulars"][number]["party"]>;

const ofParty = ({ applicant, applicantRole, parties = [] }: Applied, { role, value }: Party) =>
  [...parties, { ...applicant, role: applicantRole }].find((one) => one.role === role)?.[value];

/** What a licence states of what was applied for, by its type's template: what is no line of it is not printed. */
export const particularsOf = (
  answers: Record<string, unknown>,
  { particulars }: Template,
  applied?: Applied,
): Particulars =>
  Object.fromEntries(
    particulars.flatMap(({ name, fields = [name], party }) => {
      const said = party ? [applied && ofParty(applied, party)] : fields.map((field) => answers[field]);
      const [value] = said.map(printed).filter((one) => one !== undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** With their labels, in the template's order; what an older template called otherwise comes last, under its name. */
export function labelled(said: Particulars, { particulars }: Template): { label: Text; value: Value }[] {
  const known = particulars.flatMap(({ name, label }) => {
    const value = said[name];
    return value === undefined ? [] : [{ label, value }];
  });
  const others = Object.entries(said)
    .filter(([name]) => !particulars.some((line) => line.name === name))
    .map(([name, value]) => ({ label: { zh: name, en: name }, value }));
  return [...known, ...others];
}

/** The organisation that the form names, where the type is made out to one. */
export function organisationIn(
  answers: Record<string, unknown>,
  { organisation }: Pick<LicenceType, "organisation">,
): string | undefined {
  const name = organisation && answers[organisation.nameField];
  return typeof name === "string" ? name : undefined;
}
