import { type Device, type DeviceStore, type Shift, shiftCovers } from "./devices.ts";

/** For tests and local tools: the same contract as the DynamoDB adapter, and it forgets at the end. */
export function inMemoryDeviceStore(): DeviceStore {
  const devices = new Map<string, Device>();
  const shifts: Shift[] = [];
  const last = (deviceId: string, at: string): Shift | undefined =>
    shifts.findLast((shift) => shift.deviceId === deviceId && shift.since <= at);
  return {
    get: async (deviceId) => structuredClone(devices.get(deviceId)),
    all: async () => structuredClone([...devices.values()]),
    async register(device) {
      const { retiredAt: _retired, ...known } = devices.get(device.deviceId) ?? device;
      const registered = { ...known, ...device, registeredAt: known.registeredAt };
      devices.set(device.deviceId, registered);
      return structuredClone(registered);
    },
    async beat(deviceId, beat) {
      const known = devices.get(deviceId);
      if (known && (known.seenAt ?? "") < beat.seenAt) devices.set(deviceId, { ...known, ...beat });
      return structuredClone(devices.get(deviceId));
    },
    async startShift(shift) {
      const before = last(shift.deviceId, shift.since);
      if (before && !before.until) {
        if (before.clerkId === shift.clerkId) return structuredClone(before);
        before.until = shift.since;
      }
      shifts.push({ ...shift });
      return { ...shift };
    },
    async endShift(deviceId, until) {
      const shift = last(deviceId, until);
      if (!shift || shift.until) return false;
      shift.until = until;
      return true;
    },
    async shiftAt(deviceId, at) {
      const shift = last(deviceId, at);
      return shift && shiftCovers(shift, at) ? structuredClone(shift) : undefined;
    },
  };
}
