import * as z from "zod";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { recipientKeyOf } from "../recipient.ts";
import { chosenChannels } from "./preference.ts";

const instant = z.iso.datetime();
const value = z.string().min(1).max(2000);

export const addressIdOf = (accountId: string, channel: string): string =>
  `${recipientKeyOf(accountId)}-${channel}`;

/** Where somebody is reached on one channel. A new one is used after it is verified and has cooled (防换号盗码). */
export const address = defineRecord({
  name: "address",
  id: "addressId",
  format: 1,
  grouped: true,
  history: false,
  fields: {
    addressId: z.string(),
    accountId: z.string().min(1).max(128),
    channel: z.enum(chosenChannels as [string, ...string[]] as ["sms", "mail", "wechat", "push", "voice"]),
    /** The one in use. */
    current: value.optional(),
    verifiedAt: instant.optional(),
    /** Verified, and used from `coolsAt` on; until then the one before is. */
    next: value.optional(),
    coolsAt: instant.optional(),
    /** Waits for its code. */
    pending: value.optional(),
    code: z.string().optional(),
    codeUntil: instant.optional(),
    tries: z.int().nonnegative().optional(),
    /** When codes were asked for, of the last day. */
    asks: z.array(instant).max(20).optional(),
    /** The provider says that nothing can be delivered there. */
    unusableSince: instant.optional(),
  },
  events: {
    codeAsked: silent,
    tried: silent,
    verified: silent,
    changed: silent,
    unusable: silent,
    removed: silent,
  },
  sealed: { fields: ["current", "next", "pending", "code"] },
  indexes: {},
});
export type Address = ReturnType<typeof address.fromItem>;

/** Where it goes now; undefined: nowhere. */
export function inUse({ current, next, coolsAt, unusableSince }: Address, now: string): string | undefined {
  if (next && coolsAt && coolsAt <= now) return next;
  return unusableSince ? undefined : current;
}
