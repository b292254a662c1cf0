import * as z from "zod";
import district from "#district/district.json" with { type: "json" };
import { localTimeOf } from "#shared/deliveries/carrier-text.ts";
import { digestOf } from "#shared/deliveries/sf/call.ts";
import { jsonOf } from "#shared/kernel/json-text.ts";
import { type Answer, type CarrierDeps, type CarrierInterface, postJson } from "./interface.ts";
import type { EventKind, ParcelEvent } from "./parcel.ts";
import { localSecrets } from "./secrets.ts";

const codes: Partial<Record<EventKind, string>> = {
  collected: "50",
  inTransit: "30",
  outForDelivery: "44",
  attemptFailed: "70",
  atPickupPoint: "123",
  forwarded: "99",
  returning: "631",
  returned: "648",
  delivered: "80",
};

const remarks: Partial<Record<EventKind, string>> = {
  returned: "快件已退回，新单号为 SF1000000000000",
  delivered: "已签收，感谢使用顺丰",
};

const contactSchema = z.object({
  contactType: z.union([z.literal(1), z.literal(2)]),
  contact: z.string().min(1),
  tel: z.string().min(1),
  address: z.string().min(1),
});
const orderSchema = z.object({
  orderId: z.string().min(1).max(64),
  monthlyCard: z.string().min(1),
  contactInfoList: z.array(contactSchema).length(2),
});

const routeOf = ({ eventId, waybill, orderId, occurredAt, place, kind, reasonCode }: ParcelEvent) => ({
  id: eventId,
  mailno: waybill,
  orderid: orderId,
  acceptTime: localTimeOf(occurredAt),
  acceptAddress: place ?? district.city.zh,
  opCode: codes[kind] ?? "",
  remark: remarks[kind] ?? "",
  reasonCode: reasonCode ?? "",
  reasonName: "",
});

const gateway = (apiResultCode: string, result?: unknown): Answer => [
  200,
  { apiErrorMsg: "", apiResponseID: "local", apiResultCode, apiResultData: JSON.stringify(result ?? {}) },
];
const done = (msgData: unknown): Answer =>
  gateway("A1000", { success: true, errorCode: "S0000", errorMsg: null, msgData });
const failed = (errorCode: string): Answer =>
  gateway("A1000", { success: false, errorCode, errorMsg: "失败", msgData: null });

/** 顺丰 丰桥's interface, as far as the platform uses it: unsigned pushes, signed calls. */
export function sfInterface({ carrierId, book, apiUrl, keyOf, taken }: CarrierDeps): CarrierInterface {
  const waybillsOf = (orderId: string, waybillNo: string) => ({
    orderId,
    waybillNoInfoList: [{ waybillType: 1, waybillNo }],
  });

  const services: Record<string, (message: unknown) => Answer> = {
    EXP_RECE_CREATE_ORDER(message) {
      const parsed = orderSchema.safeParse(message);
      if (!parsed.success) return failed("8017");
      const { order, isNew } = book.take(carrierId, parsed.data.orderId, "", new Date());
      if (!isNew) return failed("8016");
      taken(order.orderId);
      return done(waybillsOf(order.orderId, order.waybill));
    },
    EXP_RECE_SEARCH_ORDER_RESP(message) {
      const order = book.get(z.object({ orderId: z.string() }).parse(message).orderId);
      return order ? done(waybillsOf(order.orderId, order.waybill)) : failed("8018");
    },
    EXP_RECE_UPDATE_ORDER(message) {
      const { orderId } = z.object({ orderId: z.string(), dealType: z.literal(2) }).parse(message);
      if (!book.get(orderId) || !book.cancel(orderId)) return failed("8019");
      return done({ orderId, resStatus: 2 });
    },
    EXP_RECE_SEARCH_ROUTES(message) {
      const { trackingNumber } = z.object({ trackingNumber: z.array(z.string()) }).parse(message);
      const routeResps = trackingNumber
        .flatMap((orderId) => book.get(orderId) ?? [])
        .map(({ waybill, sentEvents = [] }) => ({
          mailNo: waybill,
          routes: sentEvents.map((kind) => ({ opCode: codes[kind], remark: remarks[kind] ?? "" })),
        }));
      return done({ routeResps });
    },
  };

  return {
    async answer({ rawBody }) {
      const form = new URLSearchParams(rawBody.toString("utf8"));
      const field = (name: string) => form.get(name) ?? "";
      const digest = digestOf(field("msgData"), field("timestamp"), localSecrets.sf.checkword);
      if (digest !== field("msgDigest")) return gateway("A1006");
      const service = services[field("serviceCode")];
      return service ? service(jsonOf(field("msgData"))) : gateway("A1004");
    },
    async push(events) {
      // An event is kept before it is sent, or a question about it would be answered too early.
      for (const { orderId, kind } of events) book.addSent(orderId, kind);
      const url = `${apiUrl()}/v1/couriers/${carrierId}/${await keyOf(carrierId)}/events`;
      const answer = await postJson(url, JSON.stringify({ Body: { WaybillRoute: events.map(routeOf) } }));
      z.object({ return_code: z.literal("0000") }).parse(answer);
      return { accepted: events.length, rejected: [] };
    },
    supports: (kind) => codes[kind] !== undefined,
  };
}
