import { createHash, createVerify, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fate, NoticeFaults } from "#local/notice-providers/faults.ts";
import { fateOf, noFaults } from "#local/notice-providers/faults.ts";
import { type LocalNoticeProviders, startNoticeProviders } from "#local/notice-providers/notice-providers.ts";
import { localNoticeSecrets } from "#local/notice-providers/secrets.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { attemptOf, referenceOf } from "#shared/notices/channels/call.ts";
import type { Message, Provider, Receipt } from "#shared/notices/channels/port.ts";
import { makeProviders } from "#shared/notices/channels/providers.ts";
import { receiptsOf } from "#shared/notices/channels/receipts-of.ts";
import { noticeProvidersSchema } from "#shared/notices/channels/settings.ts";
import { isOfService } from "#shared/notices/channels/web-push.ts";

const faults: NoticeFaults = { ...noFaults, lost: 0.2, silent: 0.2, refused: 0.2, early: 0.5, repeated: 0.5 };
const template = { id: "caseAccepted", version: 1 };
const codes = { "caseAccepted@1": { zh: "SMS_1", en: "SMS_2" } };
const dkim = generateKeyPairSync("rsa", { modulusLength: 1024 });

let local: LocalNoticeProviders;
let receipts: { url: string; bodies: { provider: string; body: string }[]; close(): void };
let providers: Record<string, Provider>;
let wrong: Record<string, Provider>;

