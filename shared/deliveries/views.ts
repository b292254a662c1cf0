import * as z from "zod";
import { type LegKind, type LegState, legKinds, legStates } from "#events/delivery.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { compareText, factKinds, signerKinds } from "./fact.ts";
import type { Leg } from "./record.ts";

/** A journey of documents as the applicant and the handling department see it: no names, no addresses. */
export const deliveryViewSchema = z.strictObject({
  legId: z.string(),
  kind: z.enum(legKinds),
  attempt: z.int().positive(),
  carrier: z.string(),
  waybill: z.string().optional(),
  state: z.enum(legStates),
  requestedAt: z.iso.datetime(),
  /** What will happen next, as far as anything will. */
  next: z.strictObject({ zh: z.string(), en: z.string() }).optional(),
  /** Nothing was heard of it for too long; the office asks the carrier. */
  stalled: z.literal(true).optional(),
  signerKind: z.enum(signerKinds).optional(),
  timeline: z.array(
    z.strictObject({
      kind: z.enum(factKinds),
      occurredAt: z.iso.datetime(),
      place: z.string().optional(),
      reasonCode: z.string().optional(),
    }),
  ),
});
export type DeliveryView = z.infer<typeof deliveryViewSchema>;

export function viewOf(leg: Leg): DeliveryView {
  const { legId, kind, attempt, carrier, waybill, state, requestedAt, stalled, facts } = leg;
  return {
    legId,
    kind,
    attempt,
    carrier,
    waybill,
    state,
    requestedAt,
    stalled,
    next: nextStepOf(state, kind),
    signerKind: state === "delivered" ? facts.findLast(({ signer }) => signer)?.signer : undefined,
    timeline: facts
      .toSorted((a, b) => compareText(a.occurredAt, b.occurredAt))
      .map(({ kind, occurredAt, place, reasonCode }) => ({ kind, occurredAt, place, reasonCode })),
  };
}

const office: Text = { zh: "政务服务中心", en: "the government hall" };
const applicant: Text = { zh: "您的地址", en: "your address" };
const sender = (kind: LegKind): Text => (kind === "inbound" ? applicant : office);
const recipient = (kind: LegKind): Text => (kind === "inbound" ? office : applicant);

const onTheWay = (kind: LegKind): Text => ({
  zh: `运输途中，下一步将派送到${recipient(kind).zh}。`,
  en: `On the way; next they are brought to ${recipient(kind).en}.`,
});

/** What will happen to documents next, for the applicant to read; nothing when their journey has ended well. */
const steps: Record<LegState, (kind: LegKind) => Text | undefined> = {
  requested: () => ({ zh: "正在向快递企业下单。", en: "The courier is being asked to come." }),
  ordered: (kind) => ({
    zh: `快递员将到${sender(kind).zh}取件。`,
    en: `The courier will collect the documents at ${sender(kind).en}.`,
  }),
  collected: onTheWay,
  inTransit: onTheWay,
  forwarded: onTheWay,
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
    en: "The documents wait at a pick-up point; please fetch them soon with your code.",
  }),
  returning: (kind) => ({
    zh: `正在退回${sender(kind).zh}。`,
    en: `The documents are on their way back to ${sender(kind).en}.`,
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

export const nextStepOf = (state: LegState, kind: LegKind): Text | undefined => steps[state](kind);
