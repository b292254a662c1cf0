import type { Text } from "#shared/kernel/http/locale.ts";
import { documentIdOf, type PaperKind } from "./document.ts";

export const paperTitles: Record<PaperKind, Text> = {
  receipt: { zh: "收件凭证", en: "Receipt" },
  acceptance: { zh: "受理通知书", en: "Notice of acceptance" },
  notice: { zh: "补正材料通知书", en: "One-time notice of what is missing" },
  refusal: { zh: "不予受理通知书", en: "Notice of refusal" },
  suspension: { zh: "特别程序告知书", en: "Notice of special procedure" },
  extension: { zh: "延长审批期限通知书", en: "Notice of extension" },
  approval: { zh: "准予决定书", en: "Decision of approval" },
  rejection: { zh: "不予决定书", en: "Decision of rejection" },
  proofOfDelivery: { zh: "送达回证", en: "Proof of delivery" },
};

/** One paper for one version of a case, whichever run makes it. */
export const paperIdOf = (caseNumber: string, version: number): string =>
  documentIdOf("official-papers", `${caseNumber}/${version}`);
