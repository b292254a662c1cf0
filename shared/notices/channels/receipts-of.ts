import { aliyunSmsReceipts, aliyunVoiceReceipts } from "./aliyun/receipts.ts";
import type { ParseReceipt } from "./port.ts";
import type { ProviderSettings } from "./settings.ts";
import { tencentSmsReceipts } from "./tencent/receipts.ts";

/** How the callbacks of each kind are read, and what they want to hear; the others have none. */
export const receiptsOf: Partial<
  Record<ProviderSettings["kind"], { parse: ParseReceipt; acknowledgement: unknown }>
> = {
  aliyunSms: { parse: aliyunSmsReceipts, acknowledgement: { code: 0, msg: "接收成功" } },
  aliyunVoice: { parse: aliyunVoiceReceipts, acknowledgement: { code: 0, msg: "接收成功" } },
  tencentSms: { parse: tencentSmsReceipts, acknowledgement: { result: 0, errmsg: "OK" } },
};
