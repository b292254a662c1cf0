import { type Difference, difference, differenceIdOf } from "#shared/payments/difference-record.ts";
import { type Payment, payment, paymentIdOf } from "#shared/payments/record.ts";
import { caseNumberNo, department, itemCode } from "#test/unit/ratings/samples.ts";
import { day, type RecordSamples, step } from "./samples.ts";

const codeNo = (serial: number): string => String(serial).padStart(20, "0");
const paid = { transactionNo: "HN0000000000000001", day: "2026-03-09", at: day(9), channel: "bank" } as const;

export const payments: RecordSamples<Payment> = {
  definition: payment,
  make: (serial) =>
    payment.first(
      {
        paymentId: paymentIdOf(caseNumberNo(serial), 1),
        paymentCode: codeNo(serial),
        attempt: 1,
        caseNumber: caseNumberNo(1),
        department,
        itemCode,
        itemVersion: 1,
        applicantId: "citizen-1",
        lines: [{ feeId: "home", quantity: 1, amountFen: 8000 }],
        amountFen: 8000,
        state: "issued",
        issuedAt: day(serial),
        dueAt: day(serial + 10),
        checkAt: day(serial),
        paid: { ...paid, transactionNo: `HN${codeNo(serial)}` },
      },
      { event: "issued", ...step },
    ),
  end: (record) =>
    payment.next(
      record,
      { state: "waived", reductionId: "small-enterprise" },
      { event: "waived", ...step, words: "已核对" },
    ),
};

export const differences: RecordSamples<Difference> = {
  definition: difference,
  silentFirst: true,
  make: (serial) =>
    difference.first(
      {
        differenceId: differenceIdOf(`HN${codeNo(serial)}`, "unknownCode"),
        kind: "unknownCode",
        state: "open",
        foundAt: day(serial),
        paymentCode: codeNo(serial),
        transactionNo: `HN${codeNo(serial)}`,
        amountFen: 8000,
        paidAt: day(serial),
        channel: "counter",
        department,
      },
      { event: "found", ...step },
    ),
  end: (record) =>
    difference.next(
      record,
      { state: "closed", settled: { by: "supervisor-1", at: day(9), words: "已与财政核对" } },
      { event: "ended", ...step },
    ),
};
