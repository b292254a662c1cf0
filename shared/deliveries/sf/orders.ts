import * as z from "zod";
import { type CarrierOrders, OrderRefused, type Party } from "../carrier-order.ts";
import { waybillPattern } from "../carrier-text.ts";
import { callSf, type SfCall } from "./call.ts";
import { kindOf } from "./op-codes.ts";

/** 重复下单: this order number has been ordered before. */
const repeated = "8016";

const orderSchema = z.object({
  waybillNoInfoList: z.array(
    z.object({ waybillType: z.coerce.number(), waybillNo: z.string().regex(waybillPattern) }),
  ),
});
const routesSchema = z.object({
  routeResps: z
    .array(
      z.object({
        routes: z.array(z.object({ opCode: z.coerce.string(), remark: z.string().nullish() })).nullish(),
      }),
    )
    .nullish(),
});

const contactOf = (contactType: 1 | 2, { name, phone, address }: Party) => ({
  contactType,
  contact: name,
  tel: phone,
  country: "CN",
  address,
});

/** The master waybill (母单). */
const waybillOf = (data: unknown): string | undefined =>
  orderSchema.safeParse(data).data?.waybillNoInfoList.find(({ waybillType }) => waybillType === 1)?.waybillNo;

/** What 顺丰 knows of an order's journey, as our kinds; empty when it knows nothing. */
export async function sfKindsOf(call: SfCall, orderId: string): Promise<Set<string>> {
  const { success, code, data } = await callSf(call, "EXP_RECE_SEARCH_ROUTES", {
    language: "0",
    trackingType: "2",
    trackingNumber: [orderId],
    methodType: "1",
  });
  if (!success) throw new Error(`carrier ${call.carrier.id} did not tell the routes of ${orderId} (${code})`);
  const routes = routesSchema.parse(data).routeResps?.flatMap((response) => response.routes ?? []) ?? [];
  return new Set(
    routes.map(({ opCode, remark }) => kindOf(opCode, remark ?? "")).filter((kind) => kind !== undefined),
  );
}

/** Orders from 顺丰 (丰桥): EXP_RECE_CREATE_ORDER and its companions. */
export function sfOrders(call: SfCall): CarrierOrders {
  const { carrier } = call;

  const known = async (orderId: string): Promise<string | undefined> => {
    const { data } = await callSf(call, "EXP_RECE_SEARCH_ORDER_RESP", { searchType: "1", orderId });
    return waybillOf(data);
  };

  return {
    async order({ orderId, kind, from = carrier.office, to = carrier.office }) {
      const { success, code, data } = await callSf(call, "EXP_RECE_CREATE_ORDER", {
        language: "zh-CN",
        orderId,
        cargoDetails: [{ name: "文件" }],
        contactInfoList: [contactOf(1, from), contactOf(2, to)],
        monthlyCard: carrier.monthlyCard,
        payMethod: kind === "outbound" || kind === "notice" ? 1 : 2,
        expressTypeId: 1,
        isDocall: kind === "inbound" ? 1 : 0,
        isReturnRoutelabel: 0,
      });
      const waybill = success ? waybillOf(data) : code === repeated ? await known(orderId) : undefined;
      if (waybill) return { waybill };
      if (success || code === repeated)
        throw new Error(`carrier ${carrier.id} answered order ${orderId} without a waybill`);
      throw new OrderRefused(`carrier ${carrier.id} refused order ${orderId} (${code})`);
    },

    async cancel({ orderId }) {
      const { success, code } = await callSf(call, "EXP_RECE_UPDATE_ORDER", { orderId, dealType: 2 });
      if (success) return "cancelled";
      // Its codes for what cannot be called back are many: what the parcel has done says more.
      const kinds = await sfKindsOf(call, orderId);
      if (kinds.size > 0) return "underWay";
      // Nothing is under way for an order that never reached the carrier, or was called back before.
      if (!(await known(orderId))) return "cancelled";
      throw new Error(`carrier ${carrier.id} did not call order ${orderId} back (${code})`);
    },
  };
}
