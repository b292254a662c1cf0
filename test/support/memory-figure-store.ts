import type { CasesPublic } from "#shared/cases/public.ts";
import type { ChangedDay, FigureStore, StoredDay } from "#shared/ratings/figures/days.ts";
import { daysIn, rowOf } from "#shared/ratings/figures/rows.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";
import { ratableIn } from "#shared/ratings/stages/ratable.ts";

export function inMemoryFigureStore(
  ratings: { all(): Promise<RatingRecord[]> },
  cases: Pick<CasesPublic, "accepted" | "ended">,
): FigureStore {
  const kept = new Map<string, StoredDay & { department: string }>();
  const changed = new Map<string, ChangedDay & { takenAt?: string }>();
  const keyOf = ({ department, day }: ChangedDay): string => `${department}#${day}`;
  return {
    facts: async (department, days) => ({
      rows: (await ratings.all())
        .filter(({ invitation }) => invitation.department === department)
        .map(rowOf)
        .filter((row) => daysIn(row).some((day) => day >= days.from && day <= days.to)),
      ratable: await ratableIn(cases, department, days),
    }),
    kept: async (department, from, to, asked) =>
      [...kept.values()]
        .filter((each) => each.department === department && each.day >= from && each.day <= to)
        .sort((a, b) => (a.day < b.day ? -1 : 1))
        .map(({ day, madeAt, counts }) => ({
          day,
          madeAt,
          counts: { ...nothing, ...Object.fromEntries(asked.map((part) => [part, counts[part]])) },
        })),
    async keep(department, made) {
      const key = keyOf({ department, day: made.day });
      if ((kept.get(key)?.madeAt ?? "") < made.madeAt)
        kept.set(key, structuredClone({ ...made, department }));
    },
    async noteChanged(day) {
      const key = keyOf(day);
      if (!changed.has(key) || changed.get(key)?.takenAt) changed.set(key, { ...day });
    },
    async takeChanged(until, at) {
      const days = [...changed.values()].filter(({ day }) => day < until);
      for (const day of days) changed.set(keyOf(day), { ...day, takenAt: at });
      return days.map(({ department, day }) => ({ department, day }));
    },
    async forgetChanged(day, takenAt) {
      if (changed.get(keyOf(day))?.takenAt === takenAt) changed.delete(keyOf(day));
    },
  };
}

const nothing = { all: {}, item: {}, window: {}, channel: {} };
