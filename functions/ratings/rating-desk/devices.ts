import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { endShift, listDevices, registerDevice, startShift } from "#shared/ratings/devices/device-api.ts";
import { type Device, type DeviceStore, isSilent, type Shift } from "#shared/ratings/devices/devices.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import type { RatingRules } from "#shared/ratings/rules/rules.ts";

export type DeviceDeps = { devices: DeviceStore; rules: RatingRules; now: Clock };

const logs = defineLogs("ratingDesk", {
  registered: { level: "info", text: "a rating device was registered" },
  shiftStarted: { level: "info", text: "a shift at a rating device started" },
  shiftEnded: { level: "info", text: "a shift at a rating device ended" },
});

/** Which devices there are, how they are, and who works at their windows. */
export function deviceRoutes({ devices, rules, now }: DeviceDeps): Route[] {
  const viewOf = (device: Device, shift: Shift | undefined, caller: Caller) => ({
    ...device,
    silent: isSilent(device, rules.deviceSilentMinutes, now()),
    shift: shift ? { since: shift.since, own: shift.clerkId === caller.id } : null,
  });
  const shown = async (device: Device, caller: Caller) =>
    viewOf(device, await devices.shiftAt(device.deviceId, now()), caller);

  const ownDevice = async (deviceId: string, caller: Caller): Promise<Device> => {
    const device = await devices.get(deviceId);
    if (!device || device.retiredAt || device.department !== caller.department)
      throw ratingProblems.deviceNotFound();
    return device;
  };

  return [
    route(listDevices)(async ({ caller }) => {
      const sees = ({ department }: Device): boolean =>
        caller.role === "supervisor" || caller.role === "admin" || department === caller.department;
      const own = (await devices.all()).filter(sees);
      return { status: 200, body: { items: await Promise.all(own.map((each) => shown(each, caller))) } };
    }),

    route(registerDevice)(async ({ path: { deviceId }, body: { window, department, retired }, caller }) => {
      const at = now();
      const device = await devices.register({
        deviceId,
        window,
        department,
        registeredAt: at,
        ...(retired && { retiredAt: at }),
      });
      log(logs.registered, { deviceId, window, department, retired, by: caller.id });
      return { status: 200, body: await shown(device, caller) };
    }),

    route(startShift)(async ({ path: { deviceId }, caller }) => {
      await ownDevice(deviceId, caller);
      const { since } = await devices.startShift({
        deviceId,
        clerkId: caller.id,
        since: now(),
      });
      log(logs.shiftStarted, { deviceId, clerkId: caller.id, since });
      return { status: 201, body: { since } };
    }),

    route(endShift)(async ({ path: { deviceId }, caller }) => {
      await ownDevice(deviceId, caller);
      const ended = await devices.endShift(deviceId, now());
      log(logs.shiftEnded, { deviceId, by: caller.id, ended });
      return { status: 204 };
    }),
  ];
}
