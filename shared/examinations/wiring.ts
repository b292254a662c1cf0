import { caseEvents } from "#events/case.ts";
import { interestedPartyEvents } from "#events/interested-party.ts";
import { deadLetters, fieldKeys, read, readWrite, secret, setting } from "#shared/kernel/needs.ts";

const own = {
  EXAMINATIONS_TABLE: readWrite("examinations"),
  CALENDAR_TABLE: read("calendar"),
  PERSONAL_DATA_DAYS: setting("personalDataDays"),
};

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: read("representations"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: { ...own, ...standing, CASES_TABLE: read("cases") },
  follow: { ...own, DEAD_LETTER_QUEUE_URL: deadLetters },
  deadlines: own,
};

/** What `examination-follow` handles: third parties' words about a hearing, and the end of a case. */
export const follows = {
  informed: { ...interestedPartyEvents.informed, where: [{ hearingRequestBy: [{ exists: true }] }] },
  hearingRequested: interestedPartyEvents.hearingRequested,
  hearingRequestWithdrawn: interestedPartyEvents.hearingRequestWithdrawn,
  approved: caseEvents.approved,
  rejected: caseEvents.rejected,
  withdrawn: caseEvents.withdrawn,
  terminated: caseEvents.terminated,
};
