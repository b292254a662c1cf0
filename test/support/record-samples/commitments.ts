import { type Commitment, commitment } from "#shared/commitments/record.ts";
import { caseNumberNo, department, itemCode } from "#test/unit/ratings/samples.ts";
import { day, type RecordSamples, step } from "./samples.ts";

export const commitments: RecordSamples<Commitment> = {
  definition: commitment,
  make: (serial) =>
    commitment.first(
      {
        caseNumber: caseNumberNo(serial),
        itemCode,
        department,
        applicantId: "citizen-1",
        state: "untrue",
        materials: ["food-safety-rules"],
        decidedAt: day(serial),
        dueAt: day(serial + 2),
      },
      { event: "opened", ...step },
    ),
  end: (one) =>
    commitment.next(
      one,
      { state: "repaired", repairedAt: day(9) },
      { event: "creditRepaired", ...step, words: "已纠正" },
    ),
};
