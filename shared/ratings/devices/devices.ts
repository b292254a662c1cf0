import * as z from "zod";
import { envelopeShape } from "#events/define-event.ts";
import { caseNumber, departmentCode } from "#events/identifiers.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord, type Step } from "#shared/kernel/records/record.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { givenRatingSchema } from "#shared/ratings/rating.ts";
import { caseStages } from "#shared/ratings/stages/stages.ts";

const instant = z.iso.datetime();

export const deviceIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

/** The one partition of all of the district's devices. */
export const allDevices = "DEVICES";

/**
 * A rating device (评价器) that was put up at a window. Its key is derived from its id and not stored; that it
 * is registered, and not put out of use, makes what it brings count.
 */
export const device = defineRecord({
  name: "device",
  id: "deviceId",
  format: 1,
  fields: {
    deviceId: deviceIdSchema,
    /** The window's name, such as `A03`. */
    window: z.string().min(1).max(32),
    department: departmentCode,
    registeredAt: instant,
    /** Put out of use since then: lost, broken or sold. */
    retiredAt: instant.optional(),
    /** From its heartbeat (心跳). */
    seenAt: instant.optional(),
    software: z.string().max(32).optional(),
    /** Ratings that it still has to bring. */
    waiting: z.int().nonnegative().optional(),
  },
  events: { registered: silent, heard: silent },
  indexes: {
    devices: { key: "devicesKey", partition: () => allDevices, sort: "deviceId" },
    devicesByDepartment: {
      key: "devicesDepartment",
      partition: ({ department }) => department,
      sort: "deviceId",
    },
  },
});
export type Device = ReturnType<typeof device.fromItem>;
export type DeviceStore = RecordStore<Device, typeof device.indexes>;

type By = Omit<Step, "event">;
type Registered = Pick<Device, "deviceId" | "window" | "department" | "registeredAt" | "retiredAt">;

/** Registers a device, or changes what is registered; what heartbeats reported stays. */
export const registerDevice = (
  store: Pick<DeviceStore, "read" | "write">,
  { registeredAt, ...registered }: Registered,
  by: By,
): Promise<Device> =>
  keepRecord<Device, Device>(store, registered.deviceId, (known) => {
    const step = { ...by, event: "registered" } as const;
    return known
      ? device.next(known, { retiredAt: undefined, ...registered }, step)
      : device.first({ ...registered, registeredAt }, step);
  });

/** Silent for longer than a device that works can be. */
export const isSilent = ({ seenAt, retiredAt }: Device, silentMinutes: number, now: string): boolean =>
  retiredAt === undefined &&
  (seenAt === undefined || Date.parse(seenAt) < Date.parse(now) - silentMinutes * 60_000);

/** Two weeks with two a day: devices bring what they kept while offline days later, and 30 are read in one unit. */
const maxKept = 30;

/** From when until when a clerk worked at a device's window; without an end, still. */
const shiftSchema = z.object({
  clerkId: z.string().min(1),
  since: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  /** Who ended it for them: a supervisor, or who took over what was forgotten the day before. */
  endedBy: z.string().min(1).optional(),
});
export type Shift = z.infer<typeof shiftSchema>;

/** Who worked at a device's window lately (上岗、下岗), oldest first. By itself, since heartbeats change the device. */
export const shiftLog = defineRecord({
  name: "shiftLog",
  id: "deviceId",
  format: 1,
  fields: { deviceId: deviceIdSchema, shifts: z.array(shiftSchema).max(maxKept) },
  events: { started: silent, ended: silent },
  indexes: {},
});
export type ShiftLog = ReturnType<typeof shiftLog.fromItem>;
export type ShiftStore = RecordStore<ShiftLog>;

type Changing = Pick<ShiftStore, "read" | "write">;

/** The shift that a moment falls into. */
export function shiftAt(log: ShiftLog | undefined, at: string): Shift | undefined {
  const last = log?.shifts.findLast(({ since }) => since <= at);
  return last && (last.until === undefined || at <= last.until) ? last : undefined;
}

/** The same, or the one that ended so short a time before that it was its service which is rated. */
export function servedAt(log: ShiftLog | undefined, at: string, graceMinutes: number): Shift | undefined {
  const before = new Date(Date.parse(at) - graceMinutes * 60_000).toISOString();
  return (
    shiftAt(log, at) ?? log?.shifts.findLast(({ since, until }) => since <= at && until && until >= before)
  );
}

const endedBy = (shifts: readonly Shift[], { at, actor }: By): Shift[] =>
  shifts.map((shift) =>
    shift.until ? shift : { ...shift, until: at, ...(actor.id !== shift.clerkId && { endedBy: actor.id }) },
  );

const openShift = (log: ShiftLog | undefined): Shift | undefined => {
  const last = log?.shifts.at(-1);
  return last?.until ? undefined : last;
};

/** A hall is closed at night: who is on shift since another day forgot to end it. */
const isForgotten = ({ since }: Shift, at: string): boolean => dayOf(since) < dayOf(at);

/**
 * Starts a shift; the same clerk's own goes on, and what a colleague forgot the day before is taken over.
 * @returns the shift that runs, which is a colleague's of today when this one did not start
 */
export async function startShift(store: Changing, deviceId: string, clerkId: string, by: By): Promise<Shift> {
  const step = { ...by, event: "started" } as const;
  const started = { clerkId, since: by.at };
  const { shifts } = await keepRecord<ShiftLog, ShiftLog>(store, deviceId, (log) => {
    if (!log) return shiftLog.first({ deviceId, shifts: [started] }, step);
    const open = openShift(log);
    if (open && (open.clerkId === clerkId || !isForgotten(open, by.at))) return log;
    return shiftLog.next(log, { shifts: [...endedBy(log.shifts, by), started].slice(-maxKept) }, step);
  });
  return shifts.at(-1) ?? started;
}

/**
 * Ends the shift that there is, if there is one: one's own, or as a supervisor.
 * @returns the shift that goes on because it is a colleague's
 */
export async function endShift(store: Changing, deviceId: string, by: By): Promise<Shift | undefined> {
  const mayEnd = ({ clerkId }: Shift): boolean => clerkId === by.actor.id || by.actor.role === "supervisor";
  const kept = await keepRecord<ShiftLog, ShiftLog | undefined>(store, deviceId, (log) => {
    const open = openShift(log);
    if (!log || !open || !mayEnd(open)) return log;
    return shiftLog.next(log, { shifts: endedBy(log.shifts, by) }, { ...by, event: "ended" });
  });
  return openShift(kept);
}

/** What is in the device ratings' queue: one rating, and the trace of the request that brought it. */
export const deviceMessageSchema = z.strictObject({
  caseNumber,
  stage: z.enum(caseStages),
  rating: givenRatingSchema.required({ deviceId: true }).strict(),
  traceparent: envelopeShape.traceparent,
});
export type DeviceMessage = z.infer<typeof deviceMessageSchema>;
