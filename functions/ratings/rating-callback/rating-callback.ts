import type { Route } from "#shared/kernel/http/api.ts";
import { type HeartbeatDeps, heartbeatRoute } from "./device-heartbeat.ts";
import { type DeviceRatingDeps, deviceRatingRoute } from "./device-ratings.ts";
import { type LinkRatingDeps, linkRatingRoutes } from "./link-ratings.ts";
import { type PersonRatingDeps, personRatingRoute } from "./person-ratings.ts";
import { type PublishedDeps, publishedCommentsRoute } from "./published-comments.ts";
import { ratingSummaryRoute, type SummaryDeps } from "./rating-summary.ts";

export type CallbackDeps = DeviceRatingDeps &
  HeartbeatDeps &
  PersonRatingDeps &
  LinkRatingDeps &
  SummaryDeps &
  PublishedDeps;

/** Every way in which a rating reaches us over HTTP, and what the public is told of them. */
export const ratingCallback = (deps: CallbackDeps): Route[] => [
  deviceRatingRoute(deps),
  heartbeatRoute(deps),
  personRatingRoute(deps),
  ...linkRatingRoutes(deps),
  ratingSummaryRoute(deps),
  publishedCommentsRoute(deps),
];
