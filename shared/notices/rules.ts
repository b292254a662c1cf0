import data from "#data/notice-rules.json" with { type: "json" };
import type { NoticeEvent, noticeDocuments } from "#events/notice.ts";
import type { EventFilter } from "#shared/kernel/messaging/where.ts";
import type { Channel } from "./channels/port.ts";
import { templates } from "./templates.ts";

export const recipientKinds = ["applicant", "agent", "account"] as const;
type NoticeDocument = (typeof noticeDocuments)[number];

/** Whom an event means a notice for, on which ways, in this order, and until when it is worth sending. */
export type Rule = {
  /** `case.accepted`: family and name. */
  event: string;
  template: string;
  to: readonly (typeof recipientKinds)[number][];
  channels: readonly Exclude<Channel, "inbox">[];
  urgency: NoticeEvent["data"]["urgency"];
  /** After so many hours nothing is sent any more; the inbox keeps it. */
  hours: number;
  legal?: NoticeDocument;
  where?: EventFilter;
};

export const policy = data;
export const rules = data.rules as unknown as readonly Rule[];

/** What is wrong with the rules. */
export const ruleFaults = (all: readonly Rule[], known: readonly string[]): string[] =>
  all.flatMap(({ event, template, to, channels }) => [
    ...(known.includes(event) ? [] : [`${event}: there is no such event`]),
    ...(templates.some(({ id }) => id === template) ? [] : [`${event}: there is no template ${template}`]),
    ...(to.length > 0 ? [] : [`${event}: nobody is told`]),
    ...(new Set(channels).size === channels.length ? [] : [`${event}: a channel is named twice`]),
  ]);
