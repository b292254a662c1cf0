import { type Address, address, addressIdOf } from "#shared/notices/people/address.ts";
import { type Preference, preference } from "#shared/notices/people/preference.ts";
import { type CodeCap, codeCap } from "#shared/notices/people/verify.ts";
import { type Notice, notice, noticeIdOf } from "#shared/notices/record.ts";
import { type Circuit, circuit } from "#shared/notices/sending/circuit.ts";
import { type Cost, cost } from "#shared/notices/sending/cost.ts";
import { type Service, service } from "#shared/notices/service/record.ts";
import { caseNumberNo, department, itemCode } from "#test/unit/ratings/samples.ts";
import { day, type RecordSamples, step } from "./samples.ts";

const idNo = (serial: number): string =>
  noticeIdOf({
    eventId: `case/${caseNumberNo(serial)}/4`,
    at: day(serial),
    recipientId: "citizen-1",
    templateId: "supplement",
  });
const about = (serial: number) => ({ caseNumber: caseNumberNo(serial), department });

export const notices: RecordSamples<Notice> = {
  definition: notice,
  silentFirst: true,
  make: (serial) =>
    notice.first(
      {
        noticeId: idNo(serial),
        templateId: "supplement",
        templateVersion: 1,
        category: "deadlines",
        urgency: "normal",
        recipientId: "citizen-1",
        ...about(serial),
        item: { code: itemCode, version: 1 },
        legal: true,
        language: "zh",
        plannedAt: day(serial),
        expiresOn: day(serial + 3),
        state: "held",
        nextAt: day(serial + 1),
        ways: ["sms"],
        alias: "tencent 1",
      },
      { event: "held", ...step },
    ),
  end: (one) =>
    notice.next(
      one,
      { state: "suppressed", why: "expired", nextAt: undefined },
      { event: "suppressed", ...step },
    ),
};

export const preferences: RecordSamples<Preference> = {
  definition: preference,
  silentFirst: true,
  make: (serial) =>
    preference.first(
      {
        accountId: `citizen-${serial}`,
        language: "zh",
        declined: { progress: ["sms"] },
        quiet: { from: "22:00", until: "09:00" },
        consents: [{ edition: "2026-1", since: day(serial) }],
      },
      { event: "set", ...step },
    ),
  end: (one) => preference.next(one, { declined: {}, digest: true }, { event: "set", ...step }),
};

export const addresses: RecordSamples<Address> = {
  definition: address,
  silentFirst: true,
  make: (serial) =>
    address.first(
      {
        addressId: addressIdOf(`citizen-${serial}`, "sms"),
        accountId: `citizen-${serial}`,
        channel: "sms",
        pending: "13800000000",
        code: "123456",
        codeUntil: day(serial),
        tries: 0,
        asks: [day(serial)],
      },
      { event: "codeAsked", ...step },
    ),
  end: (one) =>
    address.next(
      one,
      { current: "13800000000", verifiedAt: day(2), pending: undefined, code: undefined },
      { event: "verified", ...step },
    ),
};

export const codeCaps: RecordSamples<CodeCap> = {
  definition: codeCap,
  silentFirst: true,
  make: (serial) =>
    codeCap.first({ capId: `cap-${serial}`, asks: [day(serial)] }, { event: "asked", ...step }),
  end: (one) => codeCap.next(one, { asks: [] }, { event: "asked", ...step }),
};

export const circuits: RecordSamples<Circuit> = {
  definition: circuit,
  silentFirst: true,
  make: (serial) =>
    circuit.first(
      {
        circuitId: `providers-${serial}`,
        losses: { "aliyun-sms": { points: 10, at: day(serial), since: day(serial) } },
      },
      { event: "lowered", ...step },
    ),
  end: (one) => circuit.next(one, { losses: {} }, { event: "lowered", ...step }),
};

export const costs: RecordSamples<Cost> = {
  definition: cost,
  silentFirst: true,
  make: (serial) =>
    cost.first(
      { costId: `100${serial}-202603`, month: "202603", department, centifen: 450, parts: 1, messages: 1 },
      { event: "added", ...step },
    ),
  end: (one) => cost.next(one, { centifen: 900, parts: 2, messages: 2 }, { event: "added", ...step }),
};

export const services: RecordSamples<Service> = {
  definition: service,
  make: (serial) =>
    service.first(
      {
        serviceId: idNo(serial),
        ...about(1),
        document: "notice",
        caseVersion: 4,
        recipientId: "citizen-1",
        itemCode,
        state: "toPost",
        dueAt: day(serial + 1),
      },
      { event: "postingDue", ...step },
    ),
  end: (one) => service.next(one, { state: "posted", posting: 1 }, { event: "posted", ...step }),
};
