import * as z from "zod";
import { noticeId } from "#events/notice.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import {
  type MessageHandler,
  NotOursError,
  PermanentError,
  parseJson,
} from "#shared/kernel/messaging/consumer.ts";
import { attemptsOf, attemptsToFind } from "#shared/kernel/messaging/dead-letter.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Provider } from "#shared/notices/channels/port.ts";
import { happens, isLost } from "#shared/notices/decide.ts";
import type { Notice, notice } from "#shared/notices/record.ts";
import { type AfterDeps, afterFailure } from "#shared/notices/sending/after.ts";
import { watch } from "#shared/notices/sending/circuit.ts";
import { type LowerDeps, lower } from "#shared/notices/sending/lower.ts";
import { addressFor, aliasOf, type Outcome } from "#shared/notices/sending/message.ts";

export type OutcomeDeps = Omit<AfterDeps, "providers" | "notices"> & {
  notices: Pick<RecordStore<Notice, (typeof notice)["indexes"]>, "read" | "write" | "list">;
  circuits: LowerDeps["circuits"];
  providers: readonly Pick<Provider, "name" | "channel" | "weight" | "ask">[];
  ask(outcome: Outcome, seconds: number): Promise<void>;
  now: Clock;
};

/** The alarm of `context.ts` counts `notOurs`, by provider. */
export const logs = defineLogs("noticeOutcomes", {
  delivered: { level: "info", text: "a message was delivered" },
  repeated: { level: "info", text: "a receipt told what was known, or nothing of ours" },
  notOurs: { level: "warn", text: "a provider tells of a message that was not found for minutes" },
  contradicted: { level: "warn", text: "the provider, asked, does not say what a receipt says" },
});

const outcomeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ask"), noticeId }),
  z.strictObject({
    kind: z.literal("receipt"),
    provider: z.string(),
    receipt: z.object({
      providerRef: z.string().max(128).optional(),
      noticeId: z.string().max(80).optional(),
      attempt: z.int().positive().optional(),
      outcome: z.enum(["delivered", "failed"]),
      failure: z.enum(["permanent", "temporary"]).optional(),
      code: z.string().max(64).optional(),
      at: z.string(),
    }),
  }),
]);
type Receipt = Extract<z.output<typeof outcomeSchema>, { kind: "receipt" }>["receipt"];

/** Which of its attempts a receipt is about, counted from 1; 0: none that this provider had. */
function attemptOf({ attempts = [] }: Notice, provider: string, { attempt, providerRef }: Receipt): number {
  if (attempt) return attempts[attempt - 1]?.provider === provider ? attempt : 0;
  const named = attempts.findIndex((one) => one.provider === provider && one.ref === providerRef);
  return (named < 0 ? attempts.findLastIndex((one) => one.provider === provider) : named) + 1;
}

const moves = happens("outcomes");
/** The longest that a queue keeps a message back, in seconds. */
const longestDelay = 900;
const over = ["delivered", "suppressed", "failed"];

