import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { type ItemRecord, serviceItem } from "#shared/catalogue/record.ts";
import { legIdOf } from "#shared/deliveries/leg.ts";
import { delivery, type Leg } from "#shared/deliveries/record.ts";
import { type Document, document } from "#shared/documents/record.ts";
import type { RecordDefinition, RecordOf } from "#shared/kernel/records/record.ts";
import { licenceIdentifier } from "#shared/licences/identifier.ts";
import { type Licence, licence } from "#shared/licences/record.ts";
import { type Call, call, type Draw, draw } from "#shared/ratings/calls/calls.ts";
import { openCall } from "#shared/ratings/calls/decide.ts";
import { type Comment, comment } from "#shared/ratings/comments/comments.ts";
import { type Device, device, type ShiftLog, shiftLog } from "#shared/ratings/devices/devices.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { type RatingRecord, rating } from "#shared/ratings/record.ts";
import { type Order, rectification, rectificationIdOf } from "#shared/rectifications/record.ts";
import { type StaffMember, staffMember } from "#shared/staff/record.ts";
import { type Suggestion, suggestion } from "#test/toy/shared/suggestions/record.ts";
import { caseNumberNo, department, given, itemCode, traceparent } from "#test/unit/ratings/samples.ts";

/** What the contract suite knows of one kind of record. */
export type RecordSamples<Rec extends RecordOf<object> = RecordOf<object>> = {
  definition: RecordDefinition<Rec>;
  /** Version 1. All share every partition, and a higher serial number (1 to 99) comes later in every index. */
  make(serial: number): Rec;
  /** Version 1 is silent. */
  silentFirst?: boolean;
  /** The next version, by which it leaves the lists of what is open. */
  end(record: Rec): Rec;
};

const day = (serial: number): string => new Date(Date.UTC(2026, 2, serial, 2)).toISOString();
const step = { at: day(1), trace: traceparent, actor: { role: "system", id: "ratings" } };

const orders: RecordSamples<Order> = {
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
      { state: "closed", outcome: "rectified", told: { how: "telephone", words: "已告知", at: day(9) } },
      { event: "closed", ...step, words: "已告知" },
    ),
};

