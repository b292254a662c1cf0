import type { CalendarStore, ImportedYear } from "#shared/kernel/calendar/calendar-store.ts";

export function memoryCalendarStore(): CalendarStore {
  const kept = new Map<number, ImportedYear>();
  return {
    years: async () => structuredClone([...kept.values()].sort((a, b) => a.year - b.year)),
    async put(year) {
      const before = kept.get(year.year);
      if (before && before.version !== year.version - 1) return false;
      kept.set(year.year, structuredClone(year));
      return true;
    },
  };
}