/** What became of messages: receipts as they come, and questions where none came. */
export function noticeOutcomes(deps: OutcomeDeps): MessageHandler {
  const { notices, addresses, providers, ask } = deps;
  const seen = watch();

  const deliver = (id: string, attempt?: number) =>
    changeRecord(notices, id, (one) =>
      moves(one, "deliver", { attempt }, { now: deps.now() }, childTrace(one.lastEvent.trace)),
    );

  /** What its provider says of the last attempt; undefined where it cannot be asked. */
  const askedOf = async (one: Notice) => {
    const last = one.attempts?.at(-1);
    const provider = providers.find(({ name }) => name === last?.provider);
    const address = last && (await addressFor(addresses, one, last.channel, last.at));
    if (!last || !provider?.ask || address === undefined) return undefined;
    const message = { noticeId: one.noticeId, attempt: one.attempts?.length ?? 1, address, sentOn: last.at };
    return provider.ask(last.ref, message);
  };

  const lookAfter = async (id: string): Promise<void> => {
    const one = await notices.read(id);
    if (one?.state !== "unknown") return;
    const now = deps.now();
    const secondsTo = (at = now): number => Math.ceil((Date.parse(at) - Date.parse(now)) / 1000);
    const again = (at: string | undefined) =>
      ask({ kind: "ask", noticeId: id }, Math.min(secondsTo(at), longestDelay));
    if (secondsTo(one.nextAt) > 0) return again(one.nextAt);
    const attempt = one.attempts?.length ?? 1;
    const answer = await askedOf(one);
    if (answer === "delivered") {
      await deliver(id);
      return;
    }
    const after = (more: { neverTaken?: boolean; lost?: boolean }) =>
      afterFailure(deps, id, { attempt, permanent: false, ...more }, now, "outcomes");
    // Surely not taken: the same provider may have it once more.
    if (answer === "failed" || answer === "notFound") return after({ neverTaken: answer === "notFound" });
    // Another way, and never the same one again: it may have been taken.
    if (isLost(one)) return after({ lost: true });
    const later = await changeRecord(notices, id, (unknown) =>
      unknown.version === one.version
        ? moves(unknown, "lose", {}, { now }, childTrace(unknown.lastEvent.trace))
        : undefined,
    );
    if (later) await again(later.nextAt);
  };

  const found = async (
    provider: string,
    { noticeId: id, providerRef }: Receipt,
  ): Promise<Notice | undefined> => {
    if (id && noticeId.safeParse(id).success) return notices.read(id);
    if (!providerRef) return undefined;
    const { items } = await notices.list("byAlias", aliasOf(provider, providerRef), { limit: 1 });
    return items[0];
  };

  const received = async (provider: string, receipt: Receipt, tried: number): Promise<void> => {
    const one = await found(provider, receipt);
    // It may be told before what it is about is written: tried again, then set aside.
    if (!one) {
      const reason = `a receipt of ${provider} is about a message that is not there`;
      if (!(tried >= attemptsToFind)) throw new Error(reason);
      log(logs.notOurs, { provider, receipts: 1 });
      throw new NotOursError(reason);
    }
    const { noticeId: id, state, attempts = [] } = one;
    if (receipt.outcome === "delivered") {
      const number = attemptOf(one, provider, receipt);
      const theirs = attempts[number - 1];
      const isNew = theirs && state !== "delivered" && (await deliver(id, number));
      log(isNew ? logs.delivered : logs.repeated, { noticeId: id, provider });
      if (!isNew) return;
      const seconds = (Date.parse(receipt.at) - Date.parse(theirs.at)) / 1000;
      if (seen.took(provider, seconds, deps.now())) await lower(deps, provider, "outcomes");
      return;
    }
    const last = attempts.at(-1);
    const attempt = receipt.attempt ?? attempts.length;
    const isOfLast = last?.provider === provider && attempt === attempts.length;
    if (!isOfLast || over.includes(state) || last.state === "failed")
      return log(logs.repeated, { noticeId: id, provider });
    // A failure sends it again, so the provider is asked whether it said that: receipts are not signed.
    const answer = await askedOf(one);
    if (answer !== undefined && answer !== "failed" && answer !== "notFound")
      return log(logs.contradicted, { noticeId: id, provider });
    const { failure, code } = receipt;
    await afterFailure(
      deps,
      id,
      { attempt, code, permanent: failure === "permanent" },
      deps.now(),
      "outcomes",
    );
  };

  return async (body, record) => {
    const parsed = outcomeSchema.safeParse(parseJson(body));
    if (!parsed.success) throw new PermanentError("not what becomes of a message");
    const outcome = parsed.data;
    return outcome.kind === "ask"
      ? lookAfter(outcome.noticeId)
      : received(outcome.provider, outcome.receipt, attemptsOf(record));
  };
}