const cases: RecordSamples<CaseHead> = {
  definition: caseRecord,
  make: (serial) =>
    caseRecord.first(
      {
        caseNumber: caseNumberNo(serial),
        state: "accepted",
        item: {
          code: itemCode,
          version: 1,
          legal: { days: 20, unit: "workingDay" },
          promised: { days: 5, unit: "workingDay" },
        },
        calendar: "2026-1",
        department,
        applicantId: "citizen-1",
        channel: "online",
        handIn: "online",
        receive: "courier",
        formRevision: 1,
        submittedAt: day(serial),
        clock: { receivedAt: day(serial), startedAt: day(serial), dueAt: day(serial + 20) },
        acceptedAt: day(serial),
        endedAt: day(serial),
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

const digestNo = (serial: number): string => serial.toString(16).padStart(64, "0");
const items: RecordSamples<ItemRecord> = {
  definition: serviceItem,
  make: (serial) => {
    const code = itemCode.slice(0, -2) + String(serial).padStart(2, "0");
    return serviceItem.first(
      {
        itemCode: code,
        department,
        digests: [digestNo(serial)],
        summary: {
          itemCode: code,
          version: 1,
          name: { zh: "食品经营许可（新办）", en: "Food business licence (new)" },
          itemType: "licence",
          department,
          themes: ["catering"],
          audience: ["enterprise"],
          channels: ["web", "window"],
          kind: "promised",
          promisedDays: 5,
          visits: 0,
          oneIdOnly: false,
        },
      },
      { event: "published", ...step },
    );
  },
  end: (record) =>
    serviceItem.next(
      record,
      {
        digests: [...record.digests, digestNo(record.version)],
        summary: { ...record.summary, version: record.version + 1 },
      },
      { event: "published", ...step, words: "更名" },
    ),
};

const licences: RecordSamples<Licence> = {
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
  end: (record) =>
    licence.next(record, { state: "cancelled" }, { event: "stateChanged", ...step, words: "已注销" }),
};

const documents: RecordSamples<Document> = {
  definition: document,
  make: (serial) =>
    document.first(
      {
        documentId: `00000000-0000-8000-8000-${String(serial).padStart(12, "0")}`,
        ownerId: "citizen-1",
        fileName: "申请表.pdf",
        contentType: "application/pdf",
        size: 1000 + serial,
        sha256: "0".repeat(64),
        scan: "clean",
      },
      { event: "confirmed", ...step },
    ),
  end: (record) => document.next(record, { caseNumber: caseNumberNo(1) }, { event: "claimed", ...step }),
};

const suggestions: RecordSamples<Suggestion> = {
  definition: suggestion,
  make: (serial) =>
    suggestion.first(
      {
        suggestionId: serial.toString(16).padStart(16, "0"),
        caseNumber: caseNumberNo(1),
        department,
        authorId: "citizen-1",
        text: "请在门口放一把椅子",
        state: "open",
        madeAt: day(serial),
        dueAt: day(serial + 5),
      },
      { event: "made", ...step },
    ),
  end: (record) =>
    suggestion.next(record, { state: "answered" }, { event: "answered", ...step, words: "已放置" }),
};

const legs: RecordSamples<Leg> = {
  definition: delivery,
  silentFirst: true,
  make(serial) {
    const caseNumber = caseNumberNo(1 + (serial % 2));
    const journey = { caseNumber, kind: "outbound", attempt: serial } as const;
    return delivery.first(
      {
        legId: legIdOf(caseNumber, journey.kind, serial),
        ...journey,
        carrier: "ems",
        waybillOnly: true,
        waybill: "1100000000001",
        state: "requested",
        requestedAt: day(serial),
        facts: [],
      },
      { event: "requested", ...step },
    );
  },
  end(leg) {
    const key = leg.version.toString(16).padStart(16, "0");
    const fact = { key, kind: "delivered", occurredAt: day(9), signer: "self", late: false } as const;
    return delivery.next(
      leg,
      { state: "delivered", facts: [...leg.facts, fact], told: key },
      { event: "delivered", ...step },
    );
  },
};

const ratings: RecordSamples<RatingRecord> = {
  definition: rating,
  make(serial) {
    const id = { caseNumber: caseNumberNo(serial), stage: "completion", turn: "first" } as const;
    return rating.first(
      {
        ratingId: ratingIdText(id),
        ...id,
        invitation: { applicantId: "citizen-1", department, itemCode, since: day(1) },
        rating: given({ ratedAt: day(2) }),
        standing: { state: "quarantined", reasons: ["addressBurst"], at: day(serial) },
        quarantinedAt: day(serial),
        givenOn: day(serial + 1).slice(0, 10),
        ratableOn: day(serial).slice(0, 10),
        row: { itemCode, level: "satisfied", channel: "windowTablet", state: "quarantined" },
      },
      { event: "quarantined", ...step },
    );
  },
  end: (record) =>
    rating.next(
      record,
      {
        standing: { state: "released", by: "supervisor-1", why: "核实", at: day(9) },
        quarantinedAt: undefined,
      },
      { event: "released", ...step, words: "核实" },
    ),
};

const comments: RecordSamples<Comment> = {
  definition: comment,
  make(serial) {
    const id = { caseNumber: caseNumberNo(serial), stage: "completion", turn: "first" } as const;
    return comment.first(
      {
        ratingId: ratingIdText(id),
        ...id,
        department,
        itemCode,
        level: "dissatisfied",
        ratedAt: day(serial),
        state: "published",
        listedAt: day(serial),
        text: "很快",
        publishedBy: "supervisor-1",
      },
      { event: "published", ...step },
    );
  },
  end: (record) =>
    comment.next(record, { state: "withheld" }, { event: "withheld", ...step, words: "与服务无关" }),
};

const drawIdNo = (serial: number): string => serial.toString(16).padStart(16, "0");
const draws: RecordSamples<Draw> = {
  definition: draw,
  make: (serial) =>
    draw.first(
      {
        drawId: drawIdNo(serial),
        from: "2026-03-01",
        to: "2026-03-02",
        department,
        size: 2,
        population: 9,
        populationDigest: digestNo(serial),
        drawn: 2,
        drawnBy: "supervisor-1",
        drawnAt: day(serial),
        cases: [caseNumberNo(1), caseNumberNo(2)],
      },
      { event: "drawn", ...step },
    ),
  end: (record) => draw.next(record, {}, { event: "drawn", ...step }),
};

const calls: RecordSamples<Call> = {
  definition: call,
  make: (serial) =>
    openCall(drawIdNo(1 + (serial % 2)), caseNumberNo(serial), { at: day(serial), trace: traceparent }),
  end: (record) =>
    call.next(
      record,
      {
        state: "refused",
        attempts: [{ at: day(9), by: "supervisor-1", outcome: "refused" }],
      },
      { event: "attempted", ...step },
    ),
};

const devices: RecordSamples<Device> = {
  definition: device,
  make: (serial) =>
    device.first(
      {
        deviceId: `${String(serial).padStart(2, "0")}-window`,
        window: "A03",
        department,
        registeredAt: day(1),
        seenAt: day(2),
        software: "1.0",
        waiting: 2,
      },
      { event: "registered", ...step },
    ),
  end: (record) => device.next(record, { retiredAt: day(9) }, { event: "registered", ...step }),
};

const shiftLogs: RecordSamples<ShiftLog> = {
  definition: shiftLog,
  make: (serial) =>
    shiftLog.first(
      { deviceId: `window-${serial}`, shifts: [{ clerkId: "clerk-1", since: day(1) }] },
      { event: "started", ...step },
    ),
  end: ({ shifts: [shift], ...log }) =>
    shiftLog.next(
      { ...log, shifts: [] },
      { shifts: shift ? [{ ...shift, until: day(2) }] : [] },
      { event: "ended", ...step },
    ),
};

const staff: RecordSamples<StaffMember> = {
  definition: staffMember,
  make: (serial) =>
    staffMember.first(
      {
        account: `clerk-${String(serial).padStart(2, "0")}`,
        name: `${String(serial).padStart(2, "0")}号陈芳`,
        department,
        roles: ["clerk"],
        source: "signIn",
        firstSeenOn: "2026-03-01",
        lastSeenOn: "2026-03-09",
        state: "active",
      },
      { event: "registered", ...step },
    ),
  end: (member) =>
    staffMember.next(
      member,
      { state: "removed", name: undefined },
      { event: "removed", ...step, words: "误录" },
    ),
};

/** A context's records need a line here: the suite refuses those that have none. */
export const recordSamples: RecordSamples[] = [
  cases,
  documents,
  items,
  licences,
  orders,
  suggestions,
  legs,
  ratings,
  comments,
  draws,
  calls,
  devices,
  shiftLogs,
  staff,
] as unknown as RecordSamples[];
