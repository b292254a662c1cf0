import * as z from "zod";
import { type Calendar, deadlineAfter } from "#shared/kernel/calendar/working-days.ts";
import { decider } from "#shared/kernel/lifecycle/decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { type Suggestion, suggestion } from "./record.ts";

const words = z.string().trim().min(2).max(500);
export const bodies = { answer: z.strictObject({ words }), decline: z.strictObject({ words }) };
type Bodies = Record<"answer" | "decline", { words: string }> & Record<"escalate" | "drop", object>;

export const decide = decider(
  suggestion,
  lifecycle,
)<Bodies>({
  answer: () => ({}),
  decline: () => ({}),
  escalate: () => ({ escalated: true }),
  drop: () => ({}),
});

type Made = Pick<Suggestion, "suggestionId" | "caseNumber" | "department" | "authorId" | "text">;

/** To be answered within five working days. */
export const makeSuggestion = (
  made: Made,
  now: string,
  calendar: Calendar,
  step: Pick<Suggestion["lastEvent"], "actor" | "trace" | "request">,
): Suggestion =>
  suggestion.first(
    {
      ...made,
      state: "open",
      madeAt: now,
      dueAt: deadlineAfter(calendar, now, { days: 5, unit: "workingDay" }).dueAt,
    },
    { event: "made", at: now, ...step },
  );
