import type { CommandAction } from "#shared/cases/lifecycle.ts";
import { lifecycle } from "#shared/cases/lifecycle-table.ts";
import type { HistoryEntry, Text } from "../shared/api-types.ts";

const transitions = Object.entries(lifecycle);

/** What an action is called on buttons: the lifecycle's own words. */
export const actionLabel = (action: string): Text =>
  lifecycle[action as CommandAction]?.label ?? { zh: action, en: action };

/** What happened, in the words of the action that caused it; events of two actions have the first one's. */
export function eventLabel({ event }: HistoryEntry): Text {
  const name = event.type.split(".")[2] ?? "";
  return transitions.find(([, { event: caused }]) => caused === name)?.[1].label ?? { zh: name, en: name };
}
