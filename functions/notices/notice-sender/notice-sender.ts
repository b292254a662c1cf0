import type { NoticeEvent } from "#events/notice.ts";
import { dayOf, startOfDay } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord, keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Provider } from "#shared/notices/channels/port.ts";
import { happens } from "#shared/notices/decide.ts";
import type { Preference } from "#shared/notices/people/preference.ts";
import { quietUntil } from "#shared/notices/plan.ts";
import type { Notice } from "#shared/notices/record.ts";
import { policy } from "#shared/notices/rules.ts";
import { type AfterDeps, afterFailure, untried } from "#shared/notices/sending/after.ts";
import { type Circuit, chosen, circuitId, watch, weightOf } from "#shared/notices/sending/circuit.ts";
import {
  type Cost,
  costIdOf,
  isNearCeiling,
  isOverCeiling,
  type Spent,
  withSpent,
} from "#shared/notices/sending/cost.ts";
import { lower } from "#shared/notices/sending/lower.ts";
import { addressFor, aliasOf, messageFor, type Outcome } from "#shared/notices/sending/message.ts";
import type { TextSources } from "#shared/notices/texts.ts";
import { sent as follows } from "#shared/notices/wiring.ts";

export type SenderDeps = Omit<AfterDeps, "providers"> & {
  providers: readonly Provider[];
  preferences: Pick<RecordStore<Preference>, "read">;
  circuits: Pick<RecordStore<Circuit>, "read" | "write">;
  costs: Pick<RecordStore<Cost>, "read" | "write">;
  sources: TextSources;
  /** Asks later, in so many seconds. */
  ask(outcome: Outcome, seconds: number): Promise<void>;
  now: Clock;
};

const logs = defineLogs("noticeSender", {
  sent: { level: "info", text: "a message was given to a provider" },
  lost: { level: "warn", text: "nobody knows whether a provider took a message" },
  nearCeiling: { level: "warn", text: "a department has spent 80 % of what its notices may cost this month" },
  overCeiling: { level: "error", text: "a department has spent what its notices may cost this month" },
  costUnwritten: {
    level: "error",
    text: "what messages cost could not be written; it is tried again with the next ones",
  },
});

const moves = happens("sender");
/** Tomorrow morning, when the month may have become another one. */
const dayAfter = (now: string): string =>
  new Date(Date.parse(startOfDay(dayOf(now))) + 32 * 3_600_000).toISOString();
/** A number from 0 to 1 that follows from the notice and its attempt. */
const placeOf = (id: string, attempt: number): number =>
  Number.parseInt(sha256Hex(`${id} ${attempt}`).slice(0, 8), 16) / 2 ** 32;

