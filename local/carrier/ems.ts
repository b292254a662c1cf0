import { randomUUID } from "node:crypto";
import * as z from "zod";
import district from "#district/district.json" with { type: "json" };
import { localTimeOf } from "#shared/deliveries/carrier-text.ts";
import { open, seal } from "#shared/deliveries/ems/envelope.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { jsonOf } from "#shared/kernel/json-text.ts";
import { type Answer, type CarrierDeps, type CarrierInterface, postJson } from "./interface.ts";
import type { EventKind, ParcelEvent } from "./parcel.ts";
import { localSecrets } from "./secrets.ts";

const codes: Partial<Record<EventKind, string>> = {
  collected: "203",
  inTransit: "306",
  outForDelivery: "702",
  attemptFailed: "705",
  delivered: "704",
};

const addressSchema = z.object({
  name: z.string().min(1),
  mobile: z.string().min(1),
  address: z.string().min(1),
});
const orderSchema = z.object({
  logisticsOrderNo: z.string().min(1).max(64),
  sender: addressSchema,
  receiver: addressSchema,
});

/** It names the waybill only, as the carrier's does. */
const traceOf = ({ waybill, occurredAt, kind, place, reasonCode }: ParcelEvent) => ({
  waybillNo: waybill,
  opTime: localTimeOf(occurredAt),
  opCode: codes[kind] ?? "",
  opName: "",
  opDesc: "",
  opOrgProvName: district.province.zh,
  opOrgCity: district.city.zh,
  opOrgCode: "46600000",
  opOrgName: place ?? "",
  operatorNo: "",
  operatorName: "",
  deliverCode: kind === "delivered" ? "10" : "",
  attemptDeliveryCode: reasonCode ?? "",
});

const done = (body: unknown): Answer => [
  200,
  { retCode: "00000", retMsg: "成功", retBody: JSON.stringify(body), serialNo: randomUUID() },
];
const failed = (retCode: string): Answer => [
  200,
  { retCode, retMsg: "失败", retBody: null, serialNo: randomUUID() },
];

/** 中国邮政 EMS's interface, as far as the platform uses it: everything sealed with SM4. */
export function emsInterface({ carrierId, book, apiUrl, taken }: CarrierDeps): CarrierInterface {
  const { key, authorization } = localSecrets.ems;

  const services: Record<string, (content: unknown) => Answer> = {
    "020003": (content) => {
      const parsed = orderSchema.safeParse(content);
      if (!parsed.success) return failed("B00001");
      const { order, isNew } = book.take(carrierId, parsed.data.logisticsOrderNo, "", new Date());
      if (isNew) taken(order.orderId);
      return done({ logisticsOrderNo: order.orderId, waybillNo: order.waybill });
    },
    "020006": (content) => {
      const { logisticsOrderNo } = z.object({ logisticsOrderNo: z.string() }).parse(content);
      return book.get(logisticsOrderNo) && book.cancel(logisticsOrderNo) ? done({}) : failed("B00002");
    },
    "040001": (content) => {
      const { waybillNo } = z.object({ waybillNo: z.string() }).parse(content);
      const { sentEvents = [] } = book.all().find(({ waybill }) => waybill === waybillNo) ?? {};
      return done({ responseItems: sentEvents.map((kind) => ({ waybillNo, opCode: codes[kind] })) });
    },
  };

  return {
    async answer({ rawBody }) {
      const form = new URLSearchParams(rawBody.toString("utf8"));
      const content = open(form.get("logitcsInterface") ?? "", key);
      if (content === undefined || form.get("authorization") !== authorization) return failed("A00001");
      const service = services[form.get("apiCode") ?? ""];
      return service ? service(jsonOf(content)) : failed("A00002");
    },
    async push(events) {
      for (const { orderId, kind } of events) book.addSent(orderId, kind);
      const answer = await postJson(
        `${apiUrl()}/v1/couriers/${carrierId}/events`,
        JSON.stringify({
          method: "040002",
          senderNo: localSecrets.ems.senderNo,
          serialNo: randomUUID(),
          timeStamp: localTimeOf(systemClock()),
          version: "v1.0.0",
          msgType: "0",
          logitcsInterface: seal(JSON.stringify(events.map(traceOf)), key),
        }),
      );
      z.object({ code: z.literal("00000") }).parse(answer);
      return { accepted: events.length, rejected: [] };
    },
    supports: (kind) => codes[kind] !== undefined,
  };
}
