import type { Locale } from "#shared/kernel/http/locale.ts";
import { type Terminal, tableOf } from "../terminal.ts";
import { deadLetterOf } from "./dead-letter.ts";
import { factsOf } from "./facts.ts";
import { forEachMessage } from "./hold.ts";
import { countOf, type Message, type QueueClient } from "./queue-client.ts";
import type { QueuePair } from "./queue-pairs.ts";
import { ageText, shown } from "./words.ts";

const headings = {
  zh: ["编号", "时间", "尝试", "重投", "事件", "办件编号", "原因"],
  en: ["Id", "Age", "Attempts", "Redrives", "Event", "Case number", "Reason"],
};
const noReason = {
  zh: "没有记录：函数中断、超时或未能取走",
  en: "none recorded: its function broke off, ran out of time or could not take it",
};

function rowOf(message: Message, attemptsOfQueue: number | undefined, locale: Locale): string[] {
  const { reason, attempts, redrives } = deadLetterOf(message, attemptsOfQueue);
  const { type, caseNumber } = factsOf(message.body);
  // A stream's records say in their body why they are here, and a person reads it with --body.
  const why = reason ?? (attempts === undefined ? "-" : noReason[locale]);
  return [
    message.id,
    ageText(message.sentAt, new Date(), locale),
    attempts === undefined ? "-" : String(attempts),
    String(redrives),
    type ?? "?",
    caseNumber ?? "-",
    shown(why),
  ];
}

function parkedText(message: Message, locale: Locale): string | undefined {
  const { parked } = deadLetterOf(message);
  if (!parked) return undefined;
  const [from, by, at, because] = [parked.from, parked.by, parked.at, parked.because].map(shown);
  return {
    zh: `  ${message.id}：来自 ${from}，${by} 于 ${at} 停放：${because}`,
    en: `  ${message.id}: from ${from}, parked by ${by} at ${at}: ${because}`,
  }[locale];
}

/** Up to `limit` messages of a dead-letter queue or the parking queue. All are there again afterwards. */
export async function showMessages(
  client: QueueClient,
  { name, queue, dead }: QueuePair,
  { limit, body }: { limit: number; body: boolean },
  terminal: Terminal,
): Promise<void> {
  const { locale } = terminal;
  const messages: Message[] = [];
  await forEachMessage(client, dead, async (page) => {
    messages.push(...page);
    return messages.length >= limit ? "enough" : "more";
  });
  const some = messages.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime()).slice(0, limit);
  if (some.length > 0) {
    terminal.print(
      tableOf([headings[locale], ...some.map((message) => rowOf(message, queue?.maxAttempts, locale))]),
    );
    const parked = some.flatMap((message) => parkedText(message, locale) ?? []);
    if (parked.length > 0) terminal.print(parked.join("\n"));
    if (body) for (const message of some) terminal.print(`\n${message.id}\n${shown(message.body)}`);
  }
  // SQS counts late: what was seen is sure.
  const total = Math.max(countOf(dead), messages.length);
  terminal.print(
    {
      zh: `${name}：显示 ${some.length} 条，共约 ${total} 条。`,
      en: `${name}: ${some.length} of about ${total} shown.`,
    }[locale],
  );
}
