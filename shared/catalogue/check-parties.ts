import { isObject } from "#shared/kernel/forms/answered-fields.ts";
import type { ServiceItem } from "./item.ts";
import type { ApplyingTogether } from "./item-parties.ts";
import type { Finding } from "./problem-messages.ts";
import { findingIf, type Rule, rule } from "./rule.ts";

/** As many as one record holds, with the one who files. */
const most = 8;

/** The answers that a form offers for a field. */
export function optionsOf({ properties }: ServiceItem["form"], name: string): unknown[] {
  const field = properties?.[name];
  return isObject(field) && Array.isArray(field.enum) ? field.enum : [];
}

/** Who applies together: numbers that can be met, by two at least, and a condition that the form can give. */
function partiesFindings(
  { roles, confirmWithin, onlyIf }: ApplyingTogether,
  form: ServiceItem["form"],
  isJoint: boolean,
): Finding[] {
  const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
  const options = onlyIf ? optionsOf(form, onlyIf.field) : [];
  return [
    ...roles.flatMap(({ role }, index) =>
      findingIf(roles.findIndex((each) => each.role === role) < index, {
        column: "parties.roles",
        code: "list-duplicate",
        detail: role,
      }),
    ),
    ...roles.flatMap(({ atLeast, atMost, role }, index) =>
      findingIf(atLeast > atMost, {
        column: `parties.roles.${index}.atLeast`,
        code: "parties-numbers",
        detail: role,
      }),
    ),
    ...findingIf(sum(roles.map(({ atLeast }) => atLeast)) < 2, {
      column: "parties.roles",
      code: "parties-too-few",
    }),
    ...findingIf(sum(roles.map(({ atMost }) => atMost)) > most, {
      column: "parties.roles",
      code: "parties-too-many",
      detail: `${most}`,
    }),
    ...findingIf(confirmWithin.days === 0, {
      column: "parties.confirmWithin.days",
      code: "parties-without-days",
    }),
    ...findingIf(isJoint, { column: "parties", code: "parties-of-joint-matter" }),
    ...(onlyIf?.is ?? []).flatMap((detail) =>
      findingIf(!options.includes(detail), { column: "parties.onlyIf", code: "parties-condition", detail }),
    ),
  ];
}

export const partiesRules: Rule[] = [
  rule(["parties", "form", "joint"], ({ parties, form, joint }) =>
    parties ? partiesFindings(parties, form, joint !== undefined) : [],
  ),
];
