import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { httpApi } from "#shared/kernel/http/api.ts";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import type { NoticeProviders } from "#shared/notices/channels/settings.ts";
import type { Outcome } from "#shared/notices/sending/message.ts";
import { noticeReceipts, receiptKeyOf } from "../../../functions/notices/notice-receipts/notice-receipts.ts";

const key = (provider: string) => deriveKey("master", receiptKeyOf(provider));

async function call(body: string | Buffer, provider = "ali", secret = key(provider)) {
  const queued: Outcome[] = [];
  const handler = httpApi(
    noticeReceipts({
      providers: [
        { id: "ali", kind: "aliyunSms" },
        { id: "call", kind: "aliyunVoice" },
        { id: "ten", kind: "tencentSms" },
        { id: "mail", kind: "smtp" },
      ] as NoticeProviders,
      keys: { secretsOf: async (machine) => [deriveKey("master", machine)] },
      queue: { sendAll: async (outcomes) => void queued.push(...outcomes) },
    }),
  );
  const event = {
    routeKey: "POST /v1/notice-receipts/{provider}/{secret}",
    headers: { "content-type": "application/json" },
    pathParameters: { provider, secret },
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
    requestContext: { http: { sourceIp: "127.0.0.1" } },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
  const { statusCode } = await handler(event, { awsRequestId: "1" } as Context);
  return { status: statusCode, queued };
}

const ali = (more: object) => ({
  success: false,
  report_time: "2026-11-23 10:00:00",
  err_code: "BUSY",
  biz_id: "932702304080415357^0",
  ...more,
});

describe("a provider's receipts", () => {
  it("are taken by the word in the path that was agreed on with this provider", async () => {
    const body = JSON.stringify([ali({})]);
    expect((await call(body)).queued).toEqual([
      {
        kind: "receipt",
        provider: "ali",
        receipt: {
          providerRef: "932702304080415357^0",
          at: "2026-11-23T02:00:00.000Z",
          outcome: "failed",
          failure: "temporary",
          code: "BUSY",
        },
      },
    ]);
    for (const [provider, secret] of [
      ["ali", key("ten")],
      ["ten", key("ali")],
      ["mail", key("mail")],
      ["nobody", key("nobody")],
      ["constructor", key("constructor")],
    ] as const)
      expect(await call(body, provider, secret)).toEqual({ status: 404, queued: [] });
  });

  it("are no bytes that are not UTF-8, and no bodies of others", async () => {
    const bytes = Buffer.from(JSON.stringify([ali({ biz_id: "\xd5\xc5" })]), "latin1");
    for (const body of [bytes, "[]", "{", "7", JSON.stringify([{ sid: "1" }])])
      expect(await call(body)).toEqual({ status: 400, queued: [] });
  });

  it.each(["\ud842", "\u200b", "", "看", "x".repeat(129), "a b"])(
    "name a message by an id that can be looked for: %j is left out, the others are taken",
    async (id) => {
      const told = async (provider: string, reports: object[]) =>
        (await call(JSON.stringify(reports), provider)).queued.map(
          (one) => one.kind === "receipt" && one.receipt.providerRef,
        );
      expect(await told("ali", [ali({ biz_id: id }), ali({})])).toEqual(["932702304080415357^0"]);
      const voice = { call_id: "1^2", status_code: "200000", end_time: "2026-11-23 10:00:00" };
      expect(await told("call", [{ ...voice, call_id: id }, voice])).toEqual(["1^2"]);
      const sms = { user_receive_time: "2026-11-23 10:00:00", report_status: "FAIL", sid: "8:K0" };
      expect(await told("ten", [{ ...sms, sid: id }, sms])).toEqual(["8:K0"]);
    },
  );

  it("keep of a provider's word what can be kept", async () => {
    const { queued } = await call(JSON.stringify([ali({ err_code: "看不\u202e见\ud842" })]));
    expect(queued).toMatchObject([{ receipt: { code: "" } }]);
  });
});
