import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { DecisionContext } from "./command.ts";
import type { CaseRow } from "./record.ts";

const feeUnpaid = {
  zh: "费用还没有缴清，也没有免缴；请等待缴款到账，或者先办理减免。",
  en: "The fee is neither paid nor waived. Please wait for the payment, or settle a waiver first.",
};

/** What waits until the fee is paid or waived. */
export const feeGuards = {
  feeDue: {
    holds: (head) => head.item.fee !== undefined && head.fee === undefined,
    text: { zh: "没有待结清的费用。", en: "No fee is outstanding." },
  },
  feeSettledForAcceptance: {
    holds: (head) => head.item.fee !== "acceptance" || head.fee !== undefined,
    text: feeUnpaid,
  },
  feeSettledForDecision: {
    holds: (head) => !head.item.fee || head.item.fee === "delivery" || head.fee !== undefined,
    text: feeUnpaid,
  },
  /** Of a decision not to grant nothing is handed over that was to be paid for. */
  feeSettled: {
    holds: (head) => !head.item.fee || head.fee !== undefined || head.decision === "rejected",
    text: feeUnpaid,
  },
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
