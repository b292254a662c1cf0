import * as z from "zod";
import { shortDigest } from "#events/identifiers.ts";
import { noticeChannels, noticeEvents, noticeFacts, noticeId } from "#events/notice.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { retainedFrom } from "#shared/kernel/records/retention.ts";
import { recipientKeyOf } from "./recipient.ts";
import { policy } from "./rules.ts";

/** The relay tells of every record that this file exports. */
export { address } from "./people/address.ts";
export { preference } from "./people/preference.ts";
export { codeCap } from "./people/verify.ts";
export { circuit } from "./sending/circuit.ts";
export { cost } from "./sending/cost.ts";
export { service } from "./service/record.ts";

const instant = z.iso.datetime();
/** In these states the clock, or an answer, moves it on. */
export const waitingStates = ["held", "unknown"] as const;
export const duePartition = "DUE";

/** `neverTaken`: its provider is sure that it never had it, so that it may be given it once more. */
export const attemptStates = ["sending", "accepted", "unknown", "failed", "neverTaken", "delivered"] as const;
export const attemptSchema = z.strictObject({
  channel: z.enum(noticeChannels),
  provider: z.string().max(40),
  at: instant,
  state: z.enum(attemptStates),
  /** The provider's own id of it. */
  ref: z.string().max(128).optional(),
  parts: z.int().positive().optional(),
  costFen: z.number().nonnegative().optional(),
  /** The provider's word for why not. */
  code: z.string().max(64).optional(),
});
export type Attempt = z.infer<typeof attemptSchema>;
export const maxAttempts = 12;

/** The same for a redelivered event. Ids of one person are in the order of what happened. */
export function noticeIdOf({
  eventId,
  at,
  recipientId,
  templateId,
}: {
  eventId: string;
  at: string;
  recipientId: string;
  templateId: string;
}): string {
  const hash = sha256Hex(JSON.stringify([eventId, recipientId, templateId])).slice(0, 16);
  return `${recipientKeyOf(recipientId)}-${at.replace(/\D/g, "")}-${hash}`;
}
export const recipientKeyIn = (noticeId: string): string => noticeId.slice(0, 32);

/** One message to one person (通知). Its texts are made when it is sent or read; no address and no text is here. */
export const notice = defineRecord({
  name: "notice",
  id: "noticeId",
  format: 1,
  grouped: true,
  history: false,
  fields: {
    ...noticeFacts,
    language: z.enum(["zh", "en"]),
    plannedAt: instant,
    /** After it nothing is sent any more. */
    expiresOn: instant,
    item: z.strictObject({ code: z.string(), version: z.int().positive() }).optional(),
    /** The edition of a policy that it tells of. */
    policy: z.strictObject({ id: shortDigest, edition: z.int().positive() }).optional(),
    /** Ways that are left, in their order. */
    ways: z.array(z.enum(noticeChannels)).max(6),
    attempts: z.array(attemptSchema).max(maxAttempts).optional(),
    /** How often the provider was asked after the last attempt. */
    asked: z.int().positive().optional(),
    /** When the clock looks at it next. */
    nextAt: instant.optional(),
    /** By which a receipt finds it whose provider does not give our id back. */
    alias: z.string().optional(),
    /** It was told of in another message, of so many. */
    count: z.int().positive().optional(),
    readAt: instant.optional(),
    /** The service of the document that it tells of. */
    serviceId: noticeId.optional(),
    /** The address that it is about: a code for it, or that it was changed. */
    addressId: z.string().optional(),
  },
  events: {
    ...noticeEvents,
    held: silent,
    sending: silent,
    unknown: silent,
    taken: silent,
    read: silent,
  },
  goesAt: ({ plannedAt }) => retainedFrom(plannedAt, "notice"),
  indexes: {
    // What was held or is unknown; most notices are never in it.
    due: {
      key: "dueKey",
      partition: ({ state, nextAt }) =>
        nextAt && (state === "held" || state === "unknown") ? duePartition : undefined,
      sort: "nextAt",
    },
    byAlias: {
      key: "alias",
      partition: ({ alias }) => alias,
      sort: "plannedAt",
    },
  },
});
export type Notice = ReturnType<typeof notice.fromItem>;

/** Ways whose providers tell what became of a message. */
const reported: readonly string[] = ["sms", "voice"];

/**
 * As it stands for whoever looks: of what was taken and never reported, nobody knows any more whether it came. No clock
 * writes that down. Two more units a notice would buy nothing, since a document that is not read is telephoned about anyway.
 */
export function stateAt(one: Pick<Notice, "state" | "channel" | "attempts">, now: string): Notice["state"] {
  const { state, channel = "inbox", attempts = [] } = one;
  const at = attempts.at(-1)?.at;
  if (state !== "accepted" || !at || !reported.includes(channel)) return state;
  return Date.parse(now) - Date.parse(at) < policy.receiptHours * 3_600_000 ? state : "unknown";
}
