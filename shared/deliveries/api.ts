import * as z from "zod";
import { defineRoute, type RouteContract } from "#shared/kernel/http/contract.ts";
import { carrierAnswerSchema } from "./carrier-format.ts";
import { emsPushSchema } from "./ems/envelope.ts";
import { sfPushSchema } from "./sf/format.ts";
import { tongbanBatchSchema } from "./tongban/format.ts";

const problems = {
  401: { description: "It was not the carrier, or cannot be identified as it." },
  404: { description: "No such carrier." },
  503: {
    description:
      "What it tells could be neither merged nor queued; send it again. In the carrier's own format, if it has one.",
    schema: carrierAnswerSchema,
  },
};

/** Base64 in a queue's message of 256 KB leaves so much of a body. */
const bodyLimit = 180 * 1024;
const push = { method: "POST", tag: "couriers", access: { kind: "machine" }, bodyLimit } as const;
const carrier = z.string().min(1).max(64);

/**
 * The body is in the carrier's own format and only documented here: who sent it is checked over the raw bytes before
 * anything is read from them.
 */
export const courierEventsRoute = defineRoute({
  ...push,
  path: "/v1/couriers/{carrier}/events",
  summary: { zh: "快递企业推送揽投动态", en: "A carrier tells what happened to its parcels" },
  pathParameters: z.strictObject({ carrier }),
  documentedBody: z.union([tongbanBatchSchema, emsPushSchema]),
  answers: {
    200: {
      description: "The body is taken, each refused event named, in the carrier's own format.",
      schema: carrierAnswerSchema,
    },
    400: { description: "The batch as a whole cannot be read; it is kept for a person to look at." },
    ...problems,
  },
});

/** For carriers that do not sign: a secret in the path, which nothing logs, and the addresses that they push from. */
export const courierPushRoute = defineRoute({
  ...push,
  path: "/v1/couriers/{carrier}/{secret}/events",
  summary: { zh: "不签名的快递企业推送揽投动态", en: "A carrier that does not sign tells what happened" },
  pathParameters: z.strictObject({ carrier, secret: z.string().min(1).max(128) }),
  documentedBody: sfPushSchema,
  answers: {
    200: {
      description: "The body is taken, in the carrier's own format.",
      schema: carrierAnswerSchema,
    },
    ...problems,
  },
});

export const courierRoutes: RouteContract[] = [courierEventsRoute, courierPushRoute];
