import type { Context } from "#shared/kernel/context.ts";
import { caseReviewRoutes, caseSubmissionRoutes } from "./api.ts";
import { figuresInHand, figuresOfDay } from "./figures.ts";
import { caseExaminationEvents, caseFollowEvents } from "./followed-events.ts";
import { invitationRoutes } from "./invitation-api.ts";
import { personRoutes } from "./person-api.ts";
import { caseRecord } from "./record.ts";
import { jointCases, jointEvents, needs } from "./wiring.ts";

export const cases: Context = {
  name: "cases",
  purpose: "the life of a case",
  records: [caseRecord],
  // People are found by their number or telephone, for a reason that stays on record.
  indexes: {
    byIdNumber: { key: "idKey", sort: "submittedAt" },
    byPhone: { key: "phoneKey", sort: "submittedAt" },
  },
  expires: true,
  functions: {
    "case-submission": { needs: needs.submission, routes: caseSubmissionRoutes },
    "case-review": { needs: needs.review, routes: caseReviewRoutes },
    invitations: { needs: needs.invitations, routes: invitationRoutes },
    "personal-data": { needs: needs.personalData, routes: personRoutes },
    "case-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose: "Warnings, deemed acceptance and lapse of cases",
        stopped: "Nobody has looked at the legal time limits for three hours.",
        figures: figuresInHand,
        rings: {
          "caseDeadlines.calendarEnds": {
            text: "The calendar of working days ends within 30 days; later deadlines are provisional until the next year is imported.",
            runbook: "the-calendar",
          },
        },
      },
    },
    "owed-results": {
      needs: needs.owedResults,
      sweep: {
        everyHours: 24,
        purpose:
          "Looks for what steps of cases, and of what belongs to them, should have brought about, and makes good what a lost message left out",
        stopped:
          "Nobody has looked for three days whether documents, licences and journeys that cases owe are there.",
        figures: figuresOfDay,
        rings: {
          "owedResults.missing": {
            text: "A step of a case has not brought about what it should have. Its event was published again.",
            runbook: "what-cases-owe",
          },
        },
      },
    },
    "case-follow": {
      needs: needs.follow,
      follows: caseFollowEvents,
    },
    "case-examinations": { needs: needs.examinations, follows: caseExaminationEvents },
    "joint-matters": { needs: needs.jointMatters, follows: jointEvents, where: jointCases },
  },
};
