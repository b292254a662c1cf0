import * as z from "zod";
import type { noticeChannels, suppressionReasons } from "#events/notice.ts";
import { type BodiesOf, bySystem, decider } from "#shared/kernel/lifecycle/decide.ts";
import type { SendOutcome } from "./channels/port.ts";
import { lifecycle } from "./lifecycle.ts";
import { type Attempt, type Notice, notice } from "./record.ts";
import { policy } from "./rules.ts";

type Way = (typeof noticeChannels)[number];

/** What each action of a person asks for. */
export const bodies = { read: z.strictObject({}) };
/** Why an attempt is over. `neverTaken`: the same provider may be tried again. `lost`: it stays unknown for ever. */
type Why = { code?: string | undefined; neverTaken?: boolean | undefined; lost?: boolean | undefined };
type Bodies = BodiesOf<typeof bodies> & {
  /** `count`: so many are told of in this one. */
  release: { count?: number };
  hold: { until: string };
  claim: { channel: Way; provider: string };
  accept: Omit<Extract<SendOutcome, { outcome: "accepted" }>, "outcome"> & { alias?: string };
  lose: object;
  /** `channelOver`: no provider of this channel is tried any more. */
  tryAgain: Why & { channelOver: boolean };
  giveUp: Why;
  retryLater: { code?: string | undefined; until: string };
  /** Of which attempt it is known, counted from 1; left out: of the last one. */
  deliver: { attempt?: number | undefined };
  recordTaken: { attempt: number } & Bodies["accept"];
  suppress: { why: (typeof suppressionReasons)[number] };
};

/** One attempt, counted from 1, with these changes; the others as they are. */
const oneWith = ({ attempts = [] }: Notice, number: number, changes: Partial<Attempt>): Attempt[] =>
  attempts.map((attempt, index) => (index === number - 1 ? { ...attempt, ...changes } : attempt));
const lastWith = (one: Notice, changes: Partial<Attempt>): Attempt[] =>
  oneWith(one, one.attempts?.length ?? 0, changes);

const endOf = ({ neverTaken, lost }: Why): Attempt["state"] =>
  neverTaken ? "neverTaken" : lost ? "unknown" : "failed";
const word = (code: string | undefined) => (code ? { code: code.slice(0, 64) } : {});

/** When an unknown is looked at next: asked after so often, then once more before another way is tried. */
export function nextAskAt(asked: number, now: string): string {
  const seconds = policy.askAfterSeconds[asked] ?? policy.unknownMinutes * 60;
  return new Date(Date.parse(now) + seconds * 1000).toISOString();
}
/** Whether it was asked after as often as it is, and nobody knows. */
export const isLost = ({ asked = 0 }: Pick<Notice, "asked">): boolean =>
  asked >= policy.askAfterSeconds.length;

const over = { nextAt: undefined, asked: undefined };

/** The next version of a notice, or why not. */
export const decide = decider(
  notice,
  lifecycle,
)<Bodies>({
  release: (_one, { count }) => ({ nextAt: undefined, ...(count && { count }) }),
  hold: (_one, { until }) => ({ nextAt: until }),
  claim: ({ attempts = [], ways }, { channel, provider }, _actor, { now }) => ({
    channel,
    provider,
    // Ways before it have no address that can be used.
    ways: ways.slice(Math.max(0, ways.indexOf(channel))),
    attempts: [...attempts, { channel, provider, at: now, state: "sending" }],
  }),
  accept: (one, { providerRef, parts, costFen, alias }) => ({
    ...over,
    attempts: lastWith(one, { state: "accepted", ref: providerRef, parts, costFen }),
    ...(alias && { alias }),
  }),
  lose: (one, _body, _actor, { now }) => {
    const asked = one.state === "unknown" ? (one.asked ?? 0) + 1 : 0;
    return {
      attempts: lastWith(one, { state: "unknown" }),
      ...(asked > 0 && { asked }),
      nextAt: nextAskAt(asked, now),
    };
  },
  tryAgain: (one, { channelOver, ...why }) => ({
    ...over,
    attempts: lastWith(one, { state: endOf(why), ...word(why.code) }),
    ...(channelOver && { ways: one.ways.filter((way) => way !== one.channel) }),
  }),
  retryLater: (one, { code, until }) => ({
    nextAt: until,
    attempts: lastWith(one, { state: "neverTaken", ...word(code) }),
  }),
  giveUp: (one, why) => ({
    ...over,
    ways: [],
    ...(one.attempts &&
      one.state !== "planned" && { attempts: lastWith(one, { state: endOf(why), ...word(why.code) }) }),
  }),
  deliver: (one, { attempt = one.attempts?.length ?? 0 }) => ({
    ...over,
    ...(one.attempts && { attempts: oneWith(one, attempt, { state: "delivered" }) }),
  }),
  recordTaken: (one, { attempt, providerRef, parts, costFen, alias }) => {
    const before = one.attempts?.[attempt - 1]?.state;
    const state = before === "sending" || before === "unknown" ? { state: "accepted" as const } : {};
    return {
      attempts: oneWith(one, attempt, { ...state, ref: providerRef, parts, costFen }),
      ...(alias && { alias }),
    };
  },
  suppress: (_one, { why }) => ({ why, nextAt: undefined }),
  read: ({ readAt }, _body, _actor, { now }) => ({ readAt: readAt ?? now }),
});

export const happens = (part: string) => bySystem(decide, part);
