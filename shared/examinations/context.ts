import type { Context } from "#shared/kernel/context.ts";
import { hearingRoutes } from "./hearings/hearing-api.ts";
import { hearing } from "./hearings/record.ts";
import { inspectionRoutes } from "./inspections/inspection-api.ts";
import { inspection } from "./inspections/record.ts";
import { partyRoutes } from "./parties/party-api.ts";
import { interestedParty } from "./parties/record.ts";
import { follows, needs } from "./wiring.ts";

export const examinations: Context = {
  name: "examinations",
  purpose: "inspections, hearings and third parties around the examination of a case",
  records: [inspection, hearing, interestedParty],
  expires: true,
  functions: {
    examinations: { needs: needs.api, routes: [...inspectionRoutes, ...hearingRoutes, ...partyRoutes] },
    "examination-follow": { needs: needs.follow, follows },
    "examination-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose: "Looks for inspections, hearings and statements that are due",
        stopped: "Nobody has looked for due inspections, hearings and statements for three hours.",
      },
    },
  },
};
