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
];
