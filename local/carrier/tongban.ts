import * as z from "zod";
import { legKinds } from "#events/delivery.ts";
import { acknowledgementSchema } from "#shared/deliveries/carrier-format.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { jsonOf } from "#shared/kernel/json-text.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signBody, verifySignature } from "#shared/kernel/machine-keys/signature.ts";
import { type Answer, type Call, type CarrierDeps, type CarrierInterface, postJson } from "./interface.ts";
import type { ParcelEvent } from "./parcel.ts";

const partySchema = z.object({ name: z.string(), phone: z.string(), address: z.string() });
const orderSchema = z
  .object({
    orderId: z.string().min(1).max(100),
    kind: z.enum(legKinds),
    from: partySchema.optional(),
    to: partySchema.optional(),
  })
  .refine(({ from, to }) => from ?? to);

/** Posts events in our own format, signed. */
export async function postEvents(batch: {
  url: string;
  carrierId: string;
  key: string;
  events: ParcelEvent[];
}): Promise<z.infer<typeof acknowledgementSchema>> {
  const body = JSON.stringify({ events: batch.events });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const answer = await postJson(batch.url, body, {
    [signatureHeaders.key]: batch.carrierId,
    [signatureHeaders.timestamp]: timestamp,
    [signatureHeaders.signature]: signBody(batch.key, timestamp, body),
  });
  return acknowledgementSchema.parse(answer);
}

/** A carrier with our own interface both ways. */
export function tongbanInterface({ carrierId, book, apiUrl, keyOf, taken }: CarrierDeps): CarrierInterface {
  const isSigned = async ({ headers, rawBody }: Call): Promise<boolean> => {
    const header = (name: string) => String(headers[name] ?? "");
    const verdict = verifySignature({
      secrets: [await keyOf(carrierId)],
      timestamp: header(signatureHeaders.timestamp),
      signature: header(signatureHeaders.signature),
      rawBody,
      now: systemClock(),
    });
    return header(signatureHeaders.key) === carrierId && verdict === "ok";
  };

  const takeOrder = (rawBody: Buffer): Answer => {
    const parsed = orderSchema.safeParse(jsonOf(rawBody));
    if (!parsed.success) return [422, { code: "invalidOrder" }];
    const { order, isNew } = book.take(carrierId, parsed.data.orderId, parsed.data.kind, new Date());
    if (isNew) taken(order.orderId);
    return [200, { waybill: order.waybill }];
  };

  /** Only what has not been collected can be called back. */
  const cancel = (orderId: string): Answer => {
    if (!book.get(orderId)) return [404, { code: "noSuchOrder" }];
    return book.cancel(orderId) ? [200, { cancelled: true }] : [409, { code: "collected" }];
  };

  return {
    async answer(call) {
      if (!(await isSigned(call))) return [401, { code: "signatureRefused" }];
      const orderId = /^\/orders\/([0-9A-Za-z-]{1,100})\/cancel$/.exec(call.path)?.[1];
      if (orderId) return cancel(orderId);
      return call.path === "/orders" ? takeOrder(call.rawBody) : [404, { code: "notFound" }];
    },
    push: async (events) =>
      postEvents({
        url: `${apiUrl()}/v1/couriers/${carrierId}/events`,
        carrierId,
        key: await keyOf(carrierId),
        events,
      }),
    supports: () => true,
  };
}
