import { draw } from "#local/carrier/parcel.ts";

/** Of all messages, the shares that fare so; each between 0 and 1, and drawn from the message's own name. */
export type NoticeFaults = {
  /** Nothing is taken, and nothing answered: the call times out. */
  lost: number;
  /** Taken, and yet the call times out. */
  silent: number;
  /** Refused for a moment. */
  refused: number;
  /** The receipt comes before the answer to the call. */
  early: number;
  /** The receipt comes twice. */
  repeated: number;
  /** No receipt comes. */
  unreported: number;
  /** The message does not arrive. */
  undelivered: number;
};

export const noFaults: NoticeFaults = {
  lost: 0,
  silent: 0,
  refused: 0,
  early: 0,
  repeated: 0,
  unreported: 0,
  undelivered: 0,
};

export type Fate = Record<keyof NoticeFaults, boolean>;

/** What happens to one message; the same for the same name, in any order of calls. */
export function fateOf(faults: NoticeFaults, provider: string, reference: string): Fate {
  const meets = (fault: keyof NoticeFaults): boolean =>
    draw("notice", fault, provider, reference) < faults[fault];
  return {
    lost: meets("lost"),
    silent: meets("silent"),
    refused: meets("refused"),
    early: meets("early"),
    repeated: meets("repeated"),
    unreported: meets("unreported"),
    undelivered: meets("undelivered"),
  };
}
