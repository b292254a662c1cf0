import type { Route } from "#shared/http/api.ts";
import { type DeviceRatingDeps, deviceRatingRoute } from "./device-ratings.ts";
import { type PersonRatingDeps, personRatingRoute } from "./person-ratings.ts";
import { ratingSummaryRoute, type SummaryDeps } from "./rating-summary.ts";

export type CallbackDeps = DeviceRatingDeps & PersonRatingDeps & SummaryDeps;

/** Every way in which a rating reaches us over HTTP, and what they add up to. */
export const ratingCallback = (deps: CallbackDeps): Route[] => [
  deviceRatingRoute(deps),
  personRatingRoute(deps),
  ratingSummaryRoute(deps),
];
