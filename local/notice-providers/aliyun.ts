import * as z from "zod";
import { signatureOf } from "#shared/notices/channels/aliyun/acs3.ts";
import { type Answer, type Call, type LocalProvider, type ProviderDeps, takeMessage } from "./interface.ts";
import { localNoticeSecrets } from "./secrets.ts";

const beijing = (at: string | Date): string =>
  new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

const sendSchema = z.object({
  PhoneNumbers: z.string(),
  SignName: z.string().min(1),
  TemplateCode: z.string().min(1),
  TemplateParam: z.string(),
  OutId: z.string(),
});
const callSchema = z.object({
  CalledNumber: z.string(),
  TtsCode: z.string().min(1),
  TtsParam: z.string(),
  OutId: z.string(),
});

const mobile = /^1[3-9]\d{9}$/;
const shown = (template: string, params: string): Record<string, string> => ({
  template,
  ...(JSON.parse(params) as Record<string, string>),
});
const ok = (more: object): Answer => [200, { Code: "OK", Message: "OK", RequestId: "local", ...more }];
const refuse = (Code: string, status = 400): Answer => [status, { Code, Message: Code, RequestId: "local" }];

/** Whether a call bears 阿里云's signature (ACS3-HMAC-SHA256), made within 15 minutes of now. */
function isSigned({ url, headers, rawBody }: Call, now: Date): boolean {
  const { accessKeyId, accessKeySecret } = localNoticeSecrets["aliyun-sms"];
  const [, keyId, names = "", signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const signed = Object.fromEntries(names.split(";").map((name) => [name, String(headers[name] ?? "")]));
  const skew = Math.abs(now.getTime() - Date.parse(signed["x-acs-date"] ?? ""));
  if (keyId !== accessKeyId || rawBody.length > 0 || !(skew <= 15 * 60_000)) return false;
  const query = Object.fromEntries(url.searchParams);
  return (
    signatureOf({ method: "POST", path: url.pathname, query, headers: signed }, accessKeySecret) === signature
  );
}

/** 阿里云's short messages and calls, as far as the platform uses them. */
export function aliyun(sms: ProviderDeps, voice: ProviderDeps): LocalProvider {
  const actions: Record<string, (query: Record<string, string>) => Promise<Answer>> = {
    async SendSms(query) {
      const { PhoneNumbers, TemplateCode, TemplateParam, OutId } = sendSchema.parse(query);
      if (!mobile.test(PhoneNumbers)) return refuse("isv.MOBILE_NUMBER_ILLEGAL");
      return takeMessage({
        deps: sms,
        message: { reference: OutId, to: PhoneNumbers, shows: shown(TemplateCode, TemplateParam) },
        report: ({ to, state, providerRef, takenAt }) => [
          {
            phone_number: to,
            success: state === "delivered",
            send_time: beijing(takenAt),
            report_time: beijing(sms.now()),
            err_code: state === "delivered" ? "DELIVERED" : "UNDELIV",
            err_msg: state === "delivered" ? "用户接收成功" : "未送达",
            sms_size: "1",
            biz_id: providerRef,
            out_id: OutId,
          },
        ],
        accepted: ({ providerRef }) => ok({ BizId: providerRef }),
        refused: refuse("isv.BUSINESS_LIMIT_CONTROL"),
      });
    },
    async QuerySendDetails({ PhoneNumber = "", BizId, CurrentPage = "1", PageSize = "10" }) {
      const all = sms.book.sentTo(sms.id, PhoneNumber).filter((one) => !BizId || one.providerRef === BizId);
      const from = (Number(CurrentPage) - 1) * Number(PageSize);
      return ok({
        TotalCount: all.length,
        SmsSendDetailDTOs: {
          SmsSendDetailDTO: all.slice(from, from + Number(PageSize)).map(({ reference, state }) => ({
            OutId: reference,
            SendStatus: state === "delivered" ? 3 : state === "failed" ? 2 : 1,
          })),
        },
      });
    },
    async SingleCallByTts(query) {
      const { CalledNumber, TtsCode, TtsParam, OutId } = callSchema.parse(query);
      if (!mobile.test(CalledNumber)) return refuse("isv.MOBILE_NUMBER_ILLEGAL");
      return takeMessage({
        deps: voice,
        message: { reference: OutId, to: CalledNumber, shows: shown(TtsCode, TtsParam) },
        report: ({ to, state, providerRef }) => [
          {
            call_id: providerRef,
            out_id: OutId,
            callee: to,
            duration: state === "delivered" ? "21" : "0",
            status_code: state === "delivered" ? "200000" : "200010",
            end_time: beijing(voice.now()),
          },
        ],
        accepted: ({ providerRef }) => ok({ CallId: providerRef }),
        refused: refuse("isv.BUSINESS_LIMIT_CONTROL"),
      });
    },
    async QueryCallDetailByCallId({ CallId = "" }) {
      const call = voice.book.find(voice.id, { providerRef: CallId });
      if (!call || call.state === "waiting") return ok({});
      return ok({ Data: JSON.stringify({ state: call.state === "delivered" ? "200000" : "200010" }) });
    },
  };
  return {
    async answer(call) {
      if (!isSigned(call, sms.now())) return refuse("SignatureDoesNotMatch");
      const action = actions[String(call.headers["x-acs-action"])];
      return action
        ? action(Object.fromEntries(call.url.searchParams))
        : refuse("InvalidAction.NotFound", 404);
    },
  };
}
