import * as z from "zod";
import { isSameText } from "#shared/kernel/crypto/same-text.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord, type StepOf } from "#shared/kernel/records/record.ts";
import { policy } from "../rules.ts";
import { type Address, address, addressIdOf, inUse } from "./address.ts";

const rule = policy.codes;
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

/** How often codes were asked for to one address, by whichever accounts: nobody is bombed with messages. */
export const codeCap = defineRecord({
  name: "codeCap",
  id: "capId",
  format: 1,
  history: false,
  fields: {
    /** A key made of the address, and not the address. */
    capId: z.string(),
    asks: z.array(z.iso.datetime()).max(20),
  },
  events: { asked: silent },
  goesAt: ({ lastEvent }) => new Date(Date.parse(lastEvent.at) + 2 * day).toISOString(),
  indexes: {},
});
export type CodeCap = ReturnType<typeof codeCap.fromItem>;

/** Seconds until another code may be asked for after these; undefined: now. */
export function waitAfter(asks: readonly string[], now: string): number | undefined {
  const at = Date.parse(now);
  const waits = (
    [
      [minute, rule.perMinute],
      [hour, rule.perHour],
      [day, rule.perDay],
    ] as const
  ).flatMap(([span, most]) => {
    const recent = asks.map((one) => Date.parse(one)).filter((one) => one > at - span);
    const oldest = recent.at(-most);
    return recent.length >= most && oldest !== undefined ? [Math.ceil((oldest + span - at) / 1000)] : [];
  });
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

/** With one more, those of the last day. */
export const asksWith = (asks: readonly string[], now: string): string[] =>
  [...asks.filter((one) => Date.parse(one) > Date.parse(now) - day), now].slice(-20);

type Asked = Pick<Address, "accountId" | "channel"> & { value: string; code: string };

/** A code for a new address. What is in use stays so. */
export function codeAsked(
  before: Address | undefined,
  { accountId, channel, value, code }: Asked,
  step: Omit<StepOf<Address>, "event">,
): Address {
  const fields = {
    pending: value,
    code,
    codeUntil: new Date(Date.parse(step.at) + rule.minutes * minute).toISOString(),
    tries: 0,
    asks: asksWith(before?.asks ?? [], step.at),
  };
  return before
    ? address.next(before, fields, { ...step, event: "codeAsked" })
    : address.first(
        { addressId: addressIdOf(accountId, channel), accountId, channel, ...fields },
        { ...step, event: "codeAsked" },
      );
}

/** Whether a code is waited for at all, so that a try counts. */
export const awaitsCode = ({ pending, codeUntil = "", tries = 0 }: Address, now: string): boolean =>
  pending !== undefined && now < codeUntil && tries < rule.tries;

/**
 * After somebody typed a code. The right one makes the address theirs: the first at once, another after a day, in which the
 * one before is used and told of it.
 */
export function codeTyped(before: Address, typed: string, step: Omit<StepOf<Address>, "event">): Address {
  const { pending, code = "", tries = 0 } = before;
  if (!isSameText(code, typed))
    return address.next(before, { tries: tries + 1 }, { ...step, event: "tried" });
  const used = inUse(before, step.at);
  const done = { pending: undefined, code: undefined, codeUntil: undefined, tries: undefined };
  const cools = used !== undefined && used !== pending;
  return address.next(
    before,
    cools
      ? {
          ...done,
          current: used,
          next: pending,
          coolsAt: new Date(Date.parse(step.at) + policy.coolingHours * hour).toISOString(),
        }
      : {
          ...done,
          current: pending,
          next: undefined,
          coolsAt: undefined,
          unusableSince: undefined,
          verifiedAt: step.at,
        },
    { ...step, event: cools ? "changed" : "verified" },
  );
}

/** Nothing is sent there any more; how often codes were asked for stays known. */
export const addressRemoved = (before: Address, step: Omit<StepOf<Address>, "event">): Address =>
  address.next(
    before,
    {
      current: undefined,
      next: undefined,
      coolsAt: undefined,
      pending: undefined,
      code: undefined,
      codeUntil: undefined,
      verifiedAt: undefined,
    },
    { ...step, event: "removed" },
  );
