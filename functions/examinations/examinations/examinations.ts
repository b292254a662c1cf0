import type { Route } from "#shared/kernel/http/api.ts";
import { hearingRoutes } from "./hearings.ts";
import { inspectionRoutes } from "./inspections.ts";
import type { ExaminationDeps } from "./of-case.ts";
import { partyRoutes } from "./parties.ts";

/** Inspections, hearings and third parties: what happens around the examination of a case. */
export const examinations = (deps: ExaminationDeps): Route[] => [
  ...inspectionRoutes(deps),
  ...hearingRoutes(deps),
  ...partyRoutes(deps),
];
