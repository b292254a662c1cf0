import type { TongbanEvent } from "#events/define-event.ts";
import type { NoticeEvent } from "#events/notice.ts";
import { dayOf, startOfDay, timeOfDay } from "#shared/kernel/calendar/working-days.ts";
import type { Channel } from "./channels/port.ts";
import type { Preference } from "./people/preference.ts";
import { type Notice, notice, noticeIdOf } from "./record.ts";
import { policy, type Rule } from "./rules.ts";
import { templateOf } from "./templates.ts";

const hourMs = 3_600_000;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const isWithin = ({ from, until }: Quiet, minute: number): boolean =>
  minutesOf(from) <= minutesOf(until)
    ? minutesOf(from) <= minute && minute < minutesOf(until)
    : minute >= minutesOf(from) || minute < minutesOf(until);

type Quiet = { from: string; until: string };
const dayMinutes = 24 * 60;

/** When it is no quiet hour of the district's or their own any more (ISO 8601, UTC); undefined: it is none now. */
export function quietUntil(now: string, own?: Quiet): string | undefined {
  const start = Date.parse(startOfDay(dayOf(now)));
  const first = minutesOf(timeOfDay(now));
  const ranges = [policy.quiet, ...(own ? [own] : [])];
  for (let minute = first; minute < first + dayMinutes; minute += 1)
    if (!ranges.some((range) => isWithin(range, minute % dayMinutes)))
      return minute === first ? undefined : new Date(start + minute * 60_000).toISOString();
  // Whoever is quiet all day is told when the district's own quiet hours end.
  return quietUntil(now);
}

/** When the day's digest goes out next. */
export function digestAt(now: string): string {
  const today = Date.parse(startOfDay(dayOf(now))) + minutesOf(policy.digestAt) * 60_000;
  return new Date(today > Date.parse(now) ? today : today + 24 * hourMs).toISOString();
}

export type Told = {
  recipientId: string;
  preference: Pick<Preference, "language" | "declined" | "quiet" | "digest">;
  /** Ways on which they have an address that can be used. */
  reachable: readonly Channel[];
  /** How many notices they got today. */
  today: number;
};
type About = Pick<Notice, "caseNumber" | "department" | "item" | "addressId" | "serviceId" | "policy">;

type Beginning = Pick<Notice, "state" | "ways"> & Partial<Pick<Notice, "nextAt" | "why">>;

/** On which ways, and when; what is not sent stands in the inbox and has reached it with that. */
function beginning(rule: PlanRule, told: Told, now: string, expiresOn: string): Beginning {
  const { category } = templateOf(rule.template);
  const ways = rule.channels.filter((channel) => told.reachable.includes(channel));
  const wanted = rule.legal
    ? ways
    : ways.filter((channel) => !told.preference.declined[category]?.includes(channel));
  const suppressed = (why: NonNullable<Notice["why"]>): Beginning => ({
    state: "suppressed",
    ways: [],
    why,
  });
  if (ways.length === 0) return { state: "delivered", ways: [] };
  if (expiresOn <= now) return suppressed("expired");
  if (wanted.length === 0) return suppressed("optedOut");
  if (!rule.legal && rule.urgency !== "urgent" && told.today >= policy.perDay) return suppressed("overCap");
  if (rule.urgency === "urgent") return { state: "planned", ways: wanted };
  const digest = !rule.legal && (rule.urgency === "digest" || told.preference.digest === true);
  const from = digest ? digestAt(now) : now;
  const nextAt = quietUntil(from, told.preference.quiet) ?? (digest ? from : undefined);
  return nextAt ? { state: "held", ways: wanted, nextAt } : { state: "planned", ways: wanted };
}

export type PlanRule = Pick<Rule, "template" | "channels" | "urgency" | "hours"> & { legal?: unknown };

/** The notice that an event means for one person, by its rule and by what they want. Pure; the same event plans the same one. */
export function plannedNotice(
  event: Pick<TongbanEvent, "id" | "time">,
  rule: PlanRule,
  told: Told,
  about: About,
  { now, trace }: { now: string; trace: string },
): Notice {
  const { version, category } = templateOf(rule.template);
  const { recipientId } = told;
  const expiresOn = new Date(Date.parse(event.time) + rule.hours * hourMs).toISOString();
  const begins = beginning(rule, told, now, expiresOn);
  const digest = begins.state === "held" && !rule.legal && told.preference.digest === true;
  const urgency: NoticeEvent["data"]["urgency"] = digest ? "digest" : rule.urgency;
  const named = {
    planned: "planned",
    held: "held",
    delivered: "delivered",
    suppressed: "suppressed",
  } as const;
  return notice.first(
    {
      noticeId: noticeIdOf({ eventId: event.id, at: event.time, recipientId, templateId: rule.template }),
      templateId: rule.template,
      templateVersion: version,
      category,
      urgency,
      recipientId,
      ...about,
      ...(rule.legal !== undefined && { legal: true as const }),
      language: told.preference.language,
      plannedAt: now,
      // What is held until tomorrow is still sent then.
      expiresOn: begins.nextAt && begins.nextAt >= expiresOn ? hourAfter(begins.nextAt) : expiresOn,
      ...begins,
      ...(begins.state === "delivered" && { channel: "inbox" as const }),
    },
    {
      event: named[begins.state as keyof typeof named],
      at: now,
      actor: { role: "system", id: "notices" },
      trace,
    },
  );
}

const hourAfter = (at: string): string => new Date(Date.parse(at) + 12 * hourMs).toISOString();
