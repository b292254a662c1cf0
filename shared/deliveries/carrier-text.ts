import * as z from "zod";

/** A carrier's answer, read; undefined for what is not JSON in UTF-8, such as a gateway's error page. */
export function jsonOf(said: string | Uint8Array): unknown {
  try {
    return JSON.parse(
      typeof said === "string" ? said : new TextDecoder("utf-8", { fatal: true }).decode(said),
    );
  } catch {
    return undefined;
  }
}

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

type CarrierText = z.infer<typeof optionalText>;

/** The name of a depot or town as far as it may be kept: no long numbers, which are telephones, and not too long. */
export function depotOf(text: CarrierText): { place?: string } {
  const place = text?.trim().slice(0, 60).toWellFormed();
  return place && !/\d{7}/.test(place) ? { place } : {};
}

/** The carrier's own code for why something happened. */
export function reasonOf(text: CarrierText): { reasonCode?: string } {
  const reasonCode = text?.trim().slice(0, 32);
  return reasonCode ? { reasonCode } : {};
}
