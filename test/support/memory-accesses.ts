import type { Access, Accesses, Search } from "#shared/kernel/accesses/access.ts";
import { accessPolicy } from "#shared/kernel/accesses/policy.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";

/** Who looked at whose data, in memory. */
export function memoryAccesses(): Accesses & {
  looks: Map<string, Access[]>;
  searched: Search[];
} {
  const looks = new Map<string, Access[]>();
  const openings = new Map<string, string>();
  const searches: Search[] = [];
  const counts = new Map<string, number>();
  return {
    looks,
    searched: searches,
    async record(subject, access) {
      const known = looks.get(subject) ?? [];
      const hour = (one: Access) => JSON.stringify([one.at.slice(0, 13), one.by.id, one.what, one.record]);
      const isKnown = !access.reason && known.some((one) => !one.reason && hour(one) === hour(access));
      if (!isKnown) looks.set(subject, [access, ...known]);
    },
    async list(subject, cursor, limit) {
      const start = Number(cursor?.sk ?? 0);
      const all = looks.get(subject) ?? [];
      const end = start + limit;
      return { items: all.slice(start, end), next: end < all.length ? { sk: String(end) } : undefined };
    },
    async open(subject, account, until) {
      openings.set(`${subject} ${account}`, until);
    },
    isOpen: async (subject, account, now) => now < (openings.get(`${subject} ${account}`) ?? ""),
    async count(account, kind, at) {
      const { perHour, perDay } = accessPolicy.limits[kind];
      const [day, hour] = [`${account} ${kind} ${dayOf(at)}`, `${account} ${kind} ${at.slice(0, 13)}`];
      const [inDay, inHour] = [counts.get(day) ?? 0, counts.get(hour) ?? 0];
      if (inDay >= perDay || inHour >= perHour) return { over: inDay >= perDay ? "day" : "hour", inHour };
      counts.set(day, inDay + 1);
      counts.set(hour, inHour + 1);
      return { inHour: inHour + 1 };
    },
    async searches({ day, account }, cursor, limit) {
      const start = Number(cursor?.sk ?? 0);
      const all = searches
        .filter(({ at, by }) => dayOf(at) === day && (account === undefined || by.id === account))
        .toSorted((a, b) => (`${a.by.id}#${a.at}` < `${b.by.id}#${b.at}` ? -1 : 1));
      const end = start + limit;
      return { items: all.slice(start, end), next: end < all.length ? { sk: String(end) } : undefined };
    },
    async recordSearch(search) {
      searches.push(search);
    },
  };
}
