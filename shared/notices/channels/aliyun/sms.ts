import * as z from "zod";
import { callProvider, failed, referenceOf, withoutWords } from "../call.ts";
import type { AskOutcome, Provider, SendOutcome } from "../port.ts";
import type { ProviderDeps } from "../provider-deps.ts";
import type { ProviderOf } from "../settings.ts";
import { smsParts } from "../sms-parts.ts";
import { codesFor } from "../template-codes.ts";
import { signedCall } from "./acs3.ts";
import type { AliyunSecret } from "./secret.ts";

/** `OK`, or why not; every answer of 阿里云 has it. */
const answerSchema = z.object({ Code: z.string(), BizId: z.string().optional() });

const detailsSchema = z.object({
  Code: z.literal("OK"),
  TotalCount: z.coerce.number(),
  SmsSendDetailDTOs: z.object({
    SmsSendDetailDTO: z.array(z.object({ OutId: z.string().nullish(), SendStatus: z.coerce.number() })),
  }),
});

/** The number itself takes no messages; everything else may go otherwise another time. */
const permanent = new Set(["isv.MOBILE_NUMBER_ILLEGAL"]);
/** Their own trouble, behind which a message may have gone out. */
const theirTrouble = new Set(["isp.SYSTEM_ERROR", "InternalError", "ServiceUnavailable"]);

const version = "2017-05-25";
const detailsPerPage = 50;
const pagesLookedAt = 4;

/** Days as 阿里云 counts them, in Beijing. */
const dayOf = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");

/** 阿里云短信: SendSms, which has no idempotency, and QuerySendDetails, which is asked when nothing was answered. */
export function aliyunSms(settings: ProviderOf<"aliyunSms">, deps: ProviderDeps<AliyunSecret>): Provider {
  const call = async (action: string, query: Record<string, string>) => {
    const { url, request } = signedCall(
      { baseUrl: settings.baseUrl, action, version, query, at: deps.now(), nonce: deps.nonce() },
      await deps.secret(),
    );
    return callProvider(url, request, deps.timeoutMilliseconds);
  };

  return {
    name: settings.id,
    channel: "sms",
    weight: settings.weight,
    givesBack: true,
    async send(message): Promise<SendOutcome> {
      const code = codesFor((await deps.secret()).templates, message)?.[message.language];
      if (!code) return failed("temporary", "noTemplate");
      const answered = await call("SendSms", {
        PhoneNumbers: message.address,
        SignName: settings.signName,
        TemplateCode: code,
        TemplateParam: JSON.stringify(message.params),
        OutId: referenceOf(message),
      });
      const answer = typeof answered === "object" ? answerSchema.safeParse(answered.json) : undefined;
      if (!answer?.success) return withoutWords(answered);
      const { Code, BizId } = answer.data;
      if (Code === "OK" && BizId) {
        const parts = smsParts(`【${settings.signName}】${message.text}`);
        return { outcome: "accepted", providerRef: BizId, parts, costFen: parts * settings.priceFen };
      }
      if (Code === "OK" || theirTrouble.has(Code)) return { outcome: "unknown" };
      return failed(permanent.has(Code) ? "permanent" : "temporary", Code);
    },
    async ask(providerRef, message): Promise<AskOutcome> {
      for (let page = 1; page <= pagesLookedAt; page += 1) {
        const answered = await call("QuerySendDetails", {
          PhoneNumber: message.address,
          SendDate: dayOf(message.sentOn),
          PageSize: String(detailsPerPage),
          CurrentPage: String(page),
          ...(providerRef ? { BizId: providerRef } : {}),
        });
        const details = typeof answered === "object" ? detailsSchema.safeParse(answered.json) : undefined;
        if (!details?.success) return "waiting";
        const rows = details.data.SmsSendDetailDTOs.SmsSendDetailDTO;
        const row = rows.find(({ OutId }) => OutId === referenceOf(message));
        if (row) return row.SendStatus === 3 ? "delivered" : row.SendStatus === 2 ? "failed" : "waiting";
        if (page * detailsPerPage >= details.data.TotalCount) return "notFound";
      }
      return "waiting";
    },
  };
}
