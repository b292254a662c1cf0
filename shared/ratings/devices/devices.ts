import * as z from "zod";

const instant = z.iso.datetime();

export const deviceIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

/**
 * A rating device (评价器) that was put up at a window. Its key is derived from its id and not stored; that it
 * is registered, and not put out of use, makes what it brings count.
 */
export const deviceSchema = z.strictObject({
  deviceId: deviceIdSchema,
  /** The window's name, such as `A03`. */
  window: z.string().min(1).max(32),
  department: z.string().regex(/^\d{4}$/),
  registeredAt: instant,
  /** Put out of use since then: lost, broken or sold. */
  retiredAt: instant.optional(),
  /** From its heartbeat (心跳). */
  seenAt: instant.optional(),
  software: z.string().max(32).optional(),
  /** Ratings that it still has to bring. */
  waiting: z.int().nonnegative().optional(),
});
export type Device = z.infer<typeof deviceSchema>;

/** Who worked at a device's window, from when until when; without an end, still. */
export const shiftSchema = z.strictObject({
  deviceId: deviceIdSchema,
  clerkId: z.string().min(1),
  since: instant,
  until: instant.optional(),
});
export type Shift = z.infer<typeof shiftSchema>;

export type DeviceStore = {
  get(deviceId: string): Promise<Device | undefined>;
  /** All of the district, by id: there are dozens. */
  all(): Promise<Device[]>;
  /** Registers it, or changes what is registered; what heartbeats told stays. */
  register(
    device: Pick<Device, "deviceId" | "window" | "department" | "registeredAt" | "retiredAt">,
  ): Promise<Device>;
  /** Undefined for a device that is not registered. A heartbeat older than the last one changes nothing. */
  beat(
    deviceId: string,
    beat: Required<Pick<Device, "seenAt" | "waiting">> & Pick<Device, "software">,
  ): Promise<Device | undefined>;
  /** Ends whatever shift there is and starts this one; the same clerk's own goes on. */
  startShift(shift: Omit<Shift, "until">): Promise<Shift>;
  /** False when there is none to end. */
  endShift(deviceId: string, until: string): Promise<boolean>;
  /** The shift that a moment falls into. */
  shiftAt(deviceId: string, at: string): Promise<Shift | undefined>;
};

export const shiftCovers = ({ since, until }: Shift, at: string): boolean =>
  since <= at && (until === undefined || at <= until);

/** Silent for longer than a device that works can be. */
export const isSilent = ({ seenAt, retiredAt }: Device, silentMinutes: number, now: string): boolean =>
  retiredAt === undefined &&
  (seenAt === undefined || Date.parse(seenAt) < Date.parse(now) - silentMinutes * 60_000);
