import type { CaseNote, partResults } from "./case.ts";
import type { CommandAction } from "./lifecycle.ts";
import type { ActorRole } from "./transition.ts";

export type Actor = { role: ActorRole; id: string; department?: string };

export type Command = {
  action: CommandAction;
  actor: Actor;
  /** Names this command for good: a repeat with the same key changes nothing. */
  key?: string;
  note?: CaseNote;
  /** The revision of the application that the command brings along, and until when what is deferred must come. */
  form?: { revision: number; deferredUntil: string | undefined };
  /** Things in a second notice that could have been told in the first. */
  toldTooLate?: string[];
  part?: { code: string; result: (typeof partResults)[number] };
  traceparent: string;
};
