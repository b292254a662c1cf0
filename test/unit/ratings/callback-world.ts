import { httpApi } from "#shared/http/api.ts";
import type { RouteContract } from "#shared/http/contract.ts";
import { derivedKeys } from "#shared/machine-keys/machine-keys.ts";
import type { DeviceMessage } from "#shared/ratings/device-message.ts";
import { inMemoryRatingStore } from "#shared/ratings/rating-store.ts";
import { inMemorySummaryStore } from "#shared/ratings/summary-store.ts";
import { ratingCallback } from "../../../functions/rating-callback/rating-callback.ts";
import { httpEvent, lambdaContext, now } from "./samples.ts";

export const master = "master-key";

/** The function with everything around it in memory. */
export function callbackWorld() {
  const queued: DeviceMessage[] = [];
  const queue = { broken: false };
  const store = inMemoryRatingStore();
  const summary = inMemorySummaryStore();
  const handler = httpApi(
    ratingCallback({
      keys: derivedKeys([master]),
      queue: {
        async send(message) {
          if (queue.broken) throw new Error("no route");
          queued.push(message);
        },
      },
      store,
      summary,
      departments: ["1001", "1002"],
      now: () => now,
    }),
  );
  const call = async (contract: RouteContract, request: Parameters<typeof httpEvent>[1]) => {
    const answer = await handler(httpEvent(contract, request), lambdaContext);
    return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body ?? "null") };
  };
  return { queued, queue, store, summary, call };
}

export const codesOf = (body: { errors: { path: string; code: string }[] }) =>
  body.errors.map(({ path, code }) => `${path} ${code}`);
