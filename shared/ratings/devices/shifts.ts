import * as z from "zod";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord, type Step } from "#shared/kernel/records/record.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { deviceIdSchema } from "./devices.ts";

/** Two weeks with two a day: devices bring what they kept while offline days later, and 30 are read in one unit. */
const mostKept = 30;

/** From when until when a clerk worked at a device's window; without an end, still. */
const shiftSchema = z.object({
  clerkId: z.string().min(1),
  since: z.iso.datetime(),
  until: z.iso.datetime().optional(),
});
export type Shift = z.infer<typeof shiftSchema>;

/** Who worked at a device's window lately (上岗、下岗), oldest first. By itself, since heartbeats change the device. */
export const shiftLog = defineRecord({
  name: "shiftLog",
  id: "deviceId",
  format: 1,
  fields: { deviceId: deviceIdSchema, shifts: z.array(shiftSchema).max(mostKept) },
  events: { started: silent, ended: silent },
  indexes: {},
});
export type ShiftLog = ReturnType<typeof shiftLog.fromItem>;
export type ShiftStore = RecordStore<ShiftLog>;

type Changing = Pick<ShiftStore, "read" | "write">;
type By = Omit<Step, "event">;

/** The shift that a moment falls into. */
export function shiftAt(log: ShiftLog | undefined, at: string): Shift | undefined {
  const last = log?.shifts.findLast(({ since }) => since <= at);
  return last && (last.until === undefined || at <= last.until) ? last : undefined;
}

const endedAt = (shifts: readonly Shift[], until: string): Shift[] =>
  shifts.map((shift) => ({ ...shift, until: shift.until ?? until }));

/** Ends whatever shift there is and starts this one; the same clerk's own goes on. */
export async function startShift(store: Changing, deviceId: string, clerkId: string, by: By): Promise<Shift> {
  const step = { ...by, event: "started" } as const;
  const started = { clerkId, since: by.at };
  const { shifts } = await keepRecord<ShiftLog, ShiftLog>(store, deviceId, (log) => {
    if (!log) return shiftLog.first({ deviceId, shifts: [started] }, step);
    const last = log.shifts.at(-1);
    if (last && !last.until && last.clerkId === clerkId) return log;
    return shiftLog.next(log, { shifts: [...endedAt(log.shifts, by.at), started].slice(-mostKept) }, step);
  });
  return shifts.at(-1) ?? started;
}

/** Ends the shift that there is, if there is one. */
export const endShift = (store: Changing, deviceId: string, by: By) =>
  keepRecord<ShiftLog, ShiftLog | undefined>(store, deviceId, (log) =>
    log && !log.shifts.at(-1)?.until
      ? shiftLog.next(log, { shifts: endedAt(log.shifts, by.at) }, { ...by, event: "ended" })
      : log,
  );
