import type { IncomingHttpHeaders } from "node:http";
import type { Fate } from "./faults.ts";
import type { MessageBook, Taken } from "./message-book.ts";

export type Call = { url: URL; headers: IncomingHttpHeaders; rawBody: Buffer };

/** `nothing`: the connection breaks without an answer. */
export type Answer = [status: number, body: unknown] | "nothing";

export type ProviderDeps = {
  /** The id that environment `local` gives it. */
  id: string;
  book: MessageBook;
  fate: (reference: string) => Fate;
  now: () => Date;
  /** Somebody's phone has the message, or not: what the provider reports follows. */
  settle: (message: Taken, report?: Report) => Promise<void>;
};

/** A receipt's body, as this provider writes it. */
export type Report = (message: Taken) => unknown;

export type LocalProvider = { answer(call: Call): Promise<Answer> };

type Taking = {
  deps: ProviderDeps;
  message: Omit<Taken, "state" | "providerRef" | "provider" | "takenAt">;
  report?: Report;
  accepted: (taken: Taken) => Answer;
  refused: Answer;
};

/** Takes a message, or meets one of the faults that it was drawn. */
export async function takeMessage({ deps, message, report, accepted, refused }: Taking): Promise<Answer> {
  const { id, book, now, settle } = deps;
  const fate = deps.fate(message.reference);
  if (fate.refused) return refused;
  if (fate.lost) return "nothing";
  const taken = book.take({ ...message, provider: id, takenAt: now().toISOString() });
  const settled = settle(taken, report);
  if (fate.early) await settled;
  return fate.silent ? "nothing" : accepted(taken);
}
