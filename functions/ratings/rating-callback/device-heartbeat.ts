import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { requireSignature } from "#shared/kernel/machine-keys/require-signature.ts";
import { deviceHeartbeat } from "#shared/ratings/api.ts";
import { type DeviceStore, device } from "#shared/ratings/devices/devices.ts";
import { type ShiftStore, shiftAt } from "#shared/ratings/devices/shifts.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";

export type HeartbeatDeps = {
  keys: MachineKeys;
  devices: Pick<DeviceStore, "read" | "write">;
  shifts: Pick<ShiftStore, "read">;
  now: Clock;
};

/** A device learns the time, its window and whether anybody is on shift: what it shows depends on them. */
export const heartbeatRoute = ({ keys, devices, shifts, now }: HeartbeatDeps): Route =>
  route(deviceHeartbeat)(async ({ path: { deviceId }, body, rawBody, rawHeaders, traceparent }) => {
    await requireSignature(keys, { rawBody, rawHeaders }, `device:${deviceId}`, now());
    const at = now();
    const known = await devices.read(deviceId);
    if (!known || known.retiredAt) throw ratingProblems.deviceNotFound();
    const { waiting, software = known.software } = body;
    const step = { event: "heard", at, trace: traceparent, actor: { role: "device", id: deviceId } } as const;
    // One that comes late, or loses to whoever changed the device at this moment, is not missed: the next follows.
    if ((known.seenAt ?? "") < at)
      await devices.write(device.next(known, { seenAt: at, waiting, software }, step));
    const shift = shiftAt(await shifts.read(deviceId), at);
    return {
      status: 200,
      body: {
        now: at,
        window: known.window,
        department: known.department,
        shift: shift ? { since: shift.since } : null,
      },
    };
  });
