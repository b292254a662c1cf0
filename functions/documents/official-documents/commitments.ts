import texts from "#data/official-documents.json" with { type: "json" };
import type { CaseRecord } from "#shared/cases/public.ts";
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { fill, type Words } from "./text.ts";

type Committed = {
  record: Pick<CaseRecord, "head" | "form" | "person">;
  item: ServiceItem;
  /** A joint matter's: each says what its own commitments mean. */
  parts?: readonly ServiceItem[] | undefined;
};
const own = texts.commitments;

const takes = ({ materials }: ServiceItem, id: string): boolean =>
  materials.some(({ materialId, commitment }) => materialId === id && commitment);

/** What the items that take a commitment for a material say of it. */
const rulesOf = (id: string, { item, parts = [] }: Omit<Committed, "record">) =>
  [item, ...parts].flatMap((one) => (one.commitment && takes(one, id) ? [one.commitment] : []));

const together = (said: readonly string[]): string => [...new Set(said)].join("；");

/** Each material that a commitment stands for, what has to be met, and when that is checked. */
export function commitmentRows({ record, item, parts }: Committed): string[][] {
  const names = new Map(
    [...(parts ?? []), item].flatMap(({ materials }) =>
      materials.map(({ materialId, name }) => [materialId, name.zh] as const),
    ),
  );
  return (record.form.commitments ?? []).map((id, index) => {
    const rules = rulesOf(id, { item, parts });
    const checks = rules.map(({ check: { days, share } }) =>
      fill(share === undefined ? own.check : own.sampled, { days: `${days}`, share: `${share}` }),
    );
    return [
      `${index + 1}`,
      names.get(id) ?? id,
      together(rules.map(({ standard }) => standard.zh)) || own.standard,
      together(checks) || own.noCheck,
    ];
  });
}

export function commitmentWords({ record, item, parts }: Committed): Words {
  const { form, person, head } = record;
  const rules = (form.commitments ?? []).flatMap((id) => rulesOf(id, { item, parts }));
  return {
    commitmentBasis: together([own.basis, ...rules.map(({ basis }) => basis)]),
    committedBy: person.agent ? fill(own.byAgent, { agent: person.agent.name }) : own.byThemselves,
    committedHow: own.how[head.channel],
  };
}
