import { type Archive, archive } from "#shared/archives/record.ts";
import { caseNumberNo, department, itemCode } from "#test/unit/ratings/samples.ts";
import { day, digestNo, type RecordSamples, step } from "./samples.ts";

export const archives: RecordSamples<Archive> = {
  definition: archive,
  make: (serial) =>
    archive.first(
      {
        caseNumber: caseNumberNo(serial),
        ended: "completed",
        itemCode,
        itemVersion: 1,
        department,
        state: "pending",
        endedAt: day(serial),
        packFrom: day(serial),
        dueAt: day(serial + 2),
      },
      { event: "opened", ...step },
    ),
  end: (record) =>
    archive.next(
      record,
      {
        state: "archived",
        package: { sha256: digestNo(7), size: 4000, parts: 9 },
        archivedAt: day(9),
        checkedAt: day(9),
        retention: { term: 30, source: "《规定》", unconfirmed: true },
        keepUntil: "2056-12-31",
      },
      { event: "archived", ...step, words: "检测通过" },
    ),
};
