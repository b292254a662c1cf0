import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { DecisionContext } from "./command.ts";
import type { servedDocuments } from "./notes.ts";
import type { CaseRow } from "./record.ts";

/** Which documents a case has given so far, as far as its record shows. The parts of a joint matter have their own. */
const given: Record<(typeof servedDocuments)[number], (head: CaseRow) => boolean> = {
  notice: ({ notices }) => notices !== undefined,
  refusal: ({ state }) => state === "refused",
  lapse: ({ state, notices }) => state === "terminated" && notices !== undefined,
  suspension: ({ clock }) => clock.pausedAt !== undefined || clock.pauses !== undefined,
  extension: ({ clock }) => clock.extension !== undefined,
  approval: ({ decision, parts }) => decision === "approved" && !parts,
  rejection: ({ decision, parts }) => decision === "rejected" && !parts,
  termination: ({ state }) => state === "terminated",
};

/** How results are served, collected and delivered. */
export const deliveryGuards = {
  documentGiven: {
    holds: (head, _actor, { command }) => {
      const { service, correction } = command?.note ?? {};
      const kind = service?.document ?? correction?.document;
      return kind ? given[kind](head) : Object.values(given).some((isGiven) => isGiven(head));
    },
    text: {
      zh: "此件还没有出具这种文书。",
      en: "No such document has been made for this case.",
    },
  },
  servedByNow: {
    holds: ({ submittedAt }, _actor, { command, now }) => {
      const servedOn = command?.note?.service?.servedOn;
      return !servedOn || (dayOf(submittedAt) <= servedOn && servedOn <= dayOf(now));
    },
    facts: ({ now }, head) => ({ from: dayOf(head.submittedAt), until: dayOf(now) }),
    text: {
      zh: "送达日期应在申请之日（{from}）和今天（{until}）之间。",
      en: "A document is served between the day of the application ({from}) and today ({until}).",
    },
  },
  receiveByCourier: {
    holds: (head) => head.receive === "courier",
    text: { zh: "申请人没有选择快递送达。", en: "The applicant did not choose a courier." },
  },
  receiveWithoutCourier: {
    holds: (head) => head.receive !== "courier",
    text: { zh: "申请人选择了快递送达。", en: "The applicant chose a courier." },
  },
  /** Nobody has collected at a window what they say they have: whoever hands it over records it. */
  opensElectronic: {
    holds: (head, actor) => actor.role !== "citizen" || head.receive === "electronic",
    text: {
      zh: "窗口领取的结果，请到窗口出示领取码或者证件，由工作人员登记。",
      en: "Please collect it at the window with your code or your documents; the clerk records it.",
    },
  },
  deliveryFailed: {
    holds: (head) => head.delivery?.failed === true,
    text: { zh: "没有未能送达的快递。", en: "No delivery has failed." },
  },
  deliveryBegun: {
    holds: (head) => head.state === "delivering" || head.delivery?.failed === true,
    text: { zh: "结果还没有交寄。", en: "The result has not been handed to a courier." },
  },
  /** A signature is evidence; delivery in law needs the address that the applicant confirmed (送达地址确认书). */
  addressConfirmed: {
    holds: (head, actor) => actor.role !== "system" || head.addressConfirmed === true,
    text: {
      zh: "申请人没有确认送达地址，签收不等于送达，请由工作人员确认。",
      en: "The applicant has not confirmed the address: a signature alone is no delivery; staff must confirm it.",
    },
  },
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
