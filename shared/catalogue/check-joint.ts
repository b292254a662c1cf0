import { optionsOf } from "./check-parties.ts";
import type { ServiceItem } from "./item.ts";
import { findingIf, type Rule, rule } from "./rule.ts";

type Joint = NonNullable<ServiceItem["joint"]>;

/** Parts that can never begin, because each waits for another of them. */
function circular({ parts, after = {} }: Joint): string[] {
  const begun = new Set<string>();
  for (let before = -1; before < begun.size; ) {
    before = begun.size;
    for (const code of parts) if ((after[code] ?? []).every((one) => begun.has(one))) begun.add(code);
  }
  return parts.filter((code) => !begun.has(code));
}

/** Parts that are chosen by an answer that the form offers, ask for materials of the item, and do not leave nothing. */
function optionalFindings({ parts, optional = {} }: Joint, item: Pick<ServiceItem, "form" | "materials">) {
  const known = new Set(item.materials.map(({ materialId }) => materialId));
  return [
    ...Object.entries(optional).flatMap(([code, { onlyIf, materials = [] }]) => {
      const options = optionsOf(item.form, onlyIf.field);
      const column = `joint.optional.${code}`;
      return [
        ...findingIf(!parts.includes(code), { column, code: "joint-optional-unknown", detail: code }),
        ...onlyIf.is
          .filter((answer) => !options.includes(answer))
          .map((detail) => ({
            column: `${column}.onlyIf`,
            code: "joint-optional-condition" as const,
            detail,
          })),
        ...materials
          .filter((materialId) => !known.has(materialId))
          .map((detail) => ({
            column: `${column}.materials`,
            code: "joint-optional-material" as const,
            detail,
          })),
      ];
    }),
    ...findingIf(
      parts.every((code) => code in optional),
      { column: "joint.optional", code: "joint-optional-all" },
    ),
  ];
}

/** What a part waits for is another part of the matter, and every part can begin at last. */
export const jointRules: Rule[] = [
  rule(["joint"], ({ joint }) => {
    if (!joint) return [];
    const named = Object.entries(joint.after ?? {}).flat(2);
    const unknown = named.filter((code) => !joint.parts.includes(code));
    return [
      ...unknown.map((detail) => ({ column: "joint.after", code: "joint-after-unknown" as const, detail })),
      ...findingIf(unknown.length === 0 && circular(joint).length > 0, {
        column: "joint.after",
        code: "joint-after-circular",
        detail: circular(joint).join(", "),
      }),
    ];
  }),
  rule(["joint", "form", "materials"], ({ joint, ...item }) => (joint ? optionalFindings(joint, item) : [])),
];
