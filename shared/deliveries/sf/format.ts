import * as z from "zod";
import { jsonOf } from "#shared/kernel/json-text.ts";
import {
  type CarrierAnswer,
  type CarrierEvent,
  type CarrierFormat,
  inboundOf,
  unreadableBody,
} from "../carrier-format.ts";
import { depotOf, localTimeSchema, optionalText, reasonOf, waybillPattern } from "../carrier-text.ts";
import { legIdPattern } from "../record.ts";
import { kindOf } from "./op-codes.ts";

const numberOrText = z.union([z.string().trim().min(1).max(64), z.number()]).transform(String);

/** One entry of 顺丰's route push (路由推送). Fields that we do not use may be anything. */
const routeSchema = z.looseObject({
  id: numberOrText,
  mailno: z.string().trim().regex(waybillPattern),
  orderid: z.string().trim().regex(legIdPattern),
  acceptTime: localTimeSchema,
  opCode: numberOrText,
  acceptAddress: optionalText,
  remark: optionalText,
  reasonCode: optionalText,
});

const pushSchema = z.object({
  Body: z.object({ WaybillRoute: z.array(z.unknown()).min(1).max(500) }),
});

/** As documented; each entry is taken apart by itself. */
export const sfPushSchema = z.object({
  Body: z.object({
    WaybillRoute: z.array(routeSchema.meta({ additionalProperties: { description: "not read" } })),
  }),
});

const answer = (status: CarrierAnswer["status"], return_code: string, return_msg: string): CarrierAnswer => ({
  status,
  body: { return_code, return_msg },
});

/**
 * 顺丰 丰桥's route push. It is not signed: who may send is the callback's business, and an end that it tells is
 * confirmed before it counts. Whatever was queued is a success, since a repeat would bring the same again.
 */
export const sfFormat: CarrierFormat = {
  async read(rawBody, now) {
    const push = pushSchema.safeParse(jsonOf(rawBody), { reportInput: true });
    if (!push.success) return unreadableBody(push.error);
    return inboundOf(push.data.Body.WaybillRoute, now, {
      path: "body/Body/WaybillRoute",
      schema: routeSchema,
      timeField: "acceptTime",
      toEvent,
    });
  },
  acknowledge: () => answer(200, "0000", "成功"),
  decline: () => answer(503, "1000", "系统异常，请重新推送"),
};

function toEvent(route: z.infer<typeof routeSchema>): CarrierEvent | string | undefined {
  const { id, mailno, orderid, acceptTime, acceptAddress, opCode, remark, reasonCode } = route;
  const kind = kindOf(opCode, remark ?? "");
  if (!kind) return opCode.slice(0, 16);
  if (kind === "silent") return undefined;
  return {
    about: { legId: orderid },
    identity: { eventId: id },
    kind,
    occurredAt: acceptTime.toISOString(),
    waybill: mailno,
    ...depotOf(acceptAddress),
    ...reasonOf(reasonCode),
  };
}
