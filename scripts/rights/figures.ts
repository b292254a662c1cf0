import type { Used } from "#local/engine/iam/recording.ts";
import type { Right } from "#local/engine/iam/rights.ts";
import { textOf } from "./granted.ts";
import { type Reason, reasonFor, reasons } from "./reasons.ts";

const isBy = ({ service, action, resource }: Right, used: Used): boolean =>
  used.service === service && used.action === action && used.by.includes(resource);

/** Whether something was done by it. */
export const isUsed = (right: Right, recording: readonly Used[]): boolean =>
  recording.some((used) => isBy(right, used));

/** Whether something that was done could not be done without it. */
export const isMissed = (right: Right, recording: readonly Used[]): boolean =>
  recording.some((used) => isBy(right, used) && used.by.length === 1);

export type Unused = { text: string; why: string | undefined };

/** What was never used, and reasons that stand for nothing any more. */
export function unusedOf(
  granted: readonly Right[],
  recording: readonly Used[],
): { unused: Unused[]; idle: Reason[] } {
  const texts = granted
    .filter((right) => !isUsed(right, recording))
    .map(textOf)
    .toSorted();
  const unused = texts.map((text) => ({ text, why: reasonFor(text)?.why }));
  return { unused, idle: reasons.filter((reason) => !texts.some((text) => reasonFor(text) === reason)) };
}
