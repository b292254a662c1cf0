import type { LegKind, LegState } from "#events/delivery.ts";
import type { Text } from "#shared/kernel/http/locale.ts";

const office: Text = { zh: "政务服务中心", en: "the government hall" };
const applicant: Text = { zh: "您的地址", en: "your address" };
const sender = (kind: LegKind): Text => (kind === "inbound" ? applicant : office);
const recipient = (kind: LegKind): Text => (kind === "inbound" ? office : applicant);

/** What will happen to papers next, for the applicant to read; nothing when their journey has ended well. */
const steps: Record<LegState, (kind: LegKind) => Text | undefined> = {
  requested: () => ({ zh: "正在向快递企业下单。", en: "The courier is being asked to come." }),
  ordered: (kind) => ({
    zh: `快递员将到${sender(kind).zh}取件。`,
    en: `The courier will collect the papers at ${sender(kind).en}.`,
  }),
  collected: (kind) => onTheWay(kind),
  inTransit: (kind) => onTheWay(kind),
  forwarded: (kind) => onTheWay(kind),
  outForDelivery: (kind) => ({
    zh: `快递员正在送往${recipient(kind).zh}，请保持电话畅通。`,
    en: `The courier is on the way to ${recipient(kind).en}; please keep your phone at hand.`,
  }),
  attemptFailed: () => ({
    zh: "没有送到，快递员会再次派送，请留意来电。",
    en: "Nobody could be found. The courier will try again; please watch for a call.",
  }),
  atPickupPoint: () => ({
    zh: "已放在自提点，请凭取件码尽快领取。",
    en: "The papers wait at a pick-up point; please fetch them soon with your code.",
  }),
  returning: (kind) => ({
    zh: `正在退回${sender(kind).zh}。`,
    en: `The papers are on their way back to ${sender(kind).en}.`,
  }),
  delivered: () => undefined,
  returned: (kind) =>
    kind === "inbound"
      ? {
          zh: "已退回，请重新寄送或到窗口提交。",
          en: "They came back. Send them again or bring them to a window.",
        }
      : {
          zh: "已退回，请核对地址后申请再次寄送。",
          en: "They came back. Check the address, then ask to have them sent again.",
        },
  lost: () => ({
    zh: "快递企业报告遗失，工作人员会与您联系。",
    en: "The courier reports them lost. The office will get in touch with you.",
  }),
  cancelled: () => undefined,
};

const onTheWay = (kind: LegKind): Text => ({
  zh: `运输途中，下一步将派送到${recipient(kind).zh}。`,
  en: `On the way; next they are brought to ${recipient(kind).en}.`,
});

export const nextStepOf = (state: LegState, kind: LegKind): Text | undefined => steps[state](kind);
