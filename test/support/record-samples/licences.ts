import { licenceIdentifier } from "#shared/licences/identifier.ts";
import { type Licence, licence } from "#shared/licences/record.ts";
import { caseNumberNo, department, itemCode } from "#test/unit/ratings/samples.ts";
import { day, type RecordSamples, step } from "./samples.ts";

export const licences: RecordSamples<Licence> = {
  definition: licence,
  make: (serial) => {
    const typeCode = "11411602MB9100104L001";
    const licenceId = serial.toString(16).toUpperCase().padStart(18, "0");
    return licence.first(
      {
        licenceId,
        identifier: licenceIdentifier({ typeCode, issuer: "11411602MB9100104L", serial: licenceId }),
        typeCode,
        typeName: "食品经营许可证",
        number: `411602${licenceId.slice(0, 12)}`,
        applicantId: "citizen-1",
        holder: { name: "李敏", idType: "residentId", idNumber: "11010519491231002X" },
        department,
        issuer: { name: "川汇区市场监督管理局", code: "11411602MB9100104L" },
        caseNumber: caseNumberNo(serial),
        itemCode,
        issuedAt: day(serial),
        validFrom: "2026-03-01",
        validTo: "2031-02-28",
        particulars: { shopName: "颍河小馆", area: 60, takeaway: true },
        state: "valid",
        signature: { keyId: "0".repeat(8), value: "0".repeat(128) },
      },
      { event: "issued", ...step },
    );
  },
  // At its holder's request: by a case.
  end: (record) => {
    const changedBy = caseNumberNo(99);
    const { identifier, validTo, particulars, signature } = record;
    const former = { identifier, ...(validTo && { validTo }), particulars, signature };
    const changes = [{ caseNumber: changedBy, kind: "cancel" as const, at: step.at }];
    return licence.next(
      record,
      { state: "cancelled", changes },
      { event: "stateChanged", ...step, words: "已注销", details: { changedBy, former } },
    );
  },
};
