import type { ServiceItem } from "#shared/catalogue/public.ts";
import { choicesOf, fieldAt } from "./fields.ts";
import { type AnswerCondition, type Condition, type Entity, entities, itemOf } from "./rule.ts";

type Items = ReadonlyMap<string, ServiceItem>;
type Of<Fact extends Condition["fact"]> = Extract<Condition, { fact: Fact }>;

const ofFact = <Fact extends Condition["fact"]>(alternative: readonly Condition[], fact: Fact): Of<Fact>[] =>
  alternative.filter((one): one is Of<Fact> => one.fact === fact);

const highest = (values: readonly (number | undefined)[]): number =>
  Math.max(Number.NEGATIVE_INFINITY, ...values.filter((one) => one !== undefined));
const lowest = (values: readonly (number | undefined)[]): number =>
  Math.min(Number.POSITIVE_INFINITY, ...values.filter((one) => one !== undefined));
/** What is in each of the lists. */
const common = <One>(
  lists: readonly (readonly One[])[],
  fits = (one: One, other: One) => one === other,
): One[] =>
  lists.length === 0
    ? []
    : (lists[0] ?? []).filter((one) => lists.every((list) => list.some((other) => fits(one, other))));

/** Whom the conditions leave: of whom they speak, and who could have applied for the items that they name. */
export function entitiesOf(alternative: readonly Condition[], items: Items): Entity[] {
  const named = ofFact(alternative, "entity").map(({ oneOf }) => oneOf);
  const aged = ofFact(alternative, "age").length > 0 ? [["naturalPerson"] as Entity[]] : [];
  const applied = alternative.flatMap((one) => {
    const item = one.fact === "notGranted" ? undefined : items.get(itemOf(one) ?? "");
    return item ? [item.audience as readonly Entity[]] : [];
  });
  return common<Entity>([[...entities], ...named, ...aged, ...applied]);
}

function answersContradict(conditions: readonly AnswerCondition[], items: Items): boolean {
  const [first] = conditions;
  if (!first) return false;
  const item = items.get(first.itemCode);
  const field = item && fieldAt(item, first.field);
  const least = highest([...conditions.map(({ atLeast }) => atLeast), field?.minimum]);
  const most = lowest([...conditions.map(({ atMost }) => atMost), field?.maximum]);
  const choices = conditions.flatMap(({ oneOf }) => (oneOf ? [oneOf] : []));
  // Of several that were chosen, each list may be met by another.
  const ofOne = field?.type !== "array";
  const known = field && choicesOf(field);
  return (
    least > most ||
    highest(conditions.map(({ daysAgoAtLeast }) => daysAgoAtLeast)) >
      lowest(conditions.map(({ daysAgoAtMost }) => daysAgoAtMost)) ||
    new Set(conditions.flatMap(({ is }) => (is === undefined ? [] : [is]))).size > 1 ||
    (choices.length > 0 && ofOne && common([...(known ? [known] : []), ...choices]).length === 0)
  );
}

/** Whether nobody can meet all of these together. */
export function contradictionIn(alternative: readonly Condition[], items: Items): boolean {
  const ages = ofFact(alternative, "age");
  const refused = ofFact(alternative, "notGranted").map(({ itemCode }) => itemCode);
  const areas = ofFact(alternative, "area").map(({ oneOf }) => oneOf);
  const within = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);
  const answers = Map.groupBy(ofFact(alternative, "answer"), ({ itemCode, field }) => `${itemCode} ${field}`);
  return (
    highest(ages.map(({ atLeast }) => atLeast)) >= lowest(ages.map(({ below }) => below)) ||
    entitiesOf(alternative, items).length === 0 ||
    alternative.some((one) => one.fact !== "notGranted" && refused.includes(itemOf(one) ?? "-")) ||
    (areas.length > 0 && common(areas, within).length === 0) ||
    [...answers.values()].some((conditions) => answersContradict(conditions, items))
  );
}
