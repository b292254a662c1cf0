import { childTrace } from "#shared/kernel/http/trace.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Provider } from "../channels/port.ts";
import { happens } from "../decide.ts";
import { type Address, address, addressIdOf } from "../people/address.ts";
import type { Notice } from "../record.ts";
import { policy } from "../rules.ts";

export type AfterDeps = {
  notices: Pick<RecordStore<Notice>, "read" | "write">;
  addresses: Pick<RecordStore<Address>, "read" | "write">;
  providers: readonly Pick<Provider, "name" | "channel">[];
};

/** Providers of the channel that neither have this notice nor refused it. */
export const untried = <Each extends Pick<Provider, "name" | "channel">>(
  providers: readonly Each[],
  { attempts = [] }: Notice,
  channel: string,
): Each[] =>
  providers.filter(
    (one) =>
      one.channel === channel &&
      !attempts.some(({ provider, state }) => provider === one.name && state !== "neverTaken"),
  );

/** How often its last provider has turned it away before. */
const refusalsOf = ({ attempts = [], provider }: Notice): number =>
  attempts.filter((one) => one.provider === provider && one.state === "neverTaken").length;
const minutesAfter = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** After a failure: the next provider, then the next channel, or nothing more. */
export async function afterFailure(
  { notices, addresses, providers }: AfterDeps,
  noticeId: string,
  why: {
    attempt: number;
    code?: string | undefined;
    permanent: boolean;
    /** Its provider is sure that it never had it, and may be tried once more. */
    neverTaken?: boolean;
    /** Turned away for a moment: it may be tried again later where nothing else is left. */
    refused?: boolean;
    /** Nobody will ever know, so that no provider of this channel is tried any more. */
    lost?: boolean;
  },
  now: string,
  by: string,
): Promise<void> {
  const moves = happens(by);
  const after = await changeRecord(notices, noticeId, (one) => {
    // Of an earlier attempt it is known already.
    if (one.attempts?.length !== why.attempt || !one.channel) return undefined;
    const channelOver =
      why.permanent || why.lost || (!why.neverTaken && untried(providers, one, one.channel).length === 0);
    const trace = childTrace(one.lastEvent.trace);
    const left = channelOver ? one.ways.filter((way) => way !== one.channel) : one.ways;
    const { code, neverTaken, lost } = why;
    const body = { code, channelOver, neverTaken, lost };
    const next =
      left.length > 0
        ? moves(one, "tryAgain", body, { now }, trace)
        : why.refused && refusalsOf(one) < policy.retries
          ? moves(one, "retryLater", { code, until: minutesAfter(now, policy.retryMinutes) }, { now }, trace)
          : undefined;
    return next ?? moves(one, "giveUp", { code, lost }, { now }, trace);
  });
  if (!after || !why.permanent || !after.channel) return;
  const trace = childTrace(after.lastEvent.trace);
  const actor = { role: "system", id: by };
  await changeRecord(addresses, addressIdOf(after.recipientId, after.channel), (one) =>
    one.unusableSince
      ? undefined
      : address.next(one, { unusableSince: now }, { event: "unusable", at: now, actor, trace }),
  );
}
