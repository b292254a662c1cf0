import * as z from "zod";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signBody } from "#shared/kernel/machine-keys/signature.ts";
import {
  type Answered,
  type Call,
  type CarrierOrders,
  OrderRefused,
  postToCarrier,
} from "../carrier-order.ts";
import { waybillPattern } from "../carrier-text.ts";

const answerSchema = z.object({ waybill: z.string().regex(waybillPattern) });
const refusalSchema = z.object({ code: z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/) });

/** 4xx that speak of the moment and not of the order: timeout, too early, too many requests. */
const passing = new Set([408, 425, 429]);

/** Orders from a carrier that speaks our own interface: `POST {baseUrl}/orders`, signed with its derived key. */
export function tongbanOrders({ keys, ...to }: Call<"tongban"> & { keys: MachineKeys }): CarrierOrders {
  const { carrier, now } = to;
  const base = carrier.baseUrl.replace(/\/$/, "");

  const call = async (path: string, orderId: string, content: unknown): Promise<Answered> => {
    const [secret] = await keys.secretsOf(`carrier:${carrier.id}`);
    if (!secret) throw new Error(`there is no key for carrier ${carrier.id}`);
    const body = JSON.stringify(content);
    const timestamp = String(Math.floor(Date.parse(now()) / 1000));
    const headers = {
      "content-type": "application/json",
      [signatureHeaders.key]: carrier.id,
      [signatureHeaders.timestamp]: timestamp,
      [signatureHeaders.signature]: signBody(secret, timestamp, body),
    };
    return postToCarrier(to, `order ${orderId}`, { headers, body }, base + path);
  };

  return {
    async order(order) {
      const { status, ok, said, json } = await call("/orders", order.orderId, order);
      if (ok) {
        const parsed = answerSchema.safeParse(json);
        if (!parsed.success) throw new Error(`${said}, without a waybill`);
        return parsed.data;
      }
      if (status < 500 && !passing.has(status)) {
        const refusal = refusalSchema.safeParse(json);
        throw new OrderRefused(refusal.success ? `${said} (${refusal.data.code})` : said);
      }
      throw new Error(said);
    },

    async cancel({ orderId }) {
      const { status, ok, said } = await call(`/orders/${orderId}/cancel`, orderId, {});
      // Nothing is under way for an order that never reached the carrier.
      if (ok || status === 404) return "cancelled";
      if (status === 409) return "underWay";
      throw new Error(said);
    },
  };
}
