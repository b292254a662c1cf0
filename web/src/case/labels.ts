import { actions, type CommandAction, openings } from "#shared/cases/lifecycle-table.ts";
import type { CaseHistoryEntry, Text } from "../shared/api-types.ts";

const causes = Object.values({ ...openings, ...actions });

/** What an action is called on buttons: the lifecycle's own words. */
export const actionLabel = (action: string): Text =>
  actions[action as CommandAction]?.label ?? { zh: action, en: action };

/** What happened, in the words of the action that caused it; events of two actions have the first one's. */
export const eventLabel = ({ event }: CaseHistoryEntry): Text =>
  causes.find((cause) => cause.event === event)?.label ?? { zh: event, en: event };
