import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { ratingsIn } from "#shared/ratings/dynamodb-ratings.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { ratingManagement } from "./rating-management.ts";

export const handler = httpApi(ratingManagement(ratingsIn(readNeeds(needs.management))));
