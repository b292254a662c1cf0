import * as z from "zod";
import { jsonOf } from "#shared/kernel/json-text.ts";
import {
  type CarrierAnswer,
  type CarrierEvent,
  type CarrierFormat,
  type Inbound,
  inboundOf,
  unreadableBody,
} from "../carrier-format.ts";
import { depotOf, localTimeSchema, optionalText, reasonOf, waybillPattern } from "../carrier-text.ts";
import type { CarrierOf, CarrierSecrets } from "../carriers.ts";
import type { FactKind } from "../fact.ts";
import { legIdPattern } from "../record.ts";
import { openPush } from "./envelope.ts";

/** EMS's operation codes (opCode) that move documents in our sense; others are logged and pass. */
const emsKinds: Record<string, FactKind> = {
  203: "collected",
  306: "inTransit",
  702: "outForDelivery",
  704: "delivered",
  705: "attemptFailed",
};

const traceSchema = z.looseObject({
  waybillNo: z.string().trim().regex(waybillPattern),
  opTime: localTimeSchema,
  opCode: z.union([z.string().trim().min(1).max(16), z.number()]).transform(String),
  opOrgCity: optionalText,
  opOrgName: optionalText,
  /** Why nobody could be found (未妥投原因). */
  attemptDeliveryCode: optionalText,
  /** Some of its pushes name our order, not all. */
  logisticsOrderNo: z.string().regex(legIdPattern).optional().catch(undefined),
});

/** EMS's track push: one trace or several, sealed with SM4; the envelope's secret is all that signs it. */
export const emsFormat = (needs: { carrier: CarrierOf<"ems">; secrets: CarrierSecrets }): CarrierFormat => {
  const answer = (
    status: CarrierAnswer["status"],
    code: string,
    codeMessage: string,
    { receipt = "" }: Inbound,
  ): CarrierAnswer => ({
    status,
    body: { serialNo: receipt, code, codeMessage, senderNo: needs.carrier.senderNo },
  });
  return {
    async read(rawBody, now) {
      const opened = await openPush(rawBody, needs.carrier, needs.secrets);
      if (!opened) return unreadableBody();
      const content = jsonOf(opened.content);
      const inbound =
        typeof content === "object" && content !== null
          ? inboundOf([content].flat(), now, {
              path: "body",
              schema: traceSchema,
              timeField: "opTime",
              toEvent,
            })
          : unreadableBody();
      return { ...inbound, receipt: opened.serialNo };
    },
    acknowledge: (inbound) => answer(200, "00000", "成功", inbound),
    decline: (inbound) => answer(503, "10001", "系统异常，请重新推送", inbound),
  };
};

function toEvent(trace: z.infer<typeof traceSchema>): CarrierEvent | string {
  const { waybillNo, opTime, opCode, opOrgCity, opOrgName, attemptDeliveryCode, logisticsOrderNo } = trace;
  const kind = emsKinds[opCode];
  if (!kind) return opCode;
  const occurredAt = opTime.toISOString();
  return {
    about: logisticsOrderNo ? { legId: logisticsOrderNo } : { waybill: waybillNo },
    identity: { code: opCode, occurredAt },
    kind,
    occurredAt,
    waybill: waybillNo,
    ...depotOf(opOrgName ?? opOrgCity),
    ...reasonOf(attemptDeliveryCode),
  };
}
