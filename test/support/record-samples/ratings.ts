import { type Call, call, type Draw, draw } from "#shared/ratings/calls/calls.ts";
import { openCall } from "#shared/ratings/calls/decide.ts";
import { type Comment, comment } from "#shared/ratings/comments/comments.ts";
import { type Device, device, type ShiftLog, shiftLog } from "#shared/ratings/devices/devices.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { type RatingRecord, rating } from "#shared/ratings/record.ts";
import { caseNumberNo, department, given, itemCode, traceparent } from "#test/unit/ratings/samples.ts";
import { day, digestNo, type RecordSamples, step } from "./samples.ts";

export const ratings: RecordSamples<RatingRecord> = {
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
        heldBack: { at: day(serial), faults: [{ field: "certKey", code: "wrongNumber" }] },
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
        heldBack: undefined,
      },
      { event: "released", ...step, words: "核实" },
    ),
};

export const comments: RecordSamples<Comment> = {
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
export const draws: RecordSamples<Draw> = {
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

export const calls: RecordSamples<Call> = {
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

export const devices: RecordSamples<Device> = {
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

export const shiftLogs: RecordSamples<ShiftLog> = {
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
