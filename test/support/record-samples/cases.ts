import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { caseNumberNo, department, itemCode } from "#test/unit/ratings/samples.ts";
import { day, type RecordSamples, step } from "./samples.ts";

export const cases: RecordSamples<CaseHead> = {
  definition: caseRecord,
  make: (serial) =>
    caseRecord.first(
      {
        caseNumber: caseNumberNo(serial),
        state: "accepted",
        item: {
          code: itemCode,
          version: 1,
          legal: "20w",
          promised: "5w",
        },
        calendar: "2026-1",
        department,
        applicantId: "citizen-1",
        submittedBy: "agent-1",
        channel: "online",
        handIn: "online",
        receive: "courier",
        formRevision: 1,
        submittedAt: day(serial),
        clock: { receivedAt: day(serial), startedAt: day(serial), dueAt: day(serial + 20) },
        acceptedAt: day(serial),
        endedAt: day(serial),
        givenUpAt: day(serial),
      },
      { event: "partOpened", ...step },
    ),
  end: (record) =>
    caseRecord.next(
      record,
      { state: "withdrawn" },
      { event: "withdrawn", ...step, words: "不办了", details: { assistance: { kind: "helped" } } },
    ),
};
