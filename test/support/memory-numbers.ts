import { officialDocumentIdOf } from "#shared/documents/official-documents.ts";
import type { NumberStore, RegisteredNumber } from "#shared/documents/running-numbers.ts";

/** For tests: what the table would hold. Passes the same tests as the real one. */
export function memoryNumbers(): NumberStore {
  const entries = new Map<string, RegisteredNumber>();
  const beside = new Map<string, RegisteredNumber>();
  const keyOf = (register: string, number: number): string => `${register}-${number}`;
  const of = (register: string): RegisteredNumber[] =>
    [...entries.values()]
      .filter((one) => one.register === register)
      .toSorted((one, other) => other.number - one.number);
  return {
    last: async (register) => of(register)[0],
    ofDocument: async (document) => beside.get(officialDocumentIdOf(document)),
    ofCase: async (caseNumber) => [...beside.values()].filter((one) => one.caseNumber === caseNumber),
    entry: async (register, number) => entries.get(keyOf(register, number)),
    async list(register, { cursor, limit }) {
      const rest = of(register).filter(({ number }) => !cursor?.sk || number < Number(cursor.sk));
      const items = rest.slice(0, limit);
      const last = items.at(-1);
      return { items, next: last && rest.length > limit ? { sk: String(last.number) } : undefined };
    },
    async take(number) {
      const key = keyOf(number.register, number.number);
      if (entries.has(key)) return false;
      entries.set(key, number);
      return true;
    },
    async keep(number) {
      const id = officialDocumentIdOf(number);
      if (!beside.has(id)) beside.set(id, number);
    },
    async void(number) {
      const key = keyOf(number.register, number.number);
      const before = entries.get(key);
      if (!before || before.void) return false;
      entries.set(key, { ...before, void: number.void });
      return true;
    },
  };
}
