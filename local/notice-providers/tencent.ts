import * as z from "zod";
import { signatureOf } from "#shared/notices/channels/tencent/tc3.ts";
import { type Answer, type Call, type LocalProvider, type ProviderDeps, takeMessage } from "./interface.ts";
import { localNoticeSecrets } from "./secrets.ts";

const sendSchema = z.object({
  PhoneNumberSet: z.array(z.string()).length(1),
  SmsSdkAppId: z.string(),
  SignName: z.string(),
  TemplateId: z.string(),
  TemplateParamSet: z.array(z.string()),
  SessionContext: z.string().max(512),
});
const pullSchema = z.object({
  PhoneNumber: z.string(),
  BeginTime: z.int(),
  EndTime: z.int(),
  Limit: z.int().max(100),
});

const answer = (Response: object): Answer => [200, { Response: { ...Response, RequestId: "local" } }];
const refuse = (Code: string): Answer => answer({ Error: { Code, Message: Code } });

/** Whether a call bears 腾讯云's signature (TC3-HMAC-SHA256), made within five minutes of now. */
function isSigned({ headers, rawBody }: Call, now: Date): boolean {
  const { secretId, secretKey } = localNoticeSecrets["tencent-sms"];
  const timestamp = Number(headers["x-tc-timestamp"]);
  const signature = signatureOf(
    {
      host: String(headers.host),
      service: "sms",
      action: String(headers["x-tc-action"]),
      body: rawBody.toString("utf8"),
      timestamp,
    },
    secretKey,
  );
  const given = headers.authorization ?? "";
  const isTimely = Math.abs(now.getTime() / 1000 - timestamp) <= 300;
  return isTimely && given.includes(`Credential=${secretId}/`) && given.endsWith(`Signature=${signature}`);
}

/** 腾讯云's short messages, as far as the platform uses them. */
export function tencent(deps: ProviderDeps): LocalProvider {
  const actions: Record<string, (content: unknown) => Promise<Answer>> = {
    async SendSms(content) {
      const sent = sendSchema.parse(content);
      const [to = ""] = sent.PhoneNumberSet;
      if (!/^\+861[3-9]\d{9}$/.test(to))
        return answer({
          SendStatusSet: [
            { SerialNo: "", Fee: 0, Code: "InvalidParameterValue.IncorrectPhoneNumber", PhoneNumber: to },
          ],
        });
      return takeMessage({
        deps,
        message: {
          reference: sent.SessionContext,
          to,
          shows: {
            template: sent.TemplateId,
            ...Object.fromEntries(sent.TemplateParamSet.map((value, index) => [String(index + 1), value])),
          },
        },
        report: ({ providerRef, state }) => [
          {
            user_receive_time: new Date(deps.now().getTime() + 8 * 3_600_000)
              .toISOString()
              .slice(0, 19)
              .replace("T", " "),
            nationcode: "86",
            mobile: to.slice(3),
            report_status: state === "delivered" ? "SUCCESS" : "FAIL",
            errmsg: state === "delivered" ? "DELIVRD" : "UNDELIV",
            description: "",
            sid: providerRef,
          },
        ],
        accepted: ({ providerRef }) =>
          answer({
            SendStatusSet: [
              {
                SerialNo: providerRef,
                PhoneNumber: to,
                Fee: 1,
                SessionContext: sent.SessionContext,
                Code: "Ok",
                Message: "send success",
              },
            ],
          }),
        refused: refuse("LimitExceeded.PhoneNumberThirtySecondLimit"),
      });
    },
    async PullSmsSendStatusByPhoneNumber(content) {
      const { PhoneNumber, Limit } = pullSchema.parse(content);
      return answer({
        PullSmsSendStatusSet: deps.book
          .sentTo(deps.id, PhoneNumber)
          .filter(({ state }) => state !== "waiting")
          .slice(0, Limit)
          .map(({ reference, providerRef, state }) => ({
            SerialNo: providerRef,
            ReportStatus: state === "delivered" ? "SUCCESS" : "FAIL",
            SessionContext: reference,
          })),
      });
    },
  };
  return {
    async answer(call) {
      if (!isSigned(call, deps.now())) return refuse("AuthFailure.SignatureFailure");
      const action = actions[String(call.headers["x-tc-action"])];
      return action ? action(JSON.parse(call.rawBody.toString("utf8"))) : refuse("InvalidAction");
    },
  };
}
