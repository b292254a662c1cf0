import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { isObject } from "#shared/kernel/forms/answered-fields.ts";
import { birthday } from "#shared/kernel/people/age.ts";
import type { AnswerCondition, Condition, Entity, Rule } from "./rule.ts";

/** What is known of an account at the moment of a match: most of it is read only when a condition asks. */
export type Facts = {
  today: string;
  entity: Entity;
  /** yyyy-MM-dd, of a verified identity. */
  bornOn?: string | undefined;
  /** The newest approved case of an item. */
  grantedOf(itemCode: string): { caseNumber: string; at: string } | undefined;
  /** What was answered in it; undefined when its time is over. */
  answersOf(caseNumber: string): Promise<Record<string, unknown> | undefined>;
  /** The area of the account's newest address, with the case that tells it. */
  area(): Promise<{ caseNumber: string; areaCode: string } | undefined>;
};

/** That a condition holds, with where that is known from; `later`: on which day it begins to hold. */
type Finding = { holds: boolean; caseNumber?: string | undefined; value?: unknown; later?: string };
export type Found = { condition: number; caseNumber?: string | undefined };
export type Evaluation =
  | { matches: true; alternative: number; found: Found[] }
  | { matches: false; later?: string | undefined };

const dayMs = 86_400_000;
const daysBetween = (from: string, to: string): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / dayMs);
const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** `group.name` of the answers. */
export const answerAt = (answers: Record<string, unknown>, field: string): unknown =>
  field.split(".").reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), answers);

/** Every bound that the condition names has to hold of the value. */
export function answerHolds(condition: AnswerCondition, value: unknown, today: string): boolean {
  const { atLeast, atMost, oneOf, is, daysAgoAtLeast, daysAgoAtMost } = condition;
  if (value === undefined || value === null) return false;
  const given = Array.isArray(value) ? value : [value];
  const ago = isDay(value) ? daysBetween(value, today) : undefined;
  return [
    atLeast === undefined || (typeof value === "number" && value >= atLeast),
    atMost === undefined || (typeof value === "number" && value <= atMost),
    oneOf === undefined || given.some((one) => oneOf.includes(String(one))),
    is === undefined || value === is,
    daysAgoAtLeast === undefined || (ago !== undefined && ago >= daysAgoAtLeast),
    daysAgoAtMost === undefined || (ago !== undefined && ago >= 0 && ago <= daysAgoAtMost),
  ].every(Boolean);
}

function ageHolds(
  { atLeast, below }: { atLeast?: number | undefined; below?: number | undefined },
  facts: Facts,
): Finding {
  const { bornOn, today } = facts;
  if (!bornOn || (below !== undefined && today >= birthday(bornOn, below))) return { holds: false };
  const from = atLeast === undefined ? undefined : birthday(bornOn, atLeast);
  return from && today < from ? { holds: false, later: from } : { holds: true };
}

/** Whether one condition holds of an account. */
export async function findingOf(condition: Condition, facts: Facts): Promise<Finding> {
  switch (condition.fact) {
    case "age":
      return ageHolds(condition, facts);
    case "entity":
      return { holds: condition.oneOf.includes(facts.entity), value: facts.entity };
    case "area": {
      const found = await facts.area();
      return found
        ? {
            holds: condition.oneOf.some((code) => found.areaCode.startsWith(code)),
            caseNumber: found.caseNumber,
            value: found.areaCode,
          }
        : { holds: false };
    }
    case "notGranted":
      return { holds: facts.grantedOf(condition.itemCode) === undefined };
    case "granted": {
      const found = facts.grantedOf(condition.itemCode);
      if (!found) return { holds: false };
      const { withinDays } = condition;
      const ago = daysBetween(dayOf(found.at), facts.today);
      return {
        holds: withinDays === undefined || ago <= withinDays,
        caseNumber: found.caseNumber,
        value: dayOf(found.at),
      };
    }
    case "answer": {
      const found = facts.grantedOf(condition.itemCode);
      const answers = found && (await facts.answersOf(found.caseNumber));
      if (!answers) return { holds: false };
      const value = answerAt(answers, condition.field);
      return { holds: answerHolds(condition, value, facts.today), caseNumber: found.caseNumber, value };
    }
  }
}

/** What costs nothing to know is asked first, so that most accounts are done with before anything is read. */
const dear = ({ fact }: Condition): number => (fact === "answer" ? 1 : fact === "area" ? 2 : 0);

async function alternativeOf(alternative: readonly Condition[], facts: Facts) {
  const asked = alternative
    .map((condition, place) => ({ condition, place }))
    .sort((one, other) => dear(one.condition) - dear(other.condition));
  const found: Found[] = [];
  let later: string | undefined;
  for (const { condition, place } of asked) {
    const finding = await findingOf(condition, facts);
    if (finding.later) later = later && later > finding.later ? later : finding.later;
    else if (!finding.holds) return { holds: false };
    found.push({ condition: place, ...(finding.caseNumber && { caseNumber: finding.caseNumber }) });
  }
  return { holds: later === undefined, later, found };
}

/** Whether a rule fits an account now, by which alternative; or from when on only somebody's age is missing. */
export async function evaluate({ alternatives }: Rule, facts: Facts): Promise<Evaluation> {
  let later: string | undefined;
  for (const [place, alternative] of alternatives.entries()) {
    const one = await alternativeOf(alternative, facts);
    if (one.holds)
      return {
        matches: true,
        alternative: place,
        found: (one.found ?? []).sort((a, b) => a.condition - b.condition),
      };
    if (one.later && (!later || one.later < later)) later = one.later;
  }
  return { matches: false, ...(later && { later }) };
}
