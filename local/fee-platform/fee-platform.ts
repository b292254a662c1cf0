import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import local from "#infra/environments/local.json" with { type: "json" };
import { draw } from "#local/carrier/parcel.ts";
import { BodyTooLargeError, listen, readBody } from "#local/engine/server.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signBody, verifySignature } from "#shared/kernel/machine-keys/signature.ts";
import { type Ledger, ledger, noticeSchema, type Payment } from "./ledger.ts";
import { payPage, receiptPage } from "./pages.ts";

/** As environment `local` names it. */
export const platformId = local.feePlatform.id;

/** Of all callbacks, the shares that fare so; each between 0 and 1. */
export type Faults = { lost: number; twice: number; delayMs: number };
const none: Faults = { lost: 0, twice: 0, delayMs: 0 };

export type FeePlatformOptions = {
  /** 0 takes any free port. */
  port: number;
  apiUrl: () => string;
  /** The key that the app gave this platform. */
  key: () => Promise<string>;
  dataFile?: string;
  faults?: Partial<Faults>;
  /** The time of the app that it works with. */
  now?: () => Date;
  note?: (line: string) => void;
};

export type LocalFeePlatform = {
  url: string;
  books: Ledger;
  /** Money comes in, however it stands with the notice; `tells` it so often, or never. */
  pay(code: string, how?: { amountFen?: number; notices?: number }): Promise<Payment>;
  /** Sends results in one message, in any order. */
  notify(results: readonly unknown[]): Promise<number>;
  /** Answers nobody until it is called with false. */
  setDown(down: boolean): void;
  close(): Promise<void>;
};

const bodyLimit = 64 * 1024;
const retryMs = 2000;
const number = z.object({ noticeNo: z.string() });
const refundOrder = z.object({
  refundNo: z.string(),
  transactionNo: z.string(),
  amountFen: z.int().positive(),
});
const dayAsked = z.object({ day: z.iso.date(), cursor: z.string() });
const pageSize = 50;

type Answer = [status: number, body: unknown];

/** What the app asks, by path. @throws ZodError for what is not asked so */
const answers = (books: Ledger, refunded: (refundNo: string) => void, now: () => Date) =>
  ({
    "/notices": (body) => {
      const notice = noticeSchema.parse(body);
      return books.register(notice) ? [200, {}] : [409, { code: "codeTaken" }];
    },
    "/notices/close": (body) => {
      books.close(number.parse(body).noticeNo);
      return [200, {}];
    },
    "/notices/results": (body) => [200, { results: books.resultsOf(number.parse(body).noticeNo) }],
    "/refunds": (body) => {
      const { refundNo } = books.refund(refundOrder.parse(body), now());
      refunded(refundNo);
      return [200, {}];
    },
    "/refunds/result": (body) => {
      const { refundNo } = z.object({ refundNo: z.string() }).parse(body);
      return [200, { refund: books.refundOf(refundNo) ?? null }];
    },
    "/payments": (body) => {
      const { day, cursor } = dayAsked.parse(body);
      const from = Number(cursor || 0);
      const all = books.paymentsOn(day);
      const next = from + pageSize < all.length ? String(from + pageSize) : null;
      return [200, { payments: all.slice(from, from + pageSize), next }];
    },
  }) satisfies Record<string, (body: unknown) => Answer>;

/** A small province's platform over HTTP: takes notices and money, notices what came, loses and repeats what it tells. */
export async function startFeePlatform(options: FeePlatformOptions): Promise<LocalFeePlatform> {
  const { apiUrl, key, note = console.error, now = () => new Date() } = options;
  const faults = { ...none, ...options.faults };
  const books = ledger(options.dataFile);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let down = false;

  const notify = async (results: readonly unknown[]): Promise<number> => {
    const body = JSON.stringify({ results });
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const response = await fetch(`${apiUrl()}/v1/payment-platforms/${platformId}/results`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        [signatureHeaders.key]: platformId,
        [signatureHeaders.timestamp]: timestamp,
        [signatureHeaders.signature]: signBody(await key(), timestamp, body),
      },
      body,
      signal: AbortSignal.timeout(15_000),
    });
    await response.text();
    return response.status;
  };

  /** By itself, each after its own delay, so that what came first may be reported last; until it is taken. */
  const tellLater = (result: unknown, name: string): void => {
    if (draw("lost", name) < faults.lost) {
      note(`${name}: not reported`);
      return;
    }
    const send = async (): Promise<void> => {
      await wait(draw("delay", name) * faults.delayMs, undefined, { signal: stopping.signal });
      for (let status = 0; status !== 200; ) {
        status = await notify([result]).catch(() => 0);
        if (status !== 200) await wait(retryMs, undefined, { signal: stopping.signal });
      }
      note(`${name}: reported`);
    };
    const times = draw("twice", name) < faults.twice ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const run: Promise<void> = send()
        .catch((error: unknown) => {
          if (!stopping.signal.aborted) note(`${name} stopped: ${String(error)}`);
        })
        .finally(() => running.delete(run));
      running.add(run);
    }
  };
  const refunded = (refundNo: string): void => {
    const refund = books.refundOf(refundNo);
    if (refund) tellLater(refund, `refund ${refundNo}`);
  };
  const asked = answers(books, refunded, now);

  const isSigned = async ({ headers }: IncomingMessage, rawBody: Buffer): Promise<boolean> => {
    const header = (name: string) => String(headers[name] ?? "");
    const verdict = verifySignature({
      secrets: [await key()],
      timestamp: header(signatureHeaders.timestamp),
      signature: header(signatureHeaders.signature),
      rawBody,
      now: now().toISOString(),
    });
    return header(signatureHeaders.key) === platformId && verdict === "ok";
  };

  const answer = async (request: IncomingMessage, url: URL): Promise<Answer> => {
    const rawBody = await readBody(request, bodyLimit);
    if (down) return [503, { code: "down" }];
    if (!(await isSigned(request, rawBody))) return [401, { code: "signatureRefused" }];
    const how = asked[url.pathname as keyof typeof asked];
    return how ? how(JSON.parse(rawBody.toString("utf8"))) : [404, { code: "notFound" }];
  };

  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const code = url.searchParams.get("code") ?? "";
    const html = ([status, text]: [number, string]): void => {
      response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(text);
    };
    if (url.pathname === "/receipt") return html(receiptPage(books, url.searchParams));
    if (url.pathname === "/pay") {
      const notice = books.byCode(code);
      if (request.method === "POST" && notice && !notice.closed && !books.isPaid(notice)) {
        const paid = books.pay(code, notice.amountFen, "wechat", now());
        tellLater(paid, `payment ${paid.transactionNo}`);
      }
      return html(payPage(books, code));
    }
    const [status, body] = await answer(request, url).catch((error: unknown): Answer => {
      if (error instanceof BodyTooLargeError) return [413, { code: "tooLarge" }];
      note(`a request failed: ${String(error)}`);
      return [error instanceof z.ZodError ? 422 : 500, { code: "failed" }];
    });
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

  const listening = await listen((request, response) => void onRequest(request, response), options.port);
  return {
    url: listening.url,
    books,
    async pay(code, { amountFen = books.byCode(code)?.amountFen ?? 100, notices = 1 } = {}) {
      const paid = books.pay(code, amountFen, "counter", now());
      for (let time = 0; time < notices; time += 1) {
        const status = await notify([paid]);
        if (status !== 200) throw new Error(`the app answered ${status}`);
      }
      return paid;
    },
    notify,
    setDown(value) {
      down = value;
    },
    async close() {
      stopping.abort();
      await Promise.all(running);
      await listening.close();
    },
  };
}
