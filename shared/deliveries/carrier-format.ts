import type { Locale } from "#shared/kernel/http/locale.ts";
import type { FieldError, Problem } from "#shared/kernel/http/problem.ts";
import type { CarrierAnswer } from "./carrier-answers.ts";
import type { CourierFact, FactIdentity } from "./fact.ts";

export type Rejection = { index: number; errors: FieldError[] };

/** What was told, before its leg has been looked up: some carriers name the waybill only. */
export type Told = Omit<CourierFact, "carrier" | "legId" | "key"> & {
  about: { legId: string } | { waybill: string };
  identity: FactIdentity;
};

/** What a carrier's body says. */
export type Inbound = {
  told: Told[];
  rejected: Rejection[];
  /** The carrier's own codes that mean nothing to us. */
  unknownCodes: string[];
  /** The body as a whole says nothing that could be understood. */
  unreadable?: Problem;
  /** The carrier's number of this very message, where it wants it back. */
  receipt?: string;
};

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
