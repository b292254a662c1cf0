import type { ActorRole } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import type { CommandAction } from "./lifecycle-table.ts";
import type { CaseNote } from "./notes.ts";
import type { CaseHead, feeOutcomes, partResults } from "./record.ts";

/** `as`: by which name a case knows a citizen, where that is not their account: whom they act for, or their own from the window. */
export type Actor = { role: ActorRole; id: string; department?: string; as?: string };

/** By which name a case knows an actor. */
export const nameInCase = ({ id, as = id }: Actor): string => as;

export type Command = {
  action: CommandAction;
  actor: Actor;
  /** Names this command for good: a repeat with the same mark changes nothing. */
  request?: RequestMark;
  note?: CaseNote;
  /** The revision of the application that the command brings along, and until when what is deferred must come. */
  form?: {
    revision: number;
    deferredUntil: string | undefined;
    committed?: true | undefined;
    /** What is to be looked up from then on, where the revision may change that. */
    lookUps?: string[] | undefined;
    /** Of a joint matter, where the revision may choose others. */
    parts?: CaseHead["parts"];
    /** What another situation leaves of the item's limits. */
    limits?: Pick<CaseHead["item"], "legal" | "promised"> | undefined;
  };
  /** Things in a second notice that could have been listed in the first. */
  lateFindings?: string[];
  /** How the fee was settled. */
  fee?: (typeof feeOutcomes)[number];
  /** Whose case it turned out to be, when a number typed at the window was put right. */
  applicantId?: string | undefined;
  /** The actor's own verified identity is among those who apply, whatever account they applied with. */
  appliedThemselves?: boolean;
  /** Accounts of the actor's own, by their ID number, among those that somebody else's have to be. */
  ownAccounts?: readonly string[] | undefined;
  /** Whose place among the parties the actor was found to be. */
  party?: number;
  part?: { code: string; result: (typeof partResults)[number]; caseNumber: string };
  traceparent: string;
};

/** What a guard is asked with. Without a command it is asked whether there could be one: for `allowedActions`. */
export type DecisionContext = {
  department?: string | undefined;
  as?: string | undefined;
  command?: Command | undefined;
  ownAccounts?: readonly string[] | undefined;
  now: string;
};