/** Sends what is planned: the attempt is written before the provider is called, and what nobody knows is asked after. */
export function noticeSender(deps: SenderDeps) {
  const { notices, addresses, preferences, providers, circuits, costs, sources, ask } = deps;
  const seen = watch();
  const spent: Spent[] = [];
  let losses: { at: number; of: Circuit["losses"] } | undefined;

  const lossesNow = async (): Promise<Circuit["losses"]> => {
    const at = Date.parse(deps.now());
    // Half a minute old is new enough for weights.
    if (!losses || at - losses.at > 30_000)
      losses = { at, of: (await circuits.read(circuitId, { maybeOlder: true }))?.losses ?? {} };
    return losses.of;
  };

  const failed = async (name: string): Promise<void> => {
    if (!seen.failed(name, deps.now())) return;
    await lower(deps, name, "sender");
    losses = undefined;
  };

  const isOverCost = async ({ department, legal, urgency }: Notice): Promise<boolean> => {
    if (legal || urgency === "urgent" || !department) return false;
    const month = await costs.read(costIdOf(department, deps.now()), { maybeOlder: true });
    return month !== undefined && isOverCeiling(month);
  };

  /** The first way that has an address, and a provider that was not tried on it. */
  const wayOf = async (one: Notice) => {
    const weights = await lossesNow();
    const now = deps.now();
    for (const channel of one.ways) {
      const address = await addressFor(addresses, one, channel, now);
      if (address === undefined) continue;
      const provider = chosen(
        untried(providers, one, channel),
        ({ name, weight }) => weightOf(weight, weights[name], now),
        placeOf(one.noticeId, one.attempts?.length ?? 0),
      );
      if (provider) return { channel, address, provider };
    }
    return undefined;
  };

  const end = (noticeId: string) =>
    changeRecord(notices, noticeId, (one) => {
      const moment = { now: deps.now() };
      const trace = childTrace(one.lastEvent.trace);
      if (one.attempts) return moves(one, "giveUp", {}, moment, trace);
      return moment.now < one.expiresOn
        ? moves(one, "giveUp", { code: "noWay" }, moment, trace)
        : moves(one, "suppress", { why: "expired" }, moment, trace);
    });

  /** Nobody knows: it is asked after, and never just sent again. */
  const lose = async (noticeId: string): Promise<void> => {
    const lost = await changeRecord(notices, noticeId, (one) =>
      one.state === "sending"
        ? moves(one, "lose", {}, { now: deps.now() }, childTrace(one.lastEvent.trace))
        : undefined,
    );
    if (!lost) return;
    log(logs.lost, { noticeId, provider: lost.provider });
    await ask({ kind: "ask", noticeId }, policy.askAfterSeconds[0] ?? 60);
  };

  const holdUntil = (noticeId: string, until: string) =>
    changeRecord(notices, noticeId, (one) =>
      moves(one, "hold", { until }, { now: deps.now() }, childTrace(one.lastEvent.trace)),
    );

  /** When it may go, where that is not now: another way, two hours later perhaps, must not ring by night. */
  const quietFor = async ({ urgency, attempts, recipientId }: Notice): Promise<string | undefined> => {
    if (urgency === "urgent") return undefined;
    // The first attempt was planned for now, by their own hours too.
    const own = attempts && (await preferences.read(recipientId, { maybeOlder: true }));
    return quietUntil(deps.now(), own?.quiet);
  };

  const accepted = async (
    claimed: Notice,
    provider: Provider,
    { providerRef, parts, costFen }: { providerRef: string; parts: number; costFen: number },
  ): Promise<void> => {
    const alias = provider.givesBack ? {} : { alias: aliasOf(provider.name, providerRef) };
    const attempt = claimed.attempts?.length ?? 1;
    const body = { providerRef, parts, costFen, ...alias };
    await changeRecord(notices, claimed.noticeId, (one) => {
      const trace = childTrace(one.lastEvent.trace);
      const moment = { now: deps.now() };
      const taken = one.attempts?.length === attempt && moves(one, "accept", body, moment, trace);
      return taken || moves(one, "recordTaken", { attempt, ...body }, moment, trace);
    });
    const { department, noticeId, channel } = claimed;
    if (department && costFen > 0) spent.push({ department, centifen: Math.round(costFen * 100), parts });
    log(logs.sent, { noticeId, channel, provider: provider.name });
  };

  const send = async (noticeId: string): Promise<void> => {
    const planned = await notices.read(noticeId);
    // Begun before, by an execution that did not end: what it did is not known.
    if (planned?.state === "sending") return lose(noticeId);
    if (planned?.state !== "planned") return;
    const now = deps.now();
    const until = (await isOverCost(planned)) ? dayAfter(now) : await quietFor(planned);
    if (until) {
      await holdUntil(noticeId, until);
      return;
    }
    const way = now < planned.expiresOn ? await wayOf(planned) : undefined;
    if (!way) {
      await end(noticeId);
      return;
    }
    const { channel, address, provider } = way;
    const body = { channel, provider: provider.name };
    const claimed = moves(planned, "claim", body, { now }, childTrace(planned.lastEvent.trace));
    if (!claimed) return;
    // Before it is claimed: what cannot be worded now surely was not sent.
    const message = await messageFor(claimed, channel, address, sources);
    // Somebody else was faster: they send it.
    if (!(await notices.write(claimed))) return;
    const outcome = await provider.send(message);
    if (outcome.outcome === "accepted") return accepted(claimed, provider, outcome);
    if (outcome.outcome === "unknown") {
      await lose(noticeId);
      return failed(provider.name);
    }
    const { failure, code } = outcome;
    const isForGood = failure === "permanent";
    const why = { attempt: message.attempt, code, permanent: isForGood, refused: !isForGood };
    await afterFailure(deps, noticeId, why, deps.now(), "sender");
    if (failure === "temporary") await failed(provider.name);
  };

  const settleOf = async (department: string, all: readonly Spent[]): Promise<void> => {
    const now = deps.now();
    let before: Cost | undefined;
    const after = await keepRecord(costs, costIdOf(department, now), (month) => {
      before = month;
      return withSpent(month, all, now);
    });
    if (isOverCeiling(after) && !(before && isOverCeiling(before))) log(logs.overCeiling, { department });
    else if (isNearCeiling(after) && !(before && isNearCeiling(before)))
      log(logs.nearCeiling, { department });
  };

  /** What this batch cost, written once for each department; what cannot be written waits for the next batch. */
  const settle = async (): Promise<void> => {
    for (const [department, all] of Map.groupBy(spent.splice(0), (one) => one.department))
      await settleOf(department, all).catch((error: unknown) => {
        spent.push(...all);
        log(logs.costUnwritten, { department, cause: error instanceof Error ? error.name : "unknown" });
      });
  };

  const handle: MessageHandler = followEvents(follows, {
    planned: ({ data: { noticeId } }: NoticeEvent) => send(noticeId),
  });
  return { handle, settle };
}
