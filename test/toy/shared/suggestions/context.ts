import type { Context } from "#shared/kernel/context.ts";
import { suggestionRoutes } from "./api.ts";
import { suggestion } from "./record.ts";
import { follows, needs } from "./wiring.ts";

export const suggestions: Context = {
  name: "suggestions",
  purpose: "citizens say what could be better",
  records: [suggestion],
  functions: {
    suggestions: { needs: needs.api, routes: suggestionRoutes },
    "suggestion-follow": { needs: needs.follow, follows },
    "suggestion-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose: "Looks for suggestions that nobody answered in time",
        stopped: "Nobody has looked for unanswered suggestions for three hours.",
      },
    },
  },
};
