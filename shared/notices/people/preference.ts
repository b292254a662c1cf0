import * as z from "zod";
import { noticeCategories, noticeChannels } from "#events/notice.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "请按 09:30 的格式填写时间。|Please give the time as 09:30.");
export const quietSchema = z.strictObject({ from: time, until: time });
/** Ways that people choose; the inbox is always there. */
export const chosenChannels = noticeChannels.filter((channel) => channel !== "inbox");

/** Which ways somebody does not want, for each category. */
export const declinedSchema = z.partialRecord(
  z.enum(noticeCategories),
  z
    .array(z.enum(chosenChannels as [string, ...string[]] as ["sms", "mail", "wechat", "push", "voice"]))
    .max(5),
);

/** How somebody wants to be told, and that they consent to electronic service (电子送达). */
export const preference = defineRecord({
  name: "preference",
  id: "accountId",
  format: 1,
  history: false,
  fields: {
    accountId: z.string().min(1).max(128),
    language: z.enum(["zh", "en"]),
    declined: declinedSchema,
    /** Their own quiet hours, in Asia/Shanghai; they may be longer than the district's and not shorter. */
    quiet: quietSchema.optional(),
    /** What is not urgent comes once a day, in one message. */
    digest: z.literal(true).optional(),
    /** The consent that holds, and those that were taken back: each with its edition and its days. */
    consents: z
      .array(
        z.strictObject({
          edition: z.string(),
          since: z.iso.datetime(),
          until: z.iso.datetime().optional(),
        }),
      )
      .max(20)
      .optional(),
  },
  events: { set: silent },
  indexes: {},
});
export type Preference = ReturnType<typeof preference.fromItem>;

export const consentOf = ({ consents = [] }: Pick<Preference, "consents">) =>
  consents.find(({ until }) => until === undefined);

/** Of whoever has chosen nothing: no digest, every way that has a verified address. */
export const usualPreference = (accountId: string): Omit<Preference, "version" | "lastEvent"> => ({
  accountId,
  language: "zh",
  declined: {},
});
