import * as z from "zod";
import { defineRoute, type RouteContract } from "#shared/http/contract.ts";
import { acknowledgementSchema, tongbanBatchSchema } from "./tongban-format.ts";

/**
 * The body is in the carrier's own format, here ours. It is only documented, because the signature is checked over
 * the raw bytes before anything is read from them.
 */
export const courierEventsRoute = defineRoute({
  method: "POST",
  path: "/v1/couriers/{carrier}/events",
  summary: { zh: "快递企业推送揽投动态", en: "A carrier tells what happened to its parcels" },
  tag: "couriers",
  access: { kind: "machine" },
  pathParameters: z.strictObject({ carrier: z.string().min(1).max(64) }),
  documentedBody: tongbanBatchSchema,
  bodyLimit: 256 * 1024,
  answers: {
    200: {
      description: "All accepted events are queued; each refused one is told with what is wrong with it.",
      schema: acknowledgementSchema,
    },
    400: { description: "The batch as a whole cannot be read." },
    401: { description: "The signature was not accepted." },
    404: { description: "No such carrier." },
    413: { description: "More than 256 KB." },
    503: { description: "The events could not all be queued; send the batch again." },
  },
});

export const courierRoutes: RouteContract[] = [courierEventsRoute];
