import texts from "#data/official-documents.json" with { type: "json" };
import type { CaseNote } from "#shared/cases/public.ts";
import { revokesDecision } from "#shared/cases/public.ts";
import { chineseDate, fill, type Words } from "./text.ts";

type RemedyNote = Pick<CaseNote, "remedy" | "remedyOutcome" | "anew">;

/** What became of a decision in a reconsideration or lawsuit, and what the department does. */
export function outcomeWords({ remedy, remedyOutcome, anew }: RemedyNote, isLicence: boolean): Words {
  if (!remedy || !remedyOutcome) return {};
  const { kind } = remedy;
  const { outcome, number, decidedOn, servedOn, within } = remedyOutcome;
  const ownMotion = kind === "ownMotion" ? "" : undefined;
  const laws: Readonly<Record<string, string>> = texts.outcomeLaws[kind];
  return {
    ownMotion,
    remedyOrgan: remedy.organ,
    remedyNumber: number,
    decidedDay: chineseDate(decidedOn),
    servedDay: chineseDate(servedOn),
    outcome: texts.outcomes[outcome],
    // The law on the department's own second look is about licences alone.
    outcomeLaw: kind === "ownMotion" && !isLicence ? undefined : laws[outcome],
    revoked: revokesDecision(outcome) ? "" : undefined,
    anew,
    within:
      within && fill(texts.outcomeWithin, { days: String(within.days), unit: texts.units[within.unit] }),
  };
}
