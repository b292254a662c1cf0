import type { Context } from "#shared/kernel/context.ts";
import { ratingRoutes } from "./api.ts";
import { ratingManagementRoutes } from "./management-api.ts";
import { call, comment, device, draw, rating, shiftLog } from "./record.ts";
import { follows, needs } from "./wiring.ts";

export const ratings: Context = {
  name: "ratings",
  purpose: "good and bad ratings, and what they add up to",
  records: [rating, comment, device, shiftLog, draw, call],
  expires: true,
  functions: {
    "rating-intake": { needs: needs.intake, follows },
    "rating-callback": { needs: needs.callback, routes: ratingRoutes },
    "rating-management": { needs: needs.management, routes: ratingManagementRoutes },
    "rating-figures": {
      needs: needs.figures,
      sweep: {
        everyHours: 1,
        purpose: "What ratings add up to on days that are over",
        stopped: "Nobody has made the figures of ratings for three hours: they may be out of date.",
      },
    },
  },
  queues: {
    "device-ratings": { worker: "rating-intake", deadLetters: "DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL" },
  },
};
