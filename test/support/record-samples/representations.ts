import { type Representation, representation } from "#shared/representations/record.ts";
import { day, type RecordSamples, step } from "./samples.ts";

export const representations: RecordSamples<Representation> = {
  definition: representation,
  make: (serial) =>
    representation.first(
      {
        representationId: serial.toString(16).padStart(16, "0"),
        kind: "guardian",
        state: "awaitingReview",
        agent: { name: "李敏", idType: "residentId", idNumber: "11010519491231002X" },
        agentId: "li-min",
        agentKey: "2b7e151628aed2a6abf7158809cf4f3c",
        grantorId: "li-min",
        principalId: "id:3243f6a8885a308d313198a2e0370734",
        principal: { name: "王小雨", idType: "residentId", idNumber: "41160220190305012X" },
        scope: ["11411602MB9100104L4000101001001"],
        until: "2037-03-04",
        requestedAt: day(serial),
        endsAt: day(serial + 15),
        ownEarnings: ["agent"],
      },
      { event: "requested", ...step },
    ),
  end: (record) =>
    representation.next(
      record,
      { state: "refused", endsAt: undefined },
      { event: "refused", ...step, words: "不是监护人" },
    ),
};