beforeAll(async () => {
  const bodies: { provider: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      bodies.push({ provider: request.url?.slice(1) ?? "", body });
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  receipts = { url, bodies, close: () => server.close() };
  local = await startNoticeProviders({
    port: 0,
    mailPort: 0,
    receiptUrl: async (provider) => `${url}/${provider}`,
    faults,
  });
  const settings = noticeProvidersSchema.parse([
    {
      id: "aliyun-sms",
      kind: "aliyunSms",
      baseUrl: `${local.url}/aliyun`,
      signName: "川汇政务",
      priceFen: 4.5,
    },
    { id: "aliyun-voice", kind: "aliyunVoice", baseUrl: `${local.url}/aliyun` },
    {
      id: "tencent-sms",
      kind: "tencentSms",
      baseUrl: local.url,
      sdkAppId: "1400000000",
      signName: "川汇政务",
    },
    {
      id: "mail",
      kind: "smtp",
      host: "127.0.0.1",
      port: local.mailPort,
      from: "notice@example.gov.cn",
      fromName: "川汇政务",
      dkim: { domain: "example.gov.cn", selector: "t1" },
    },
    {
      id: "wechat",
      kind: "wechat",
      baseUrl: `${local.url}/wechat`,
      appId: "wx1",
    },
    { id: "push", kind: "webPush", contact: "admin@example.gov.cn", services: [new URL(local.url).host] },
  ]);
  const made = (secrets: unknown) =>
    Object.fromEntries(
      makeProviders(settings, {
        texts: async () => [JSON.stringify(secrets)],
        now: systemClock,
        nonce: randomUUID,
        timeoutMilliseconds: 20_000,
      }).map((one) => [one.name, one]),
    );
  const privateKey = dkim.privateKey.export({ type: "pkcs8", format: "pem" });
  const secrets = {
    ...localNoticeSecrets,
    "aliyun-sms": { ...localNoticeSecrets["aliyun-sms"], templates: codes },
    "aliyun-voice": { ...localNoticeSecrets["aliyun-voice"], templates: codes },
    "tencent-sms": {
      ...localNoticeSecrets["tencent-sms"],
      templates: { "caseAccepted@1": { zh: "1", en: "2", params: ["case"] } },
    },
    wechat: {
      ...localNoticeSecrets.wechat,
      templates: {
        "caseAccepted@1": { zh: "w1", en: "w2", fields: { thing1: "what", character_string2: "case" } },
      },
    },
  };
  providers = made({
    ...secrets,
    mail: { ...localNoticeSecrets.mail, dkimPrivateKey: privateKey },
  });
  wrong = made({
    ...secrets,
    "aliyun-sms": { ...secrets["aliyun-sms"], accessKeySecret: "another" },
    "tencent-sms": { ...secrets["tencent-sms"], secretKey: "another" },
    mail: { user: "tongban", password: "another" },
    wechat: { ...secrets.wechat, appSecret: "another" },
  });
});
afterAll(async () => {
  await local?.close();
  receipts?.close();
});

const of = (name: string, from = providers): Provider => {
  const found = from[name];
  if (!found) throw new Error(`no provider ${name}`);
  return found;
};

/** The first notice that the provider's double treats so, and in no other way. */
function noticeThat(provider: string, wanted: Partial<Fate>): string {
  for (let n = 0; n < 100_000; n += 1) {
    const noticeId = createHash("sha256").update(`${provider} ${n}`).digest("hex");
    const fate = fateOf(faults, provider, referenceOf({ noticeId, attempt: 1 }));
    const want: Fate = { ...fate, lost: false, silent: false, refused: false, ...wanted };
    if (Object.entries(want).every(([name, value]) => fate[name as keyof Fate] === value)) return noticeId;
  }
  throw new Error("no such notice");
}

const message = (noticeId: string, more: Partial<Message> = {}): Message => ({
  noticeId,
  attempt: 1,
  address: "13800003210",
  template,
  params: { case: "…000123", what: "您的申请已经受理，请在我的办件中查看办理进度" },
  title: "办件有新的进展",
  text: "您尾号 000123 的办件有新的进展，请到一网通办查看。",
  language: "zh",
  link: "https://example.gov.cn/inbox",
  ...more,
});
const soon = () => ({ sentOn: systemClock() });

describe.each(["aliyun-sms", "tencent-sms"])("short messages by %s", (name) => {
  test("a message is taken, arrives, and is reported, twice if the provider likes", async () => {
    const sent = message(noticeThat(name, { early: true, repeated: true }));
    const outcome = await of(name).send(sent);
    expect(outcome).toMatchObject({ outcome: "accepted", parts: 1 });
    await local.settled();
    const ref = outcome.outcome === "accepted" ? outcome.providerRef : "";
    const kind = name === "aliyun-sms" ? "aliyunSms" : "tencentSms";
    const told = receipts.bodies
      .filter(({ provider }) => provider === name)
      .flatMap(({ body }) => receiptsOf[kind]?.parse(body) ?? [])
      .filter(({ providerRef }) => providerRef === ref);
    expect(told.map(({ outcome }) => outcome)).toEqual(["delivered", "delivered"]);
    expect(await of(name).ask?.(ref, { ...sent, ...soon() })).toBe("delivered");
  });

  test("nobody knows whether a message without an answer was taken, until the provider is asked", async () => {
    const never = message(noticeThat(name, { lost: true }), { address: "13800003211" });
    const taken = message(noticeThat(name, { silent: true }), { address: "13800003212" });
    expect(await of(name).send(never)).toEqual({ outcome: "unknown" });
    expect(await of(name).send(taken)).toEqual({ outcome: "unknown" });
    await local.settled();
    expect(await of(name).ask?.(undefined, { ...never, ...soon() })).toBe("notFound");
    expect(await of(name).ask?.(undefined, { ...taken, ...soon() })).toBe("delivered");
  });

  test("a refusal says whether another try can help", async () => {
    expect(await of(name).send(message(noticeThat(name, { refused: true })))).toMatchObject({
      failure: "temporary",
    });
    expect(await of(name).send(message(noticeThat(name, {}), { address: "12345" }))).toMatchObject({
      failure: "permanent",
    });
    expect(await of(name, wrong).send(message(noticeThat(name, {})))).toMatchObject({ failure: "temporary" });
    const unknown = message(noticeThat(name, {}), { template: { id: "caseAccepted", version: 9 } });
    expect(await of(name).send(unknown)).toMatchObject({ code: "noTemplate" });
  });

  test("a provider that turns everybody away has taken nothing", async () => {
    local.setDown(name, true);
    expect(await of(name).send(message(noticeThat(name, {})))).toMatchObject({
      failure: "temporary",
      code: "http503",
    });
    local.setDown(name, false);
  });
});

test("a text longer than one part is paid by its parts", async () => {
  const long = message(noticeThat("aliyun-sms", {}), { text: "长".repeat(100) });
  expect(await of("aliyun-sms").send(long)).toMatchObject({ parts: 2, costFen: 9 });
});

test("a call is made, and its record says how it went", async () => {
  const sent = message(noticeThat("aliyun-voice", {}));
  const outcome = await of("aliyun-voice").send(sent);
  await local.settled();
  const ref = outcome.outcome === "accepted" ? outcome.providerRef : "";
  expect(await of("aliyun-voice").ask?.(ref, { ...sent, ...soon() })).toBe("delivered");
  const told = receipts.bodies
    .filter(({ provider }) => provider === "aliyun-voice")
    .flatMap(({ body }): Receipt[] => receiptsOf.aliyunVoice?.parse(body) ?? []);
  expect(told).toContainEqual(expect.objectContaining({ providerRef: ref, ...attemptOf(referenceOf(sent)) }));
  expect(await of("aliyun-voice").send(message(noticeThat("aliyun-voice", { silent: true })))).toEqual({
    outcome: "unknown",
  });
});

describe("mail", () => {
  const address = "li.min@example.com";

  test("arrives signed (DKIM), says that a machine wrote it, and bears the attempt's own id", async () => {
    const sent = message(noticeThat("mail", {}), { address });
    expect(await of("mail").send(sent)).toMatchObject({ outcome: "accepted" });
    const taken = local.messages().find(({ reference }) => reference === referenceOf(sent));
    expect(taken?.shows).toMatchObject({ "auto-submitted": "auto-generated", to: address });
    expect(verifyDkim(taken?.shows.source ?? "")).toBe(true);
    expect(verifyDkim((taken?.shows.source ?? "").replace("Auto", "auto"))).toBe(true);
    expect(verifyDkim((taken?.shows.source ?? "").replace(/\r\n\r\n./, "\r\n\r\nx"))).toBe(false);
  });

  test("what broke off after the message was sent is unknown, what broke before is not", async () => {
    const silent = message(noticeThat("mail", { silent: true }), { address });
    expect(await of("mail").send(silent)).toEqual({ outcome: "unknown" });
    expect(local.messages().filter(({ reference }) => reference === referenceOf(silent))).toHaveLength(1);
    expect(await of("mail").send(message(noticeThat("mail", { refused: true }), { address }))).toEqual({
      outcome: "failed",
      failure: "temporary",
      code: "smtp451",
    });
    expect(
      await of("mail").send(message(noticeThat("mail", {}), { address: "nobody@example.com" })),
    ).toMatchObject({
      failure: "permanent",
    });
    expect(await of("mail", wrong).send(message(noticeThat("mail", {}), { address }))).toMatchObject({
      failure: "temporary",
    });
  });

  test("an address cannot smuggle a second recipient or header in", async () => {
    const sly = message(noticeThat("mail", {}), {
      address: "a@example.com, b@example.com",
      title: "x\r\nBcc: c@example.com",
    });
    await of("mail").send(sly);
    const taken = local.messages().filter(({ reference }) => reference === referenceOf(sly));
    expect(taken.flatMap(({ to }) => to.split(","))).not.toContain("b@example.com");
    expect(taken.map(({ shows }) => shows.bcc)).not.toContain("c@example.com");
  });
});

describe("微信", () => {
  test("one consent is one message", async () => {
    const first = message(noticeThat("wechat", {}), { address: "open-1" });
    expect(await of("wechat").send(first)).toMatchObject({ failure: "permanent" });
    local.consent("open-2");
    const outcomes: string[] = [];
    for (let n = 0; n < 40 && !outcomes.includes("accepted"); n += 1)
      outcomes.push((await of("wechat").send(wechatMessage(n))).outcome);
    expect(outcomes).toContain("accepted");
    expect(await of("wechat").send(wechatMessage(99))).toMatchObject({
      failure: "temporary",
      code: "wechat43101",
    });
  });

  test("a token that another server ended is fetched anew, once", async () => {
    local.consent("open-2");
    local.endToken();
    const outcomes: string[] = [];
    for (let n = 100; n < 140 && !outcomes.includes("accepted"); n += 1)
      outcomes.push((await of("wechat").send(wechatMessage(n))).outcome);
    expect(outcomes).toContain("accepted");
    expect(await of("wechat", wrong).send(wechatMessage(200))).toMatchObject({ code: "noToken" });
  });
  const wechatMessage = (n: number) =>
    message(noticeThat("wechat", {}), {
      address: "open-2",
      params: { case: String(n), what: "一段比二十个字还要长的说明，它会被截短到二十个字" },
    });
});

describe("push", () => {
  test("is read by the browser alone, and its service knows who sent it", async () => {
    const address = local.subscribe();
    const outcomes: string[] = [];
    for (let n = 0; n < 40 && !outcomes.includes("accepted"); n += 1)
      outcomes.push((await of("push").send(message(`${n}`.padEnd(64, "0"), { address }))).outcome);
    expect(outcomes).toContain("accepted");
    const shown = local.messages().findLast(({ provider }) => provider === "push")?.shows;
    expect(shown).toEqual({
      title: "办件有新的进展",
      text: "您尾号 000123 的办件有新的进展，请到一网通办查看。",
      link: "https://example.gov.cn/inbox",
      lang: "zh",
    });
    local.forgetSubscriptions();
    expect(await of("push").send(message("f".repeat(64), { address }))).toMatchObject({
      failure: "permanent",
      code: "push410",
    });
  });

  test("no address but a push service's is called", async () => {
    const elsewhere = JSON.stringify({
      ...JSON.parse(local.subscribe()),
      endpoint: "http://169.254.169.254/latest/meta-data",
    });
    for (const address of [elsewhere, "not json", "{}"])
      expect(await of("push").send(message("e".repeat(64), { address }))).toMatchObject({
        failure: "permanent",
      });
    expect(isOfService("https://a.push.apple.com/x", [".push.apple.com"])).toBe(true);
    expect(isOfService("https://push.apple.com.evil.example/x", [".push.apple.com"])).toBe(false);
    expect(isOfService("http://fcm.googleapis.com/x", ["fcm.googleapis.com"])).toBe(false);
  });
});

test("what is no receipt is none of a provider's, whatever else it is", () => {
  for (const { parse } of Object.values(receiptsOf))
    for (const body of ["", "null", "{}", "[]", "[1]", "[{}]", '"x"', `[${"{},".repeat(600)}{}]`])
      expect(parse(body)).toBeUndefined();
});

test("a provider that nobody knows is refused by its name", () => {
  const { success, error } = noticeProvidersSchema.safeParse([{ id: "x", kind: "pigeon" }]);
  expect(success).toBe(false);
  expect(error?.issues[0]?.path).toEqual([0, "kind"]);
});

/** Checks a signature made with relaxed/relaxed canonicalization (RFC 6376 3.4). */
function verifyDkim(source: string): boolean {
  const cut = source.indexOf("\r\n\r\n");
  const lines = source.slice(0, cut).split(/\r\n(?![ \t])/);
  const relaxed = (line: string): string => {
    const colon = line.indexOf(":");
    const value = line
      .slice(colon + 1)
      .replace(/\r\n/g, "")
      .replace(/[ \t]+/g, " ")
      .trim();
    return `${line.slice(0, colon).toLowerCase().trim()}:${value}`;
  };
  const signature = lines.find((line) => /^dkim-signature:/i.test(line)) ?? "";
  const tags = new Map(
    relaxed(signature)
      .slice("dkim-signature:".length)
      .split(";")
      .map((tag) => tag.trim().split(/=(.*)/s, 2) as [string, string]),
  );
  const body = source
    .slice(cut + 4)
    .replace(/[ \t]+\r\n/g, "\r\n")
    .replace(/[ \t]+/g, " ")
    .replace(/(\r\n)*$/, "\r\n");
  if (createHash("sha256").update(body).digest("base64") !== tags.get("bh")) return false;
  const signed = (tags.get("h") ?? "")
    .split(":")
    .flatMap((name) => lines.filter((line) => line.toLowerCase().startsWith(`${name.trim()}:`)).slice(-1))
    .map((line) => `${relaxed(line)}\r\n`);
  const itself = relaxed(signature).replace(/([;: ]b=)[^;]*/, "$1");
  return createVerify("sha256")
    .update(signed.join("") + itself)
    .verify(dkim.publicKey, (tags.get("b") ?? "").replace(/\s/g, ""), "base64");
}
