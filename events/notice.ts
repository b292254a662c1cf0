import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { caseNumber, departmentCode } from "./identifiers.ts";

export const noticeStates = [
  "planned",
  "held",
  "sending",
  "unknown",
  "accepted",
  "delivered",
  "failed",
  "suppressed",
] as const;
export type NoticeState = (typeof noticeStates)[number];

/** What notices are about, as people choose which they want. */
export const noticeCategories = [
  "progress",
  "deadlines",
  "results",
  "payments",
  "account",
  "policies",
] as const;
export const noticeUrgencies = ["urgent", "normal", "digest"] as const;
export const noticeChannels = ["inbox", "sms", "mail", "wechat", "push", "voice"] as const;
/** Why nothing is sent; the message stands in the inbox all the same. */
export const suppressionReasons = ["optedOut", "expired", "overCap", "digested"] as const;
/** Documents that are served by a notice: each starts a limit for whoever gets it. */
export const noticeDocuments = [
  "notice",
  "refusal",
  "lapse",
  "suspension",
  "extension",
  "approval",
  "rejection",
  "termination",
] as const;

/** `<recipient, hashed>-<when it was planned for>-<hash of event, recipient and template>`. */
export const noticeId = z.string().regex(/^[0-9a-f]{32}-\d{17}-[0-9a-f]{16}$/);

/** Ids and codes only: no address, no text. */
export const noticeFacts = {
  noticeId,
  templateId: z.string().min(1).max(40),
  templateVersion: z.int().positive(),
  category: z.enum(noticeCategories),
  urgency: z.enum(noticeUrgencies),
  state: z.enum(noticeStates),
  /** The account, or the name under which a matter is theirs. */
  recipientId: z.string().min(1).max(140),
  caseNumber: caseNumber.optional(),
  department: departmentCode.optional(),
  /** It cannot be opted out of: it serves a document, or tells of one. */
  legal: z.literal(true).optional(),
  /** Of the last attempt. */
  channel: z.enum(noticeChannels).optional(),
  provider: z.string().optional(),
  why: z.enum(suppressionReasons).optional(),
};

const define = <Name extends string>(name: Name) => defineEvent("notice", name, noticeFacts);

/** 通知: what becomes of one message to one person. */
export const noticeEvents = {
  /** To be sent now: at once, when its quiet hours are over, or once more on another way. */
  planned: define("planned"),
  /** A provider took it. */
  accepted: define("accepted"),
  delivered: define("delivered"),
  /** No way is left; it stands in the inbox. */
  failed: define("failed"),
  suppressed: define("suppressed"),
};
export type NoticeEvent = EventOf<(typeof noticeEvents)[keyof typeof noticeEvents]>;

export const serviceStates = [
  "arrived",
  "read",
  "callDue",
  "called",
  "toPost",
  "posted",
  "undelivered",
  "served",
] as const;
export type ServiceState = (typeof serviceStates)[number];
export const serviceWays = ["electronic", "courier", "inPerson", "left", "published"] as const;

/** Ids and codes only. */
export const serviceFacts = {
  /** The notice's. */
  serviceId: noticeId,
  caseNumber,
  department: departmentCode,
  document: z.enum(noticeDocuments),
  /** The version of the case that the document belongs to. */
  caseVersion: z.int().positive(),
  state: z.enum(serviceStates),
  way: z.enum(serviceWays).optional(),
  /** The moment that counts; reading, calls and later proofs do not move it. */
  servedAt: z.iso.datetime().optional(),
  /** Which posting it is. */
  posting: z.int().positive().optional(),
};
const defineService = <Name extends string>(name: Name) => defineEvent("notice", name, serviceFacts);

/** 送达: how a document that starts a limit reached whom it is for. */
export const serviceEvents = {
  /** The limit of whoever was served runs from `servedAt`. */
  served: defineService("served"),
  /** To be printed and posted: there is no consent to electronic service. */
  postingDue: defineService("postingDue"),
  /** Printed; a courier is to take it. */
  posted: defineService("posted"),
  /** The courier could not bring it: somebody has to serve it in another way. */
  undelivered: defineService("undelivered"),
  /** Served three days ago and not read: a clerk telephones. */
  callDue: defineService("callDue"),
  called: defineService("called"),
};
export type ServiceEvent = EventOf<(typeof serviceEvents)[keyof typeof serviceEvents]>;
