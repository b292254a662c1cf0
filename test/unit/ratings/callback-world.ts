import { httpApi } from "#shared/kernel/http/api.ts";
import type { RouteContract } from "#shared/kernel/http/contract.ts";
import type { DeviceMessage } from "#shared/ratings/devices/devices.ts";
import { device, shiftLog } from "#shared/ratings/devices/devices.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { derivedKeys } from "#test/support/derived-keys.ts";
import { memoryCases } from "#test/support/memory-cases.ts";
import { inMemoryFigureStore } from "#test/support/memory-figure-store.ts";
import { memoryRatings } from "#test/support/memory-ratings.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { ratingCallback } from "../../../functions/ratings/rating-callback/rating-callback.ts";
import { httpEvent, lambdaContext, now } from "./samples.ts";

export const master = "master-key";

/** The function with everything around it in memory. */
export function callbackWorld() {
  const queued: DeviceMessage[] = [];
  const queue = { broken: false };
  const store = memoryRatings();
  const cases = memoryCases();
  const figures = inMemoryFigureStore(store, cases);
  const devices = memoryRecordStore(device);
  const shifts = memoryRecordStore(shiftLog);
  const clock = { now };
  const keys = derivedKeys([master]);
  const handler = httpApi(
    ratingCallback({
      keys,
      devices,
      shifts,
      cases,
      comments: { list: async () => ({ items: [], next: undefined }) },
      rules: ratingRules,
      queue: {
        async send(message) {
          if (queue.broken) throw new Error("no route");
          queued.push(message);
        },
      },
      store,
      figures,
      departments: ["1001", "1002"],
      now: () => clock.now,
    }),
  );
  const call = async (contract: RouteContract, request: Parameters<typeof httpEvent>[1]) => {
    const answer = await handler(httpEvent(contract, request), lambdaContext);
    return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body ?? "null") };
  };
  return { queued, queue, store, figures, devices, shifts, cases, clock, keys, call };
}

export const codesOf = (body: { errors: { path: string; code: string }[] }) =>
  body.errors.map(({ path, code }) => `${path} ${code}`);
