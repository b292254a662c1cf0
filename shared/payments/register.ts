import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { decide } from "./decide.ts";
import { itemOf } from "./issue-for-case.ts";
import { paymentCodeOf } from "./payment-code.ts";
import type { FeePlatform } from "./platform/interface.ts";
import type { Payment } from "./record.ts";

export type RegisterDeps = MomentDeps & {
  payments: Pick<RecordStore<Payment>, "read" | "write">;
  platform: Pick<FeePlatform, "register">;
  cases: Pick<CasesPublic, "recordOf">;
  items: Pick<CatalogueItems, "version">;
};

const happens = bySystem(decide, "handover");
/** So many notices with one code in a row are no chance. */
const maxCodes = 5;

/** Sends a notice to the platform, under another code when that one is another notice's; what was sent stays so. */
export async function registerNotice(deps: RegisterDeps, notice: Payment, trace: string): Promise<boolean> {
  if (notice.state !== "issued" || notice.registeredAt) return false;
  const { paymentId: noticeNo, amountFen, dueAt, caseNumber } = notice;
  const [record, item] = await Promise.all([deps.cases.recordOf(caseNumber), itemOf(deps.items, notice)]);
  const payer = record?.person.applicant.name ?? "";
  for (let attempt = 0; attempt < maxCodes; attempt += 1) {
    const paymentCode = attempt === 0 ? notice.paymentCode : paymentCodeOf(notice, attempt);
    const sent = { noticeNo, paymentCode, amountFen, dueAt, payer, item: item.name.zh };
    if ((await deps.platform.register(sent)) === "codeTaken") continue;
    const moment = await momentNow(deps);
    const registered = await changeRecord(deps.payments, noticeNo, (payment) =>
      happens(payment, "register", { paymentCode }, moment, trace),
    );
    return registered !== undefined;
  }
  throw new Error(`the platform has another notice under each code of payment ${noticeNo}`);
}
