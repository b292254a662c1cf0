import * as z from "zod";
import { decider } from "#shared/kernel/lifecycle/decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { licence } from "./record.ts";

/** Why, as the office writes it: kept in the history. */
const why = z.strictObject({ words: z.string().trim().min(2).max(1000) });

/** What each action asks for. */
export const bodies = {
  seize: why,
  reinstate: why,
  rescind: why,
  cancel: why,
  transferOut: why,
  forfeit: why,
};
type Bodies = { [Action in keyof typeof bodies]: z.output<(typeof bodies)[Action]> };

/** The next version of a licence, or why not. */
export const decide = decider(
  licence,
  lifecycle,
)<Bodies>({
  seize: () => ({}),
  reinstate: () => ({}),
  rescind: () => ({}),
  cancel: () => ({}),
  transferOut: () => ({}),
  forfeit: () => ({}),
});
