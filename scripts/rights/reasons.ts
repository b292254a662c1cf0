import { like } from "#local/engine/iam/globs.ts";

/** Why a right stands that no test uses: `*` in `rights` is any text. */
export type Reason = { rights: string; why: string };

/** Each is needed where nobody plays it; what can be played has a test instead of a line here. */
export const reasons: readonly Reason[] = [];

export const reasonFor = (text: string): Reason | undefined =>
  reasons.find(({ rights }) => like(rights, text));
