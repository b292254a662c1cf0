type Choice = { onlyIf: { field: string; is: readonly string[] }; materials?: readonly string[] | undefined };
type Joint = { parts: readonly string[]; optional?: Readonly<Record<string, Choice>> | undefined };
type Answers = Readonly<Record<string, unknown>>;
type Asked = { materials: readonly { materialId: string }[]; joint?: Joint | undefined };

/** The parts of a joint matter that these answers choose, in their order. */
export const chosenParts = ({ parts, optional = {} }: Joint, answers: Answers): string[] =>
  parts.filter((code) => {
    const choice = optional[code];
    return !choice || choice.onlyIf.is.includes(String(answers[choice.onlyIf.field]));
  });

/** An item with as many of its materials as these answers ask for: without those of parts that nobody chose. */
export function askedWith<Item extends Asked>(item: Item, answers: Answers): Item {
  const { optional = {} } = item.joint ?? {};
  const chosen = new Set(item.joint && chosenParts(item.joint, answers));
  const bound = Object.entries(optional);
  const isAsked = ({ materialId }: { materialId: string }): boolean => {
    const asking = bound.filter(([, { materials = [] }]) => materials.includes(materialId));
    return asking.length === 0 || asking.some(([code]) => chosen.has(code));
  };
  return bound.length > 0 ? { ...item, materials: item.materials.filter(isAsked) } : item;
}
