import type { Accesses } from "#shared/kernel/accesses/access.ts";
import { accessPolicy, type Limited } from "#shared/kernel/accesses/policy.ts";
import { dayOf, timeOfDay } from "#shared/kernel/calendar/working-days.ts";
import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { Caller } from "./caller.ts";
import type { RouteContract } from "./contract.ts";
import type { Text } from "./locale.ts";
import { defineProblems } from "./problem.ts";

/** An alarm rings for each of them: see infra/constructs/limits.ts. */
const logs = defineLogs("accessLimits", {
  reached: { level: "warn", text: "somebody reached the limit of what one account may ask for" },
  unusual: { level: "warn", text: "somebody asks for unusually much of people's data" },
});

const problems = defineProblems({
  limitReached: {
    status: 429,
    zh: "您{whatZh}已达到上限（每小时 {perHour} 次，每天 {perDay} 次），请在 {againZh}后再试。确因工作需要的，请告知督导人员。",
    en: "You have reached the limit for {whatEn} ({perHour} an hour, {perDay} a day). Please try again after {againEn}; if your work needs more, tell your supervisor.",
  },
});

const words: Record<Limited, Text> = {
  search: { zh: "查找办件", en: "searches for people" },
  reveal: { zh: "查看完整信息", en: "looks at full data" },
  download: { zh: "下载材料和文书", en: "downloads" },
  export: { zh: "导出数据", en: "exports" },
  claim: { zh: "领办", en: "claims" },
};

const hourMs = 3_600_000;
const nextHour = (now: string): number => (Math.floor(Date.parse(now) / hourMs) + 1) * hourMs;
const nextDay = (now: string): number => Date.parse(`${dayOf(now)}T00:00:00+08:00`) + 24 * hourMs;

function refused(kind: Limited, over: "hour" | "day", now: string) {
  const until = over === "hour" ? nextHour(now) : nextDay(now);
  const again = timeOfDay(new Date(until).toISOString());
  const { perHour, perDay } = accessPolicy.limits[kind];
  const { zh: whatZh, en: whatEn } = words[kind];
  const [againZh, againEn] = over === "hour" ? [`${again} `, again] : ["明天零点", "midnight"];
  return problems.limitReached({
    facts: { whatZh, whatEn, perHour, perDay, againZh, againEn },
    headers: { "retry-after": String(Math.ceil((until - Date.parse(now)) / 1000)) },
  });
}

export const isLimited = ({ limited }: RouteContract): boolean => limited !== undefined;

/**
 * Limits of one person over all environments and functions, before anything is done. Citizens ask for what is theirs, and
 * are held to theirs of exports alone.
 * @throws Error at once where there is nowhere to count what a route limits
 */
export function limitsCalls(
  contracts: readonly RouteContract[],
  accesses: Partial<Pick<Accesses, "count">> | undefined,
  now: Clock = systemClock,
) {
  const uncounted = contracts.find(isLimited);
  if (uncounted && !accesses?.count) throw new Error(`calls of ${uncounted.path} are counted nowhere`);
  return async ({ limited: kind }: RouteContract, { id, role }: Caller): Promise<void> => {
    if (!kind || !accesses?.count || (role === "citizen" && kind !== "export")) return;
    const at = now();
    const { over, inHour } = await accesses.count(id, kind, at);
    if (over) {
      log(logs.reached, { kind, over });
      throw refused(kind, over, at);
    }
    if (inHour === accessPolicy.limits[kind].unusualInHour) log(logs.unusual, { kind, inHour });
  };
}
