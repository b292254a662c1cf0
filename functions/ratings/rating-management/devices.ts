import { timeOfDay } from "#shared/kernel/calendar/working-days.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { departmentAsked, listRoute } from "#shared/kernel/http/record-routes.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import * as api from "#shared/ratings/devices/device-api.ts";
import {
  allDevices,
  type Device,
  device,
  endShift,
  isSilent,
  registerDevice,
  type ShiftLog,
  shiftAt,
  startShift,
} from "#shared/ratings/devices/devices.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";

export type DeviceDeps = Pick<RatingDeps, "devices" | "shifts" | "rules" | "now">;

const logs = defineLogs("ratingManagement", {
  registered: { level: "info", text: "a rating device was registered" },
  shiftStarted: { level: "info", text: "a shift at a rating device started" },
  shiftEnded: { level: "info", text: "a shift at a rating device ended" },
});

/** Which devices there are, how they are, and who works at their windows. */
export function deviceRoutes({ devices, shifts, rules, now }: DeviceDeps): Route[] {
  const viewOf = (of: Device, worked: ShiftLog | undefined, { id }: Caller) => {
    const shift = shiftAt(worked, now());
    return {
      ...deviceFields.parse(of),
      silent: isSilent(of, rules.deviceSilentMinutes, now()),
      shift: shift ? { since: shift.since, own: shift.clerkId === id } : null,
    };
  };

  /** @throws Problem 404 also for another department's */
  const requireOwn = async (deviceId: string, caller: Caller): Promise<void> => {
    const found = await devices.read(deviceId, { maybeOlder: true });
    const isTheirs = caller.role === "supervisor" || found?.department === caller.department;
    if (!found || found.retiredAt || !isTheirs) throw ratingProblems.deviceNotFound();
  };
  const stepOf = ({ role, id }: Caller, trace: string) => ({ at: now(), trace, actor: { role, id } });

  return [
    listRoute(
      api.listDevices,
      async (request) => {
        const { query, caller } = request;
        const department = caller.role === "admin" ? query.department : departmentAsked(request);
        const page = await (department
          ? devices.list("devicesByDepartment", department, query)
          : devices.list("devices", allDevices, query));
        const worked = await shifts.readMany(page.items.map(({ deviceId }) => deviceId));
        const byDevice = new Map(worked.map((each) => [each.deviceId, each]));
        return {
          items: page.items.map((each) => ({ device: each, worked: byDevice.get(each.deviceId) })),
          next: page.next,
        };
      },
      (found, caller) => viewOf(found.device, found.worked, caller),
    ),

    route(api.registerDevice)(async ({ path: { deviceId }, body, caller, traceparent }) => {
      const { window, department, retired } = body;
      const step = stepOf(caller, traceparent);
      const retiredAt = retired ? step.at : undefined;
      const said = { deviceId, window, department, registeredAt: step.at, retiredAt };
      const registered = await registerDevice(devices, said, step);
      log(logs.registered, { deviceId, window, department, retired, by: caller.id });
      return { status: 200, body: viewOf(registered, await shifts.read(deviceId), caller) };
    }),

    route(api.startShift)(async ({ path: { deviceId }, caller, traceparent }) => {
      await requireOwn(deviceId, caller);
      const step = stepOf(caller, traceparent);
      const { since, clerkId } = await startShift(shifts, deviceId, caller.id, step);
      if (clerkId !== caller.id) throw ratingProblems.shiftRuns({ facts: { since, time: timeOfDay(since) } });
      log(logs.shiftStarted, { deviceId, clerkId: caller.id, since });
      return { status: 201, body: { since } };
    }),

    route(api.endShift)(async ({ path: { deviceId }, caller, traceparent }) => {
      await requireOwn(deviceId, caller);
      if (await endShift(shifts, deviceId, stepOf(caller, traceparent))) throw ratingProblems.othersShift();
      log(logs.shiftEnded, { deviceId, by: caller.id });
      return { status: 204 };
    }),
  ];
}

const deviceFields = device.schema.omit({ version: true });
