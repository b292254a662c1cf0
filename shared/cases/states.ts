import type { CaseState } from "#events/case.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { isRemedyOpen, type RemediedCase } from "./remedies.ts";

/** Nobody has anything more to do: such cases leave the worklist. */
export const endStates: readonly CaseState[] = ["completed", "refused", "withdrawn", "terminated"];
/** States in which an office has something to do. */
export const openStates: readonly CaseState[] = [
  "submitted",
  "returned",
  "awaitingAcceptance",
  "supplementRequested",
  "accepted",
  "suspended",
  "forwarded",
  "approved",
  "rejected",
];

export const stateLabels: Record<CaseState, Text> = {
  awaitingParties: { zh: "待各方确认", en: "Awaiting the other applicants" },
  submitted: { zh: "已申报", en: "Submitted" },
  returned: { zh: "预审退回", en: "Returned for change" },
  awaitingAcceptance: { zh: "待受理", en: "Awaiting acceptance" },
  supplementRequested: { zh: "补正告知", en: "Supplement requested" },
  accepted: { zh: "受理", en: "Accepted" },
  suspended: { zh: "特别程序", en: "Suspended" },
  forwarded: { zh: "已转报", en: "Sent up" },
  approved: { zh: "准予", en: "Approved" },
  rejected: { zh: "不予", en: "Rejected" },
  delivering: { zh: "送达中", en: "Being delivered" },
  completed: { zh: "办结", en: "Completed" },
  refused: { zh: "不予受理", en: "Acceptance refused" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  terminated: { zh: "已终止", en: "Terminated" },
};

type Listed = RemediedCase & {
  state: CaseState;
  deliveryStalled?: true | undefined;
  refusal?: { file?: string | undefined } | undefined;
};

/**
 * A case that waits for its courier needs nobody, unless the courier is silent; a refused one needs somebody while its
 * file is to be passed on, and any one while a reconsideration or lawsuit about it is open.
 */
export const isListed = ({ state, deliveryStalled, refusal, remedy }: Listed): boolean =>
  openStates.includes(state) ||
  (state === "delivering" && deliveryStalled === true) ||
  (state === "refused" && refusal?.file === "requested") ||
  isRemedyOpen({ remedy });

/** The citizens have something to do and no office has: no worklist shows it, but the clock looks at it. */
const waitsForCitizens: CaseState = "awaitingParties";
export const isSwept = (listed: Listed): boolean => isListed(listed) || listed.state === waitsForCitizens;

/** The states of cases that a worklist shows. */
export const listedStates: readonly CaseState[] = [
  ...openStates,
  "delivering",
  "refused",
  "completed",
  "terminated",
];
export const sweptStates: readonly CaseState[] = [...listedStates, waitsForCitizens];
