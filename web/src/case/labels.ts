import type { CommandAction } from "#shared/cases/actions.ts";
import { lifecycle } from "#shared/cases/lifecycle-table.ts";
import type { CaseHistoryEntry, Text } from "../shared/api-types.ts";

const transitions = Object.entries(lifecycle);

/** What an action is called on buttons: the lifecycle's own words. */
export const actionLabel = (action: string): Text =>
  lifecycle[action as CommandAction]?.label ?? { zh: action, en: action };

/** What happened, in the words of the action that caused it; events of two actions have the first one's. */
export function eventLabel({ event }: CaseHistoryEntry): Text {
  return transitions.find(([, { event: caused }]) => caused === event)?.[1].label ?? { zh: event, en: event };
}
