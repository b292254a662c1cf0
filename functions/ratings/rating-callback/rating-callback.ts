import type { Route } from "#shared/kernel/http/api.ts";
import { type DeviceDeps, deviceRoutes } from "./devices.ts";
import { type PeopleDeps, peopleRoutes } from "./people.ts";
import { type PublishedDeps, publishedCommentsRoute } from "./published-comments.ts";
import { ratingSummaryRoute, type SummaryDeps } from "./rating-summary.ts";

/** Every way in which a rating reaches us over HTTP, and what is published of them. */
export const ratingCallback = (deps: DeviceDeps & PeopleDeps & SummaryDeps & PublishedDeps): Route[] => [
  ...deviceRoutes(deps),
  ...peopleRoutes(deps),
  ratingSummaryRoute(deps),
  publishedCommentsRoute(deps),
];
