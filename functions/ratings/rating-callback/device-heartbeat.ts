import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { requireSignature } from "#shared/kernel/machine-keys/require-signature.ts";
import { deviceHeartbeat } from "#shared/ratings/api.ts";
import type { DeviceStore } from "#shared/ratings/devices/devices.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";

export type HeartbeatDeps = {
  keys: MachineKeys;
  devices: Pick<DeviceStore, "beat" | "shiftAt">;
  now: Clock;
};

/** A device learns the time, its window and whether anybody is on shift: what it shows depends on them. */
export const heartbeatRoute = ({ keys, devices, now }: HeartbeatDeps): Route =>
  route(deviceHeartbeat)(async ({ path: { deviceId }, body, rawBody, rawHeaders }) => {
    await requireSignature(keys, { rawBody, rawHeaders }, `device:${deviceId}`, now());
    const at = now();
    const device = await devices.beat(deviceId, {
      seenAt: at,
      waiting: body.waiting,
      ...(body.software && { software: body.software }),
    });
    if (!device || device.retiredAt) throw ratingProblems.deviceNotFound();
    const shift = await devices.shiftAt(deviceId, at);
    return {
      status: 200,
      body: {
        now: at,
        window: device.window,
        department: device.department,
        shift: shift ? { since: shift.since } : null,
      },
    };
  });
