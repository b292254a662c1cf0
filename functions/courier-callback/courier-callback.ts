import { courierEventsRoute } from "#shared/delivery/api.ts";
import type { CarrierFormat } from "#shared/delivery/carrier-format.ts";
import type { CarrierKind, Carriers } from "#shared/delivery/carriers.ts";
import type { CourierMessage } from "#shared/delivery/courier-message.ts";
import { tongbanFormat } from "#shared/delivery/tongban-format.ts";
import { type Route, route } from "#shared/http/api.ts";
import { defineProblems, httpProblems } from "#shared/http/problem.ts";
import { defineLogs, log } from "#shared/logging/logger.ts";
import type { MachineKeys } from "#shared/machine-keys/machine-keys.ts";
import { requireSignature } from "#shared/machine-keys/require-signature.ts";
import type { EventQueue } from "./event-queue.ts";

export type CallbackDeps = {
  carriers: Carriers;
  keys: MachineKeys;
  queue: EventQueue<CourierMessage>;
  now: () => Date;
};

/** One entry per kind of carrier. */
const formats: Record<CarrierKind, CarrierFormat> = { tongban: tongbanFormat };

const problems = defineProblems({
  eventsNotQueued: {
    status: 503,
    zh: "动态暂时无法全部接收，请稍后整批重发；重复的动态不会重复计入。",
    en: "Not all events could be taken. Please send the whole batch again later; repeats do no harm.",
  },
});

const logs = defineLogs("courierCallback", {
  rejected: { level: "warn", text: "events in a carrier's batch were refused" },
  notQueued: { level: "error", text: "events of a carrier's batch could not be queued" },
});

/** `POST /v1/couriers/{carrier}/events`: a success is answered only once every accepted event is queued. */
export function courierCallback({ carriers, keys, queue, now }: CallbackDeps): Route[] {
  const byId = new Map(carriers.map((carrier) => [carrier.id, carrier]));
  return [
    route(courierEventsRoute, async ({ path, rawBody, rawHeaders, locale, traceparent }) => {
      const carrier = byId.get(path.carrier);
      if (!carrier) throw httpProblems.notFound();
      await requireSignature(keys, { rawBody, rawHeaders }, `carrier:${carrier.id}`, now());

      const format = formats[carrier.kind];
      const inbound = format.read(carrier.id, rawBody, now());
      if (inbound.rejected.length > 0) {
        const codes = inbound.rejected.flatMap(({ errors }) => errors.map((error) => error.code));
        log(logs.rejected, {
          carrier: carrier.id,
          events: inbound.rejected.length,
          codes: [...new Set(codes)],
        });
      }
      const lost = await queue.send(inbound.facts.map((fact) => ({ fact, traceparent })));
      if (lost.length > 0) {
        log(logs.notQueued, { carrier: carrier.id, events: lost.length, reasons: [...new Set(lost)] });
        throw problems.eventsNotQueued({ headers: { "retry-after": "5" } });
      }
      return format.acknowledge(inbound, locale);
    }),
  ];
}
