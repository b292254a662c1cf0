import type * as z from "zod";
import type { Locale } from "#shared/kernel/http/locale.ts";
import { type FieldError, httpProblems, type Problem } from "#shared/kernel/http/problem.ts";
import { fieldErrorsOf } from "#shared/kernel/http/validation.ts";
import type { CarrierAnswer } from "./carrier-answers.ts";
import type { CourierFact, FactIdentity } from "./fact.ts";

export type Rejection = { index: number; errors: FieldError[] };

/** What was told, before its leg has been looked up: some carriers name the waybill only. */
export type CarrierEvent = Omit<CourierFact, "carrier" | "legId" | "key"> & {
  about: { legId: string } | { waybill: string };
  identity: FactIdentity;
};

/** What a carrier's body says. */
export type Inbound = {
  events: CarrierEvent[];
  rejected: Rejection[];
  /** The carrier's own codes that mean nothing to us. */
  unknownCodes: string[];
  /** The body as a whole says nothing that could be understood. */
  unreadable?: Problem;
  /** The carrier's number of this very message, where it wants it back. */
  receipt?: string;
};

/** What one entry of a body is: errors, a code that we do not know, nothing of consequence, or something told. */
export type Entry = FieldError[] | string | undefined | CarrierEvent;

/** Takes a body's entries one by one. */
export function inboundOf(
  entries: readonly unknown[],
  read: (raw: unknown, index: number) => Entry,
): Inbound {
  const inbound: Inbound = { events: [], rejected: [], unknownCodes: [] };
  entries.forEach((raw, index) => {
    const entry = read(raw, index);
    if (Array.isArray(entry)) inbound.rejected.push({ index, errors: entry });
    else if (typeof entry === "string") inbound.unknownCodes.push(entry);
    else if (entry) inbound.events.push(entry);
  });
  return inbound;
}

/** Of a body that is not what its carrier sends; `error` says where, if it could be looked at at all. */
export function unreadableBody(error?: z.ZodError): Inbound {
  const errors = error ? fieldErrorsOf("body", error) : [];
  const unreadable = error
    ? httpProblems.invalidRequest({ facts: { count: errors.length }, errors })
    : httpProblems.malformedBody();
  return { events: [], rejected: [], unknownCodes: [], unreadable };
}

/** How one kind of carrier tells us its events, and how it wants to be answered. */
export type CarrierFormat = {
  /** Reads the same body always alike; `now` is when it came. */
  read(rawBody: Uint8Array, now: string): Promise<Inbound>;
  /**
   * The answer once the body is taken: a carrier sends again only what a repeat can help.
   * @throws Problem when nothing could be read and the carrier can do something about it
   */
  acknowledge(inbound: Inbound, locale: Locale): CarrierAnswer;
  /** The answer when the body could be neither merged nor queued: send it again. */
  decline(inbound: Inbound): CarrierAnswer;
};

/** A carrier's clock may be a little ahead of ours. */
const aheadMilliseconds = 10 * 60_000;

/** Most often local time sent as UTC. Let in, it would outrank what truly comes after it. */
export const timeErrors = (path: string, happened: Date, now: string): FieldError[] =>
  happened.getTime() <= Date.parse(now) + aheadMilliseconds
    ? []
    : [
        {
          path,
          code: "inFuture",
          message: {
            zh: "时间晚于当前时间，请检查时区。",
            en: "This lies in the future; check the time zone.",
          },
        },
      ];
