import { isGood, ratingEvents, satisfactionLevels } from "#events/rating.ts";
import { calendar, deadLetters, fieldKeys, secret, table } from "#shared/kernel/needs.ts";

const own = { CALENDAR_TABLE: calendar };

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "get"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ...own,
    RECTIFICATIONS_TABLE: table(
      "rectifications",
      "get",
      "getMany",
      "query",
      "query:open",
      "query:openByDepartment",
      "query:byApplicant",
      "put",
    ),
    CASES_TABLE: table("cases", "get", "query"),
    RATINGS_TABLE: table("ratings", "get"),
    ...standing,
  },
  follow: {
    ...own,
    RECTIFICATIONS_TABLE: table("rectifications", "get", "put"),
    RATINGS_TABLE: table("ratings", "get"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  deadlines: { ...own, RECTIFICATIONS_TABLE: table("rectifications", "get", "query:open", "put") },
};

/** What `rectification-follow` handles: bad ratings; and first ones, which open orders, when they are dismissed. */
export const follows = {
  received: {
    ...ratingEvents.received,
    where: [{ level: satisfactionLevels.filter((level) => !isGood(level)) }],
  },
  replaced: { ...ratingEvents.replaced, where: [{ turn: ["first"] }] },
  dismissed: { ...ratingEvents.dismissed, where: [{ turn: ["first"] }] },
};
