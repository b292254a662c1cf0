import * as z from "zod";
import provinces from "#data/provinces.json" with { type: "json" };
import { jsonOf } from "#shared/kernel/json-text.ts";
import {
  type Call,
  type CarrierOrders,
  OrderRefused,
  type Party,
  postToCarrier,
  readAnswer,
} from "../carrier-order.ts";
import { localTimeOf, waybillPattern } from "../carrier-text.ts";
import type { CarrierSecrets } from "../carriers.ts";
import { emsSecretSchema, seal } from "./envelope.ts";

const answerSchema = z.object({ retCode: z.string(), retBody: z.string().nullish() });
const orderSchema = z.object({ waybillNo: z.string().regex(waybillPattern) });
const tracesSchema = z.object({ responseItems: z.array(z.object({ opCode: z.coerce.string() })).nullish() });

const success = "00000";

/** By the first two digits of an area's code, GB/T 2260. */
const provinceBy: Readonly<Record<string, string>> = provinces;

const addressOf = ({ name, phone, address, areaCode }: Party) => ({
  name,
  mobile: phone,
  ...(areaCode && { prov: provinceBy[areaCode.slice(0, 2)] }),
  address,
});

/** Orders from 中国邮政 EMS: 020003 places one, 020006 calls it back, 040001 asks where it is. */
export function emsOrders({ secrets, ...to }: Call<"ems"> & { secrets: CarrierSecrets }): CarrierOrders {
  const { carrier, now } = to;

  const call = async (apiCode: string, content: unknown) => {
    const [secret] = await secrets(carrier.id, emsSecretSchema);
    const body = new URLSearchParams({
      apiCode,
      senderNo: carrier.senderNo,
      authorization: secret?.authorization ?? "",
      timeStamp: localTimeOf(now()),
      msgType: "0",
      version: "V1.0.0",
      logitcsInterface: seal(JSON.stringify(content), secret?.key ?? ""),
    });
    const { retCode, retBody } = readAnswer(answerSchema, await postToCarrier(to, apiCode, { body }));
    return { ok: retCode === success, code: retCode.slice(0, 16), body: jsonOf(retBody ?? "") };
  };

  const hasMoved = async (waybillNo: string): Promise<boolean> => {
    const { ok, body } = await call("040001", { waybillNo });
    return ok && (tracesSchema.safeParse(body).data?.responseItems?.length ?? 0) > 0;
  };

  return {
    async order({ orderId, from = carrier.office, to = carrier.office }) {
      const { ok, code, body } = await call("020003", {
        createdTime: localTimeOf(now()),
        ecommerceUserId: carrier.senderNo,
        senderNo: carrier.senderNo,
        logisticsOrderNo: orderId,
        // 文件, 标准快递
        contentsAttribute: "1",
        bizProductNo: "1",
        sender: addressOf(from),
        receiver: addressOf(to),
        cargos: [{ cargoName: "文件" }],
      });
      if (!ok) throw new OrderRefused(`carrier ${carrier.id} refused order ${orderId} (${code})`);
      const parsed = orderSchema.safeParse(body);
      if (!parsed.success)
        throw new Error(`carrier ${carrier.id} answered order ${orderId} without a waybill`);
      return { waybill: parsed.data.waybillNo };
    },

    async cancel({ orderId, waybill }) {
      const { ok, code } = await call("020006", {
        logisticsOrderNo: orderId,
        ...(waybill && { waybillNo: waybill }),
        cancelReason: "办件已终止",
      });
      if (ok) return "cancelled";
      if (waybill && (await hasMoved(waybill))) return "underWay";
      throw new Error(`carrier ${carrier.id} did not call order ${orderId} back (${code})`);
    },
  };
}
