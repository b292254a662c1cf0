import { isGood, ratingEvents, satisfactionLevels } from "#events/rating.ts";
import { deadLetters, fieldKeys, read, readWrite, secret } from "#shared/kernel/needs.ts";

const own = { RECTIFICATIONS_TABLE: readWrite("rectifications"), CALENDAR_TABLE: read("calendar") };

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: read("representations"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: { ...own, CASES_TABLE: read("cases"), RATINGS_TABLE: read("ratings"), ...standing },
  follow: { ...own, RATINGS_TABLE: read("ratings"), DEAD_LETTER_QUEUE_URL: deadLetters },
  deadlines: own,
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
