import { type ServiceEvent, serviceEvents } from "#events/notice.ts";
import { dayOf, timeOfDay } from "#shared/kernel/calendar/working-days.ts";
import type { CaseNote } from "./notes.ts";

/** A document of the case that was served without a clerk of its office. */
export const followedServices = { documentServed: serviceEvents.served };

const places = {
  electronic: { place: "本平台“我的消息”（电子送达）", server: "一网通办平台" },
  courier: { place: "申请人填写的收件地址", server: "快递" },
} as const;

/** Its proof (送达回证), as the case keeps it. */
export function serviceOf({ data, time }: ServiceEvent): NonNullable<CaseNote["service"]> {
  const { document, way, servedAt = time } = data;
  const { place, server } = places[way === "courier" ? "courier" : "electronic"];
  return {
    document,
    way: way ?? "electronic",
    servedOn: dayOf(servedAt),
    servedAt: timeOfDay(servedAt),
    place,
    receiver: "self",
    server,
  };
}
