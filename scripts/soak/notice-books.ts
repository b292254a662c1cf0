import type { Taken } from "#local/notice-providers/message-book.ts";
import { localTables } from "#local/seed.ts";
import { headsOf } from "#scripts/heads.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { type Notice, notice } from "#shared/notices/record.ts";
import { cost } from "#shared/notices/sending/cost.ts";
import { soakPerson } from "./notice-people.ts";
import type { Platform } from "./platform.ts";

type Attempt = NonNullable<Notice["attempts"]>[number];
type Ours = { one: Notice; number: number; attempt: Attempt };

/** By which a provider's book names an attempt; a mini programme's names none of ours. */
const referenceOf = ({ one, number, attempt }: Ours): string => {
  if (attempt.provider === "push") return sha256Hex(one.noticeId).slice(0, 32);
  return `${one.noticeId}-${number}`;
};
const asRelayed = (reference: string): string => reference.split("@")[0] ?? reference;

/** Providers whose messages cannot be told apart by what they give back: held against ours by number alone. */
const counted = new Set(["wechat"]);

/** Providers that give out a number of their own. */
const numbered = new Set(["aliyun-sms", "tencent-sms", "aliyun-voice"]);

export type Books = {
  notices: number;
  attempts: number;
  taken: number;
  byState: Record<string, number>;
  byAttempt: Record<string, number>;
  /** Told by another way after nobody knew for two hours whether the first had taken it. */
  reachedTwice: number;
  costShort: number;
  wrong: string[];
};

const tally = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));

/** What an attempt and the provider's book disagree about; undefined: nothing. */
function disagreement({ attempt, one }: Ours, taken: readonly Taken[]): string | undefined {
  const [first] = taken;
  if (taken.length > 1) return `taken ${taken.length} times`;
  switch (attempt.state) {
    case "accepted":
    case "delivered":
      if (!first) return `${attempt.state}, but never taken`;
      // What was only found by asking has no number.
      if (attempt.ref && numbered.has(attempt.provider) && attempt.ref !== first.providerRef)
        return `another number than the provider's ${first.providerRef}`;
      return attempt.state === "delivered" && first.state !== "delivered"
        ? `delivered, but ${first.state}`
        : undefined;
    case "neverTaken":
      return first ? "said never to be taken, but it was" : undefined;
    case "failed":
      return first && first.state !== "failed" ? `failed, but ${first.state}` : undefined;
    case "unknown":
      return undefined;
    default:
      return one.state === "delivered" ? undefined : "never ended";
  }
}

/** Holds the platform's notices against the providers' books, both ways. */
export async function holdBooks(
  platform: Platform,
  expected: number,
  book: readonly Taken[],
): Promise<Books> {
  const { started } = platform;
  const tables = localTables(started);
  const notices: Notice[] = [];
  let spentCentifen = 0;
  for await (const item of headsOf(started.outputs.NoticesTableName, tables)) {
    const key = item as { pk: string; sk: string };
    if (notice.idIn(key)) {
      const one = notice.fromItem(item);
      if (one.recipientId.startsWith(soakPerson)) notices.push(one);
    } else if (cost.idIn(key)) spentCentifen += cost.fromItem(item).centifen;
  }
  const ours = notices.flatMap((one) =>
    (one.attempts ?? []).map((attempt, index): Ours => ({ one, number: index + 1, attempt })),
  );
  const theirs = Map.groupBy(book, ({ provider, reference }) => `${provider} ${asRelayed(reference)}`);
  /** A push is named by its notice alone: what an attempt of it that was turned away has to do with it is nothing. */
  const takenOf = (each: Ours): readonly Taken[] =>
    each.attempt.provider === "push" && each.attempt.state === "neverTaken"
      ? []
      : (theirs.get(`${each.attempt.provider} ${referenceOf(each)}`) ?? []);
  const wrong: string[] = [];
  const known = new Set<string>();
  for (const each of ours) {
    if (counted.has(each.attempt.provider)) continue;
    const key = `${each.attempt.provider} ${referenceOf(each)}`;
    known.add(key);
    const fault = disagreement(each, takenOf(each));
    if (fault)
      wrong.push(`${each.one.noticeId} attempt ${each.number} by ${each.attempt.provider}: ${fault}`);
  }
  for (const [key, [message]] of theirs)
    if (message && !counted.has(message.provider) && !known.has(key))
      wrong.push(`${key}: taken, but no attempt of ours`);
  for (const provider of counted) {
    const taken = book.filter((one) => one.provider === provider).length;
    const states = tally(
      ours.flatMap(({ attempt }) => (attempt.provider === provider ? [attempt.state] : [])),
    );
    const { accepted = 0, unknown = 0, sending = 0, delivered = 0 } = states;
    const [least, most] = [accepted + delivered, accepted + delivered + unknown + sending];
    if (taken < least || taken > most)
      wrong.push(`${provider} took ${taken}, by our attempts ${least} to ${most}`);
  }

  let reachedTwice = 0;
  for (const [noticeId, all] of Map.groupBy(
    ours.filter((each) => !counted.has(each.attempt.provider)),
    ({ one }) => one.noticeId,
  )) {
    const arrived = all.filter((each) => takenOf(each).some(({ state }) => state === "delivered"));
    if (new Set(arrived.map(({ attempt }) => attempt.channel)).size < arrived.length)
      wrong.push(`${noticeId}: arrived twice on one way`);
    else if (arrived.length > 1 && arrived.slice(0, -1).some(({ attempt }) => attempt.state === "failed"))
      wrong.push(`${noticeId}: sent another way although it had arrived`);
    else if (arrived.length > 1) reachedTwice += 1;
  }
  const open = ["planned", "held", "sending", "unknown"];
  for (const { noticeId, state } of notices)
    if (open.includes(state)) wrong.push(`${noticeId}: still ${state}`);
  if (notices.length !== expected) wrong.push(`${notices.length} notices in place of ${expected}`);

  const attempted = ours.reduce((sum, { attempt }) => sum + Math.round((attempt.costFen ?? 0) * 100), 0);
  return {
    notices: notices.length,
    attempts: ours.length,
    taken: book.length,
    byState: tally(notices.map(({ state }) => state)),
    byAttempt: tally(ours.map(({ attempt }) => `${attempt.channel} ${attempt.state}`)),
    reachedTwice,
    costShort: attempted - spentCentifen,
    wrong,
  };
}
