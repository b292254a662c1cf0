import * as z from "zod";
import { caseStates } from "./case.ts";
import { defineEvent, type EventOf } from "./define-event.ts";
import { caseNumber, departmentCode, itemCode } from "./identifiers.ts";

export const archiveStates = [
  "pending",
  "packing",
  "packed",
  "archived",
  "failed",
  "appraised",
  "destroyed",
] as const;
export type ArchiveState = (typeof archiveStates)[number];

/** Why a package could not be made, or is not what was made. */
export const archiveFailures = [
  "applicationGone",
  "materialGone",
  "materialChanged",
  "officialDocumentGone",
  "historyIncomplete",
  "chainBroken",
  "itemGone",
  "packageGone",
  "packageChanged",
] as const;
export type ArchiveFailure = (typeof archiveFailures)[number];

/** Ids and codes only: who applied is in the package. */
export const archiveFacts = {
  caseNumber,
  /** How the case ended. */
  ended: z.enum(caseStates),
  itemCode,
  itemVersion: z.int().positive(),
  department: departmentCode,
  state: z.enum(archiveStates),
};

const define = <Name extends string>(name: Name) => defineEvent("archive", name, archiveFacts);

/** 归档: what happens to the archive file of a case that has ended. */
export const archiveEvents = {
  opened: define("opened"),
  /** It is to be packed now. */
  due: define("due"),
  /** The package lies in the store; it is read back and checked next. */
  packed: define("packed"),
  archived: define("archived"),
  failed: define("failed"),
  /** The time for archiving is over. */
  late: define("late"),
  /** Its time is over, and somebody proposes to destroy it. */
  appraised: define("appraised"),
  /** It is kept for a further time. */
  extended: define("extended"),
  /** A second person approved it: the package goes away. */
  destroyed: define("destroyed"),
};
export type ArchiveEvent = EventOf<(typeof archiveEvents)[keyof typeof archiveEvents]>;
