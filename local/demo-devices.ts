import type { Device } from "#shared/ratings/devices/devices.ts";

/** The rating devices at the windows of the demo's hall: fourteen, most of them at the busiest departments. */
export const demoDevices: Pick<Device, "deviceId" | "window" | "department">[] = [
  "1001",
  "1001",
  "1001",
  "1001",
  "1002",
  "1002",
  "1002",
  "1003",
  "1003",
  "1004",
  "1005",
  "1006",
  "1007",
  "1008",
].map((department, index) => {
  const number = String(index + 1).padStart(2, "0");
  return { deviceId: `window-${number}`, window: `A${number}`, department };
});

/** Who is on shift there from the first start on. */
export const clerkOf = (department: string): string =>
  department === "1001" ? "chen-fang" : `clerk-${department}`;
