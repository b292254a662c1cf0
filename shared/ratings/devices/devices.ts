import * as z from "zod";
import { departmentCode } from "#events/identifiers.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord, type Step } from "#shared/kernel/records/record.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";

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

type Registered = Pick<Device, "deviceId" | "window" | "department" | "registeredAt" | "retiredAt">;

/** Registers a device, or changes what is registered; what heartbeats told stays. */
export const registerDevice = (
  store: Pick<DeviceStore, "read" | "write">,
  { registeredAt, ...registered }: Registered,
  by: Omit<Step, "event">,
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
