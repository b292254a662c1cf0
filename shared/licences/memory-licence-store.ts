import type { Licence, LicenceDocument } from "./licence.ts";
import type { LicenceStore, LicenceUse } from "./licence-store.ts";

/** For tests. */
export function memoryLicenceStore(): LicenceStore {
  const licences = new Map<string, Licence>();
  const documents = new Map<string, LicenceDocument>();
  const uses = new Map<string, LicenceUse>();
  const pageFrom = <Entry>(entries: Entry[], start: number, limit: number) => ({
    items: structuredClone(entries.slice(start, start + limit)),
    next: entries.length > start + limit ? { start: String(start + limit) } : undefined,
  });
  return {
    async issue(licence, document) {
      if (licences.has(licence.licenceId)) return false;
      licences.set(licence.licenceId, structuredClone(licence));
      documents.set(licence.licenceId, structuredClone(document));
      return true;
    },
    async replace(next) {
      if (licences.get(next.licenceId)?.version !== next.version - 1) return false;
      licences.set(next.licenceId, structuredClone(next));
      return true;
    },
    read: async (licenceId) => structuredClone(licences.get(licenceId)),
    readMany: async (ids) => structuredClone(ids.flatMap((id) => licences.get(id) ?? [])),
    readDocument: async (licenceId) => structuredClone(documents.get(licenceId)),
    async byHolder(account, cursor, limit) {
      const own = [...licences.values()]
        .filter(({ holderAccount }) => holderAccount === account)
        .sort((a, b) => (a.issuedAt < b.issuedAt ? 1 : -1));
      return pageFrom(own, Number(cursor?.start ?? 0), limit);
    },
    async recordUse(use) {
      const key = `${use.licenceId}#${use.caseNumber}#${use.materialId}`;
      if (!uses.has(key)) uses.set(key, structuredClone(use));
    },
    async uses(licenceId, cursor, limit) {
      const own = [...uses.values()].filter((use) => use.licenceId === licenceId);
      return pageFrom(own, Number(cursor?.start ?? 0), limit);
    },
  };
}
