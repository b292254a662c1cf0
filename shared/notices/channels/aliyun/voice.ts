import * as z from "zod";
import { callProvider, failed, referenceOf, withoutWords } from "../call.ts";
import type { AskOutcome, Provider, SendOutcome } from "../port.ts";
import type { ProviderDeps } from "../provider-deps.ts";
import type { ProviderOf } from "../settings.ts";
import { codesFor } from "../template-codes.ts";
import { signedCall } from "./acs3.ts";
import type { AliyunSecret } from "./secret.ts";

const answerSchema = z.object({ Code: z.string(), CallId: z.string().optional() });
const detailSchema = z.object({ Code: z.string(), Data: z.string().optional() });
const callSchema = z.object({ state: z.coerce.string(), duration: z.coerce.number().optional() });

/** 语音通知 among the products whose calls can be asked for. */
const noticesProduct = "11000000300006";
/** A call that was answered. */
export const answeredCode = "200000";

/** 阿里云语音服务: SingleCallByTts reads a text out, QueryCallDetailByCallId says how the call went. */
export function aliyunVoice(settings: ProviderOf<"aliyunVoice">, deps: ProviderDeps<AliyunSecret>): Provider {
  const call = async (action: string, query: Record<string, string>) => {
    const { url, request } = signedCall(
      {
        baseUrl: settings.baseUrl,
        action,
        version: "2017-05-25",
        query,
        at: deps.now(),
        nonce: deps.nonce(),
      },
      await deps.secret(),
    );
    return callProvider(url, request, deps.timeoutMilliseconds);
  };
  return {
    name: settings.id,
    channel: "voice",
    weight: settings.weight,
    givesBack: true,
    async send(message): Promise<SendOutcome> {
      const code = codesFor((await deps.secret()).templates, message)?.[message.language];
      if (!code) return failed("temporary", "noTemplate");
      const answered = await call("SingleCallByTts", {
        ...(settings.showNumber ? { CalledShowNumber: settings.showNumber } : {}),
        CalledNumber: message.address,
        TtsCode: code,
        TtsParam: JSON.stringify(message.params),
        PlayTimes: "2",
        OutId: referenceOf(message),
      });
      const answer = typeof answered === "object" ? answerSchema.safeParse(answered.json) : undefined;
      if (!answer?.success) return withoutWords(answered);
      const { Code, CallId } = answer.data;
      if (Code === "OK" && CallId)
        return { outcome: "accepted", providerRef: CallId, parts: 1, costFen: settings.priceFen };
      if (Code === "OK" || Code.startsWith("isp.")) return { outcome: "unknown" };
      return failed(Code === "isv.MOBILE_NUMBER_ILLEGAL" ? "permanent" : "temporary", Code);
    },
    async ask(providerRef, message): Promise<AskOutcome> {
      // Calls can be asked for by the provider's own id alone.
      if (!providerRef) return "waiting";
      const answered = await call("QueryCallDetailByCallId", {
        CallId: providerRef,
        ProdId: noticesProduct,
        QueryDate: String(Date.parse(message.sentOn)),
      });
      const detail = typeof answered === "object" ? detailSchema.safeParse(answered.json) : undefined;
      if (!detail?.success || detail.data.Code !== "OK" || !detail.data.Data) return "waiting";
      const made = callSchema.safeParse(JSON.parse(detail.data.Data));
      if (!made.success) return "waiting";
      return made.data.state === answeredCode ? "delivered" : "failed";
    },
  };
}
