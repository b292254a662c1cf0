import * as z from "zod";
import { rescissionGrounds } from "#events/licence.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { correction, correctionReason } from "./correction.ts";
import { lifecycle } from "./lifecycle.ts";
import { type Licence, licence } from "./record.ts";

/** What each action asks for. */
export const bodies = {
  seize: correctionReason,
  reinstate: correctionReason,
  rescind: correctionReason.extend({ ground: z.enum(rescissionGrounds) }),
  cancel: correctionReason,
  correct: correction,
  transferOut: correctionReason,
  forfeit: correctionReason,
};

/** What an approved case brings: what the licence states from then on, signed (`change-by-case.ts`). */
export type Changed = Partial<
  Pick<Licence, "identifier" | "validTo" | "particulars" | "signature" | "reissues" | "changes">
>;
type ByCase = { rescindWithDecision: object } & Record<"amend" | "renew" | "replace" | "surrender", Changed>;

/** The next version of a licence, or why not. */
export const decide = decider(
  licence,
  lifecycle,
)<BodiesOf<typeof bodies> & ByCase>({
  seize: () => ({}),
  reinstate: () => ({}),
  rescind: () => ({}),
  rescindWithDecision: () => ({}),
  cancel: () => ({}),
  correct: (_licence, _body, _actor, { corrected }) => {
    if (!corrected) throw new Error("a correction is signed before it is decided");
    return corrected;
  },
  transferOut: () => ({}),
  forfeit: () => ({}),
  amend: (_licence, changed) => changed,
  renew: (_licence, changed) => changed,
  replace: (_licence, changed) => changed,
  surrender: (_licence, changed) => changed,
});
