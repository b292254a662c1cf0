import { type Hearing, hearing } from "#shared/examinations/hearings/record.ts";
import { type Inspection, inspection } from "#shared/examinations/inspections/record.ts";
import { type InterestedParty, interestedParty } from "#shared/examinations/parties/record.ts";
import { caseNumberNo, department, itemCode } from "#test/unit/ratings/samples.ts";
import { day, digestNo, type RecordSamples, step } from "./samples.ts";

const of = { caseNumber: caseNumberNo(1), itemCode, department, applicantId: "citizen-1" };
const idNo = (serial: number) => digestNo(serial).slice(-16);

export const inspections: RecordSamples<Inspection> = {
  definition: inspection,
  make: (serial) =>
    inspection.first(
      {
        inspectionId: idNo(serial),
        ...of,
        state: "planned",
        openedAt: day(serial),
        dueAt: day(serial + 1),
        visit: 1,
        officers: [],
      },
      { event: "planned", ...step },
    ),
  end: (record) =>
    inspection.next(record, { state: "cancelled" }, { event: "cancelled", ...step, words: "不再需要" }),
};

export const hearings: RecordSamples<Hearing> = {
  definition: hearing,
  make: (serial) =>
    hearing.first(
      {
        hearingId: idNo(serial),
        ...of,
        state: "announced",
        ground: "onRequest",
        openedAt: day(serial),
        dueAt: day(serial + 1),
        requestBy: day(serial + 1),
        requests: [],
      },
      { event: "announced", ...step },
    ),
  end: (record) => hearing.next(record, { state: "lapsed" }, { event: "lapsed", ...step, words: "逾期" }),
};

export const interestedParties: RecordSamples<InterestedParty> = {
  definition: interestedParty,
  make: (serial) =>
    interestedParty.first(
      {
        partyId: idNo(serial),
        ...of,
        state: "named",
        relation: "neighbour",
        openedAt: day(serial),
        dueAt: day(serial + 1),
        account: "citizen-2",
      },
      { event: "named", ...step },
    ),
  end: (record) =>
    interestedParty.next(record, { state: "cancelled" }, { event: "cancelled", ...step, words: "登记有误" }),
};
