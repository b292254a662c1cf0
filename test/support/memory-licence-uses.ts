import { keyOfUse, type LicenceUse, type LicenceUses } from "#shared/licences/use.ts";

/** For tests. */
export function memoryLicenceUses(): LicenceUses {
  const uses = new Map<string, LicenceUse>();
  return {
    async add(use) {
      const { pk, sk } = keyOfUse(use);
      const key = `${pk} ${sk}`;
      if (!uses.has(key)) uses.set(key, structuredClone(use));
    },
    async list(licenceId, { cursor, limit }) {
      const own = [...uses.values()]
        .filter((use) => use.licenceId === licenceId && keyOfUse(use).sk > (cursor?.sk ?? ""))
        .sort((a, b) => (keyOfUse(a).sk < keyOfUse(b).sk ? -1 : 1));
      const page = own.slice(0, limit);
      const last = page.at(-1);
      return {
        items: structuredClone(page),
        next: last && own.length > limit ? { sk: keyOfUse(last).sk } : undefined,
      };
    },
  };
}
