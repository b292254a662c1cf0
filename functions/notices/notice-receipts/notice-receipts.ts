import { isSameText } from "#shared/kernel/crypto/same-text.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import type { Queue } from "#shared/kernel/messaging/queue.ts";
import type { Receipt } from "#shared/notices/channels/port.ts";
import { receiptsOf } from "#shared/notices/channels/receipts-of.ts";
import type { NoticeProviders } from "#shared/notices/channels/settings.ts";
import { takeReceipts } from "#shared/notices/receipts-api.ts";
import type { Outcome } from "#shared/notices/sending/message.ts";

export type ReceiptDeps = {
  providers: NoticeProviders;
  keys: MachineKeys;
  queue: Pick<Queue<Outcome>, "sendAll">;
};

const logs = defineLogs("noticeReceipts", {
  forged: { level: "warn", text: "a receipt came to an address that was agreed on with nobody" },
  taken: { level: "info", text: "receipts were taken" },
});

export const receiptKeyOf = (provider: string) => `notices:${provider}` as const;

/** As providers write ids and codes; the words of some of them are sentences. */
const idOf = (text: string | undefined, most: number): string | undefined =>
  text && text.length <= most && /^[\x21-\x7e]+$/.test(text) ? text : undefined;

/** Nothing of a receipt that names its message by no id, ours or the provider's: it could be looked for nowhere. */
function findable({ providerRef, code, ...receipt }: Receipt): Receipt[] {
  const ref = idOf(providerRef, 128);
  if (!ref && !receipt.noticeId) return [];
  return [
    {
      ...receipt,
      ...(ref && { providerRef: ref }),
      ...(code !== undefined && { code: idOf(code, 32) ?? "" }),
    },
  ];
}

/** Takes what providers tell of messages: only the ids in it go on, the number that it is about does not. */
export function noticeReceipts({ providers, keys, queue }: ReceiptDeps): Route[] {
  return [
    route(takeReceipts)(async ({ path, rawBody }) => {
      const settings = providers.find(({ id }) => id === path.provider);
      const known = settings && receiptsOf[settings.kind];
      const agreed = known ? await keys.secretsOf(receiptKeyOf(path.provider)) : [];
      if (!known || !agreed.some((key) => isSameText(key, path.secret))) {
        log(logs.forged, { provider: settings?.id ?? "unknown" });
        throw httpProblems.notFound();
      }
      const receipts = known.parse(rawBody)?.flatMap(findable);
      if (!receipts) throw httpProblems.malformedBody();
      await queue.sendAll(receipts.map((receipt) => ({ kind: "receipt", provider: path.provider, receipt })));
      log(logs.taken, { provider: path.provider, count: receipts.length });
      return { status: 200, body: known.acknowledgement as Record<string, unknown> };
    }),
  ];
}
