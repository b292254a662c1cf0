import * as z from "zod";
import { fieldErrorsOf } from "#shared/kernel/http/validation.ts";
import type { CarrierAnswer } from "../carrier-answers.ts";
import {
  type CarrierFormat,
  type Entry,
  type Inbound,
  inboundOf,
  timeErrors,
  unreadableBody,
} from "../carrier-format.ts";
import type { CarrierSecrets } from "../carrier-secrets.ts";
import type { CarrierOf } from "../carriers.ts";
import type { FactKind } from "../fact.ts";
import { jsonOf } from "../json-of.ts";
import { depotOf, localTimeSchema } from "../local-time.ts";
import { waybillPattern } from "../order-desk.ts";
import { legIdPattern } from "../record.ts";
import { openPush } from "./push.ts";

/** EMS's operation codes (opCode) that move papers in our sense; others are logged and pass. */
export const emsKinds: Record<string, FactKind> = {
  203: "collected",
  306: "inTransit",
  702: "outForDelivery",
  704: "delivered",
  705: "attemptFailed",
};

const optionalText = z.string().nullish().catch(undefined);

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
          ? inboundOf([content].flat(), (trace, index) => readTrace(trace, `body/${index}`, now))
          : unreadableBody();
      return { ...inbound, receipt: opened.serialNo };
    },
    acknowledge: (inbound) => answer(200, "00000", "成功", inbound),
    decline: (inbound) => answer(503, "10001", "系统异常，请重新推送", inbound),
  };
};

function readTrace(raw: unknown, part: string, now: string): Entry {
  const parsed = traceSchema.safeParse(raw, { reportInput: true });
  if (!parsed.success) return fieldErrorsOf(part, parsed.error);
  const { waybillNo, opTime, opCode, opOrgCity, opOrgName, attemptDeliveryCode, logisticsOrderNo } =
    parsed.data;
  const kind = emsKinds[opCode];
  if (!kind) return opCode;
  const errors = timeErrors(`${part}/opTime`, opTime, now);
  if (errors.length > 0) return errors;
  const occurredAt = opTime.toISOString();
  return {
    about: logisticsOrderNo ? { legId: logisticsOrderNo } : { waybill: waybillNo },
    identity: { code: opCode, occurredAt },
    kind,
    occurredAt,
    waybill: waybillNo,
    ...depotOf(opOrgName ?? opOrgCity ?? undefined),
    ...(attemptDeliveryCode?.trim() && { reasonCode: attemptDeliveryCode.trim().slice(0, 32) }),
  };
}
