import * as z from "zod";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
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

/** The next version of a licence, or why not. */
export const decide = decider(
  licence,
  lifecycle,
)<BodiesOf<typeof bodies>>({
  seize: () => ({}),
  reinstate: () => ({}),
  rescind: () => ({}),
  cancel: () => ({}),
  transferOut: () => ({}),
  forfeit: () => ({}),
});
