import { type Order, rectification, rectificationIdOf } from "#shared/rectifications/record.ts";
import { caseNumberNo, department, itemCode } from "#test/unit/ratings/samples.ts";
import { day, type RecordSamples, step } from "./samples.ts";

export const orders: RecordSamples<Order> = {
  definition: rectification,
  make: (serial) =>
    rectification.first(
      {
        rectificationId: rectificationIdOf({ caseNumber: caseNumberNo(serial), stage: "completion" }),
        caseNumber: caseNumberNo(serial),
        stage: "completion",
        itemCode,
        department,
        applicantId: "citizen-1",
        level: "dissatisfied",
        anonymous: false,
        state: "opened",
        openedAt: day(serial),
        appealBy: day(serial + 1),
        dueAt: day(serial + 2),
        calls: [],
        escalated: [],
      },
      { event: "opened", ...step },
    ),
  end: (order) =>
    rectification.next(
      order,
      { state: "closed", outcome: "rectified", notified: { how: "telephone", words: "已告知", at: day(9) } },
      { event: "closed", ...step, words: "已告知" },
    ),
};
