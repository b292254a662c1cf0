import * as z from "zod";

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

/** The name of a depot or town as far as it may be kept: no long numbers, which are telephones, and not too long. */
export function depotOf(text: string | undefined): { place?: string } {
  const place = text?.trim().slice(0, 60).toWellFormed();
  return place && !/\d{7}/.test(place) ? { place } : {};
}
