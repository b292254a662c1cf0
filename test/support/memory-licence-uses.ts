import { keyOfUse, type LicenceUse, type LicenceUses, licenceUse } from "#shared/licences/use.ts";

/** For tests. `take` is what the transaction of a case does. */
export function memoryLicenceUses(): LicenceUses & { take(uses: readonly LicenceUse[]): Promise<void> } {
  const uses = new Map<string, LicenceUse>();
  const nameOf = (use: LicenceUse): string => Object.values(keyOfUse(use)).join(" ");
  const additions: LicenceUses["additions"] = async (wanted) =>
    wanted
      .filter((use) => !uses.has(nameOf(use)))
      .map((use) => ({
        TableName: "licences",
        Item: { ...keyOfUse(use), ...use },
        ConditionExpression: "attribute_not_exists(pk)",
      }));
  return {
    additions,
    async take(wanted) {
      for (const { Item } of await additions(wanted)) {
        const use = licenceUse.parse(Item);
        uses.set(nameOf(use), use);
      }
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
