import { caseEvents } from "#events/case.ts";
import { interestedPartyEvents } from "#events/interested-party.ts";
import { calendar, deadLetters, fieldKeys, secret, setting, table } from "#shared/kernel/needs.ts";

const own = {
  CALENDAR_TABLE: calendar,
  PERSONAL_DATA_DAYS: setting("personalDataDays"),
};

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ...own,
    ...standing,
    EXAMINATIONS_TABLE: table(
      "examinations",
      "get",
      "getMany",
      "query",
      "query:byCase",
      "query:byDepartment",
      "query:open",
      "query:byAccount",
      "put",
    ),
    CASES_TABLE: table("cases", "get"),
    ACCESSES_TABLE: table("accesses", "query"),
  },
  follow: {
    ...own,
    EXAMINATIONS_TABLE: table("examinations", "get", "getMany", "query:byCase", "put"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  deadlines: { ...own, EXAMINATIONS_TABLE: table("examinations", "get", "query:open", "put") },
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
