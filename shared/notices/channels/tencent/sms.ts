import * as z from "zod";
import { callProvider, failed, referenceOf, withoutWords } from "../call.ts";
import type { AskOutcome, Provider, SendOutcome } from "../port.ts";
import type { ProviderDeps } from "../provider-deps.ts";
import type { ProviderOf } from "../settings.ts";
import { codesFor, numberedTemplateCodes } from "../template-codes.ts";
import { signedCall } from "./tc3.ts";

export const tencentSecretSchema = z.object({
  secretId: z.string().min(1),
  secretKey: z.string().min(1),
  templates: numberedTemplateCodes,
});
type TencentSecret = z.output<typeof tencentSecretSchema>;

const errorSchema = z.object({ Response: z.object({ Error: z.object({ Code: z.string() }) }) });
const sentSchema = z.object({
  Response: z.object({
    SendStatusSet: z.array(z.object({ SerialNo: z.string(), Fee: z.number(), Code: z.string() })).length(1),
  }),
});
const statusesSchema = z.object({
  Response: z.object({
    PullSmsSendStatusSet: z.array(
      z.object({
        SerialNo: z.string(),
        ReportStatus: z.string(),
        SessionContext: z.string().nullish(),
      }),
    ),
  }),
});

const badNumber = /IncorrectPhoneNumber|PhoneNumberInBlacklist|UnsupportedOperation\.PhoneNumber/;
const rowsPerPage = 100;
/** Of the clocks of two sides, and of what waits in theirs. */
const leewaySeconds = 300;
const patienceSeconds = 72 * 3600;

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/** 腾讯云短信: SendSms, which has no idempotency, and PullSmsSendStatusByPhoneNumber for what became of it. */
export function tencentSms(settings: ProviderOf<"tencentSms">, deps: ProviderDeps<TencentSecret>): Provider {
  const call = async (action: string, content: unknown) => {
    const { url, request } = signedCall(
      {
        baseUrl: settings.baseUrl,
        service: "sms",
        action,
        version: "2021-01-11",
        region: settings.region,
        body: JSON.stringify(content),
        timestamp: seconds(deps.now()),
      },
      await deps.secret(),
    );
    return callProvider(url, request, deps.timeoutMilliseconds);
  };

  return {
    name: settings.id,
    channel: "sms",
    weight: settings.weight,
    givesBack: false,
    async send(message): Promise<SendOutcome> {
      const template = codesFor((await deps.secret()).templates, message);
      if (!template) return failed("temporary", "noTemplate");
      const answered = await call("SendSms", {
        PhoneNumberSet: [`+86${message.address}`],
        SmsSdkAppId: settings.sdkAppId,
        SignName: settings.signName,
        TemplateId: template[message.language],
        TemplateParamSet: template.params.map((name) => message.params[name] ?? ""),
        SessionContext: referenceOf(message),
      });
      if (typeof answered !== "object") return withoutWords(answered);
      const refused = errorSchema.safeParse(answered.json);
      if (refused.success) return outcomeOf(refused.data.Response.Error.Code);
      const sent = sentSchema.safeParse(answered.json);
      const status = sent.data?.Response.SendStatusSet[0];
      if (!status) return withoutWords(answered);
      if (status.Code !== "Ok") return outcomeOf(status.Code);
      return {
        outcome: "accepted",
        providerRef: status.SerialNo,
        parts: status.Fee,
        costFen: status.Fee * settings.priceFen,
      };
    },
    async ask(providerRef, message): Promise<AskOutcome> {
      const sentOn = seconds(message.sentOn);
      const answered = await call("PullSmsSendStatusByPhoneNumber", {
        BeginTime: sentOn - leewaySeconds,
        EndTime: Math.min(sentOn + patienceSeconds, seconds(deps.now())),
        Offset: 0,
        Limit: rowsPerPage,
        PhoneNumber: `+86${message.address}`,
        SmsSdkAppId: settings.sdkAppId,
      });
      const read = typeof answered === "object" ? statusesSchema.safeParse(answered.json) : undefined;
      const rows = read?.data?.Response.PullSmsSendStatusSet;
      if (!rows) return "waiting";
      const row = rows.find(({ SerialNo, SessionContext }) =>
        providerRef ? SerialNo === providerRef : SessionContext === referenceOf(message),
      );
      if (row) return row.ReportStatus === "SUCCESS" ? "delivered" : "failed";
      // What was taken appears here once the carrier has spoken. Rows without our word for them, which the provider
      // gives back on request only, may be it.
      const mayBeAmongThem =
        rows.length === rowsPerPage || rows.some(({ SessionContext }) => !SessionContext);
      return providerRef || mayBeAmongThem ? "waiting" : "notFound";
    },
  };
}

function outcomeOf(code: string): SendOutcome {
  if (code.startsWith("InternalError")) return { outcome: "unknown" };
  return failed(badNumber.test(code) ? "permanent" : "temporary", code);
}
