import type { Context } from "#shared/kernel/context.ts";
import { staffRoutes } from "./api.ts";
import { staffMember } from "./record.ts";
import { needs } from "./wiring.ts";

export const staff: Context = {
  name: "staff",
  purpose: "who works for the district, so that cases are given to people who are there",
  records: [staffMember],
  functions: { staff: { needs: needs.api, routes: staffRoutes } },
};
