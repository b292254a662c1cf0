import * as z from "zod";
import { noticeCategories, noticeId } from "#events/notice.ts";
import { defineRoute, pageOf, type RouteContract } from "#shared/kernel/http/contract.ts";
import { behalfQuery, pageQuery } from "#shared/kernel/http/record-contracts.ts";
import { declinedSchema, quietSchema } from "./people/preference.ts";

const citizen = { kind: "person", roles: ["citizen"] } as const;
const tag = "notices";

const messageView = z
  .strictObject({
    noticeId,
    at: z.iso.datetime(),
    category: z.enum(noticeCategories),
    title: z.string(),
    text: z.string(),
    /** A path of the pages. */
    link: z.string(),
    caseNumber: z.string().optional(),
    /** It serves a document, or tells of one. */
    legal: z.literal(true).optional(),
    /** By the consent on record its arrival here is the service of the document. */
    servedByArrival: z.literal(true).optional(),
    readAt: z.iso.datetime().optional(),
  })
  .meta({ id: "Message" });
export type MessageView = z.output<typeof messageView>;

export const listMessages = defineRoute({
  method: "GET",
  path: "/v1/me/notices",
  summary: { zh: "我的消息", en: "My messages" },
  tag,
  access: citizen,
  query: z.object({ ...pageQuery, ...behalfQuery }),
  answers: {
    200: {
      description: "the caller's, or those of whoever they act for, newest first",
      schema: pageOf(messageView),
    },
  },
});

export const countMessages = defineRoute({
  method: "GET",
  path: "/v1/me/notices/unread",
  summary: { zh: "未读消息数", en: "How many messages are unread" },
  tag,
  access: citizen,
  answers: {
    200: {
      description: "of the caller's newest fifty messages",
      schema: z.strictObject({ unread: z.int().nonnegative() }),
    },
  },
});

export const readMessage = defineRoute({
  method: "POST",
  path: "/v1/me/notices/{noticeId}/read",
  summary: { zh: "标为已读", en: "Mark a message as read" },
  tag,
  access: citizen,
  pathParameters: z.strictObject({ noticeId }),
  query: z.object(behalfQuery),
  answers: {
    200: { description: "read, now or before; the day of service stays what it was", schema: messageView },
    404: { description: "there is none, or it is not yours" },
  },
});

const chosen = {
  language: z.enum(["zh", "en"]),
  /** Ways that are not wanted, for each category; legal notices come all the same. */
  declined: declinedSchema,
  /** One's own quiet hours beside the district's, in Asia/Shanghai. */
  quiet: quietSchema.optional(),
  /** What is not urgent comes in one message a day. */
  digest: z.boolean(),
};
const preferenceView = z
  .strictObject({
    ...chosen,
    /** The consent to electronic service (电子送达) that holds. */
    electronicService: z.strictObject({ since: z.iso.datetime(), edition: z.string() }).optional(),
    /** The edition of its text by which somebody would consent now. */
    consentEdition: z.string(),
  })
  .meta({ id: "NoticePreference" });
export type PreferenceView = z.output<typeof preferenceView>;

export const getPreference = defineRoute({
  method: "GET",
  path: "/v1/me/notice-preferences",
  summary: { zh: "我的通知设置", en: "How I am told" },
  tag,
  access: citizen,
  answers: { 200: { description: "as chosen, or as usual", schema: preferenceView } },
});

export const setPreference = defineRoute({
  method: "PUT",
  path: "/v1/me/notice-preferences",
  summary: { zh: "设置通知方式", en: "Choose how to be told" },
  tag,
  access: citizen,
  body: z.strictObject({
    ...chosen,
    /** Consents to electronic service from now on, or takes that back; what was served before stays served. */
    electronicService: z.boolean(),
  }),
  answers: { 200: { description: "as chosen", schema: preferenceView } },
});

export const noticeRoutes: RouteContract[] = [
  listMessages,
  countMessages,
  readMessage,
  getPreference,
  setPreference,
];
