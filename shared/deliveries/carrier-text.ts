import * as z from "zod";
import { line } from "#shared/kernel/text.ts";

/** The number that a carrier gives to a parcel (运单号). */
export const waybillPattern = /^[A-Za-z0-9-]{4,40}$/;

/** Left out, null or something else: then it tells us nothing. */
export const optionalText = z.string().nullish().catch(undefined);

/** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai, as carriers write it; out comes a Date. */
export const localTimeSchema = z
  .string()
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .transform((text, context) => {
    const date = new Date(`${text.replace(" ", "T")}+08:00`);
    if (!Number.isNaN(date.getTime())) return date;
    context.addIssue({ code: "custom", message: "没有这个时间。|There is no such time." });
    return z.NEVER;
  });

/** Shanghai has had no daylight saving since 1992. */
export const localTimeOf = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

/** As much of a text as may be kept and shown; nothing of one that is no text to be shown. */
const shown = (text: z.infer<typeof optionalText>, most: number): string | undefined =>
  line(1, most).safeParse(text?.trim().slice(0, most)).data;

/** The name of a depot or town as far as it may be kept: no long numbers, which are telephones, and not too long. */
export function depotOf(text: z.infer<typeof optionalText>): { place?: string } {
  const place = shown(text, 60);
  return place && !/\d{7}/.test(place) ? { place } : {};
}

/** The carrier's own code for why something happened. */
export function reasonOf(text: z.infer<typeof optionalText>): { reasonCode?: string } {
  const reasonCode = shown(text, 32);
  return reasonCode ? { reasonCode } : {};
}
