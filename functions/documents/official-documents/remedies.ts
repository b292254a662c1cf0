import texts from "#data/official-documents.json" with { type: "json" };
import data from "#district/remedies.json" with { type: "json" };
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { chineseNumber, fill } from "./text.ts";

/** As the catalogue's schema has it; of units this knows three, and a test says that the files have no other. */
type Limit = { unit: string; days?: number; months?: number };
type Remedies = {
  reconsideration?: "none" | { organs: string[]; limit: Limit } | undefined;
  reconsiderationFirst?: boolean | undefined;
  lawsuit?: "none" | { courts: string[]; limit: Limit } | undefined;
  objection?: { organ: string; answeredIn: Limit } | undefined;
  basis: string;
};

const departments: Readonly<Record<string, Partial<Remedies>>> = data.departments;
const units = texts.units;

/** 60 days -> 六十日. */
function limitWords({ unit, days, months }: Limit): string {
  if (months !== undefined) return `${chineseNumber(months)}${units.month}`;
  return `${chineseNumber(days ?? 0)}${unit === "workingDay" ? units.workingDay : units.calendarDay}`;
}

/** What the item says itself, before its department, before the rule. */
const remediesOf = ({ department, remedies }: ServiceItem): Remedies => ({
  ...data.usual,
  ...departments[department],
  ...remedies,
});

/** What can be done against a decision on the item: before whom, and until when. */
export function remedyWords(item: ServiceItem): string {
  const { reconsideration, reconsiderationFirst, lawsuit, objection, basis } = remediesOf(item);
  const toOrgan = reconsideration !== "none" ? reconsideration : undefined;
  const toCourt = lawsuit !== "none" ? lawsuit : undefined;
  const both = toOrgan && toCourt && (reconsiderationFirst ? "first" : "either");
  const way = both ?? (toOrgan && "reconsideration") ?? (toCourt && "lawsuit");
  const said = [way && texts.remedies[way], objection && texts.remedies.objection, texts.remedies.basis];
  const words = {
    organ: toOrgan?.organs.join(texts.remedies.or),
    days: toOrgan && limitWords(toOrgan.limit),
    court: toCourt?.courts.join(texts.remedies.or),
    time: toCourt && limitWords(toCourt.limit),
    objectionOrgan: objection?.organ,
    answeredIn: objection && limitWords(objection.answeredIn),
    basis,
  };
  return said.map((one) => (one ? fill(one, words) : "")).join("");
}
