import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { BodyTooLargeError, listen, readBody } from "#local/engine/server.ts";
import { aliyun } from "./aliyun.ts";
import { fateOf, type NoticeFaults, noFaults } from "./faults.ts";
import type { Answer, LocalProvider, ProviderDeps, Report } from "./interface.ts";
import { startMailRelay } from "./mail.ts";
import { messageBook, type Taken } from "./message-book.ts";
import { push } from "./push.ts";
import { tencent } from "./tencent.ts";
import { wechat } from "./wechat.ts";

export type NoticeProvidersOptions = {
  /** 0 takes any free port. */
  port: number;
  mailPort: number;
  /** Where a provider reports to, with the word that was agreed on in it. */
  receiptUrl: (provider: string) => Promise<string>;
  faults?: Partial<NoticeFaults>;
  /** How long receipts take. */
  delayMs?: number;
  now?: () => Date;
  /** A line for whoever watches; the console's stderr by default. */
  note?: (line: string) => void;
};

const bodyLimit = 64 * 1024;
/** As 阿里云 and 腾讯云 do it, but sooner: a receipt that was not taken is told again, and then no more. */
const reportTriesAfterMs = [200, 1000, 5000];

/** Small real providers of short messages, calls, mail, 微信 and push, each with the protocol of its kind. */
export async function startNoticeProviders(options: NoticeProvidersOptions) {
  const { receiptUrl, note = console.error, now = () => new Date(), delayMs = 0 } = options;
  let faults: NoticeFaults = { ...noFaults, ...options.faults };
  const book = messageBook();
  const down = new Set<string>();
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const report = async (provider: string, body: unknown): Promise<void> => {
    for (const pause of [0, ...reportTriesAfterMs]) {
      await wait(pause, undefined, { signal: stopping.signal });
      const response = await fetch(await receiptUrl(provider), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(15_000)]),
      }).catch(() => undefined);
      await response?.text();
      if (response?.status === 200) return;
    }
    note(`${provider}: a receipt was not taken`);
  };

  const settleOf =
    (id: string) =>
    (message: Taken, write?: Report): Promise<void> => {
      const fate = fateOf(faults, id, message.reference);
      const settle = async (): Promise<void> => {
        if (!fate.early) await wait(delayMs, undefined, { signal: stopping.signal });
        message.state = fate.undelivered ? "failed" : "delivered";
        if (!write || fate.unreported) return;
        for (let times = fate.repeated ? 2 : 1; times > 0; times -= 1) await report(id, write(message));
      };
      const settling = settle().catch((error: unknown) => {
        if (!stopping.signal.aborted) note(`${id}: ${String(error)}`);
      });
      running.add(settling);
      void settling.finally(() => running.delete(settling));
      return settling;
    };
  const deps = (id: string): ProviderDeps => ({
    id,
    book,
    now,
    fate: (reference) => fateOf(faults, id, reference),
    settle: settleOf(id),
  });

  const ofWechat = wechat(deps("wechat"));
  const ofPush = push(deps("push"), () => listening.url);
  const providers: [path: string, id: string, LocalProvider][] = [
    ["/aliyun", "aliyun-sms", aliyun(deps("aliyun-sms"), deps("aliyun-voice"))],
    ["/wechat", "wechat", ofWechat],
    ["/push", "push", ofPush],
    // Its signature is over the path `/`.
    ["/", "tencent-sms", tencent(deps("tencent-sms"))],
  ];

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    if (request.method === "GET" && url.pathname === "/messages") return [200, { messages: book.all() }];
    const found = providers.find(([path]) => url.pathname.startsWith(path));
    if (request.method !== "POST" || !found) return [404, {}];
    const [, id, provider] = found;
    const rawBody = await readBody(request, bodyLimit);
    if (down.has(id)) return [503, {}];
    return provider.answer({ url, headers: request.headers, rawBody });
  };
  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answered = await answer(request).catch((error: unknown): Answer => {
      if (error instanceof BodyTooLargeError) return [413, {}];
      note(`a request failed: ${String(error)}`);
      return [400, {}];
    });
    if (answered === "nothing") {
      request.socket.destroy();
      return;
    }
    const [status, body] = answered;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

  const listening = await listen((request, response) => void onRequest(request, response), options.port);
  const relay = await startMailRelay(deps("mail"), options.mailPort);

  return {
    url: listening.url,
    mailPort: relay.port,
    messages: book.all,
    consent: ofWechat.consent,
    endToken: ofWechat.endToken,
    subscribe: ofPush.subscribe,
    forgetSubscriptions: ofPush.forgetAll,
    /** From now on messages and receipts fare so. */
    setFaults(changed: Partial<NoticeFaults>): void {
      faults = { ...noFaults, ...changed };
    },
    /** A provider that answers 503 to everything, until it is called with false. */
    setDown(id: string, isDown: boolean): void {
      if (isDown) down.add(id);
      else down.delete(id);
    },
    /** Everything that was taken has been reported. */
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
    async close(): Promise<void> {
      stopping.abort();
      await Promise.all(running);
      await relay.close();
      await listening.close();
    },
  };
}
export type LocalNoticeProviders = Awaited<ReturnType<typeof startNoticeProviders>>;
