import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { type PaymentView, paymentFields } from "#shared/payments/api.ts";
import { reductionsFor } from "#shared/payments/assess.ts";
import { type IssueDeps, itemOf } from "#shared/payments/issue-for-case.ts";
import { lifecycle } from "#shared/payments/lifecycle.ts";
import type { FeePlatformSettings } from "#shared/payments/platform/interface.ts";
import type { Payment } from "#shared/payments/record.ts";

export type ViewDeps = MomentDeps & Pick<IssueDeps, "items"> & { settings: FeePlatformSettings };

/** The address with these parameters. */
const addressOf = (page: string, parameters: Record<string, string>): string =>
  `${page}?${new URLSearchParams(parameters)}`;

/** A notice as its payer and its office see it, in the words of the item that it was made for. */
export const paymentView =
  (deps: ViewDeps) =>
  async (record: Payment, { role, id }: Caller): Promise<PaymentView> => {
    const { settings } = deps;
    const moment = await momentNow(deps);
    const { fee } = await itemOf(deps.items, record);
    const { receipt, reductionId, registeredAt, state, paymentCode: code } = record;
    const reduction = fee.reductions?.find((one) => one.reductionId === reductionId);
    const grounds = role === "citizen" ? [] : reductionsFor(fee, record.lines);
    return {
      ...paymentFields.parse(record),
      lines: record.lines.map(({ feeId, quantity, amountFen }) => {
        const charge = fee.items.find((item) => item.feeId === feeId);
        if (!charge) throw new Error(`item ${record.itemCode} has no charge ${feeId}`);
        return { name: charge.name, quantity, amountFen, basis: charge.basis };
      }),
      reduction: reduction && { name: reduction.name, basis: reduction.basis },
      payUrl: state === "issued" && registeredAt ? addressOf(settings.payPage, { code }) : undefined,
      receipt: receipt && {
        ...receipt,
        url: addressOf(settings.receiptPage, {
          code: receipt.code,
          number: receipt.number,
          check: receipt.checkCode,
        }),
      },
      grounds: grounds.map(({ reductionId, name, payPercent, basis }) => ({
        reductionId,
        name,
        payPercent,
        basis,
      })),
      overdue: state === "issued" && record.dueAt < moment.now,
      allowedActions: lifecycle.allowedActions(record, { role, id }, moment),
    };
  };
