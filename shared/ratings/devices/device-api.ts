import * as z from "zod";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import { departmentQuery, listContract } from "#shared/kernel/http/record-contracts.ts";
import { line } from "#shared/kernel/text.ts";
import { departmentCode } from "#shared/ratings/api.ts";
import { atWindow } from "#shared/ratings/input.ts";
import { device, deviceIdSchema } from "./devices.ts";

const deviceView = device.schema.omit({ version: true }).extend({
  /** Nothing was heard of it for too long. */
  silent: z.boolean(),
  shift: z.object({ since: z.iso.datetime(), own: z.boolean() }).nullable(),
});
const devicePath = z.strictObject({ deviceId: deviceIdSchema });

export const listDevices = listContract(
  { plural: "rating-devices" },
  {
    summary: { zh: "评价器列表", en: "Rating devices" },
    description: "by id, of the caller's department; of any or all for supervisors and admins",
    roles: ["clerk", "reviewer", "supervisor", "admin"],
    query: departmentQuery,
    row: deviceView,
  },
);

export const registerDevice = defineRoute({
  method: "PUT",
  path: "/v1/rating-devices/{deviceId}",
  summary: { zh: "登记或停用评价器", en: "Register a rating device, or put it out of use" },
  tag: "rating-devices",
  access: { kind: "person", roles: ["admin"] },
  pathParameters: devicePath,
  body: z.strictObject({
    window: line(1, 32),
    department: departmentCode,
    retired: z.boolean().default(false),
  }),
  answers: { 200: { description: "as it is registered now", schema: deviceView } },
});

const atDevice = {
  method: "POST",
  tag: "rating-devices",
  access: atWindow,
  pathParameters: devicePath,
} as const;
const notFound = { 404: { description: "no such device in your department" } };

export const startShift = defineRoute({
  ...atDevice,
  path: "/v1/rating-devices/{deviceId}/shifts",
  summary: { zh: "上岗", en: "Start a shift at a device's window" },
  answers: {
    201: {
      description:
        "on shift; what a colleague forgot to end on an earlier day is over. The same for a repeat.",
      schema: z.object({ since: z.iso.datetime() }),
    },
    409: { description: "shiftRuns: a colleague is on shift since a moment of today" },
    ...notFound,
  },
});

export const endShift = defineRoute({
  ...atDevice,
  access: { kind: "person", roles: [...atWindow.roles, "supervisor"] },
  path: "/v1/rating-devices/{deviceId}/shifts/end",
  summary: { zh: "下岗", en: "End the shift" },
  answers: {
    204: { description: "nobody is on shift; the same for a repeat" },
    403: { description: "othersShift: a colleague's, which they or a supervisor end" },
    ...notFound,
  },
});
