import type { Access, Accesses, Search } from "#shared/kernel/accesses/access.ts";

/** Who looked at whose data, in memory. */
export function memoryAccesses(): Accesses & {
  looks: Map<string, Access[]>;
  searches: Search[];
} {
  const looks = new Map<string, Access[]>();
  const openings = new Map<string, string>();
  const searches: Search[] = [];
  return {
    looks,
    searches,
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
    async recordSearch(search) {
      searches.push(search);
    },
  };
}
