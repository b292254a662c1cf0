import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { Call } from "./calls.ts";

/** What an attempt asks beside the call: the accounts of who handled the case. */
export type Circumstances = { now: string; handlers: readonly string[] };

/** A call's life: it is tried until somebody was reached, or three times. */
export const lifecycle = defineLifecycle<Call, Circumstances>()({
  name: "call",
  states: {
    open: { zh: "待联系", en: "To be made" },
    rated: { zh: "已评价", en: "Rated" },
    refused: { zh: "不愿评价", en: "Declined" },
    unreachable: { zh: "无法联系", en: "Not reached" },
  },
  begins: ["open"],
  ends: ["rated", "refused", "unreachable"],
  guards: {
    notHandler: {
      holds: (_call, { id }, { handlers }) => !handlers.includes(id),
      text: { zh: "办件由您经办，请由他人邀评。", en: "You handled the case; somebody else calls about it." },
    },
  },
  actions: {
    record: {
      from: ["open"],
      to: ["open", "rated", "refused", "unreachable"],
      roles: ["supervisor"],
      guards: ["notHandler"],
      event: "attempted",
      label: { zh: "登记电话邀评结果", en: "Record what a call came to" },
    },
  },
});
