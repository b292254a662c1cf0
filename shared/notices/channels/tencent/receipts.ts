import * as z from "zod";
import { jsonOf } from "#shared/kernel/json-text.ts";
import type { ParseReceipt, Receipt } from "../port.ts";

const reports = z
  .array(
    z.object({
      user_receive_time: z.string(),
      report_status: z.enum(["SUCCESS", "FAIL"]),
      errmsg: z.string().nullish(),
      sid: z.string(),
    }),
  )
  .min(1)
  .max(500);

/** `yyyy-MM-dd HH:mm:ss` of Beijing; what cannot be read came when it came. */
const instantOf = (text: string): string | undefined => {
  const date = new Date(`${text.replace(" ", "T")}+08:00`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** 短信下发状态通知: unsigned, and known by the provider's own number alone. */
export const tencentSmsReceipts: ParseReceipt = (body) => {
  const read = reports.safeParse(jsonOf(body));
  if (!read.success) return undefined;
  return read.data.flatMap(({ user_receive_time, report_status, errmsg, sid }): Receipt[] => {
    const at = instantOf(user_receive_time);
    if (!at) return [];
    const told = { providerRef: sid, at };
    return [
      report_status === "SUCCESS"
        ? { ...told, outcome: "delivered" }
        : { ...told, outcome: "failed", failure: "temporary", code: errmsg ?? "" },
    ];
  });
};
