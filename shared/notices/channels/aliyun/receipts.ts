import * as z from "zod";
import { jsonOf } from "#shared/kernel/json-text.ts";
import { attemptOf } from "../call.ts";
import type { ParseReceipt, Receipt } from "../port.ts";
import { answeredCode } from "./voice.ts";

/** `yyyy-MM-dd HH:mm:ss` of Beijing. */
const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .transform((text) => new Date(`${text.replace(" ", "T")}+08:00`))
  .refine((date) => !Number.isNaN(date.getTime()))
  .transform((date) => date.toISOString());

const smsReports = z
  .array(
    z.object({
      success: z.boolean(),
      report_time: localTime,
      err_code: z.string().nullish(),
      biz_id: z.string(),
      out_id: z.string().nullish(),
    }),
  )
  .min(1)
  .max(500);

/**
 * SmsReport: a JSON array, unsigned. Every failure is a temporary one: which of the carriers' codes say that a number
 * is gone for good is unconfirmed, and a number wrongly given up would hear of nothing any more.
 */
export const aliyunSmsReceipts: ParseReceipt = (body) => {
  const reports = smsReports.safeParse(jsonOf(body));
  return reports.data?.map(
    ({ success, report_time, err_code, biz_id, out_id }): Receipt => ({
      providerRef: biz_id,
      ...attemptOf(out_id),
      at: report_time,
      ...(success
        ? { outcome: "delivered" }
        : {
            outcome: "failed",
            failure: "temporary",
            code: err_code ?? "",
          }),
    }),
  );
};

const voiceReports = z
  .array(
    z.object({
      call_id: z.string(),
      out_id: z.string().nullish(),
      status_code: z.coerce.string(),
      end_time: localTime,
    }),
  )
  .min(1)
  .max(500);

/** VoiceReport: a call's record once it is over. */
export const aliyunVoiceReceipts: ParseReceipt = (body) => {
  const reports = voiceReports.safeParse(jsonOf(body));
  return reports.data?.map(
    ({ call_id, out_id, status_code, end_time }): Receipt => ({
      providerRef: call_id,
      ...attemptOf(out_id),
      at: end_time,
      ...(status_code === answeredCode
        ? { outcome: "delivered" }
        : { outcome: "failed", failure: "temporary", code: status_code }),
    }),
  );
};
