/** Keys that the platform keeps; see infra/stacks/records.ts for what each is for. */
export type SecretName =
  | "machineKeys"
  | "personIndex"
  | "fieldKeys"
  | "licenceKey"
  | "carrierSecrets"
  | "documentSeals"
  | "noticeSecrets";
/** What the environment's file says, as text. */
export type SettingName =
  | "businessLicenceUrl"
  | "carriers"
  | "feePlatform"
  | "fieldCipher"
  | "noticeProviders"
  | "pagesUrl"
  | "personalDataDays"
  | "scanner";

/**
 * What is done to a table: `get` one item by its key, `getMany` at once, `query` a partition or, with a name, an index, `put`
 * an item or `update` it, alone or in a transaction; `putMany` without conditions.
 */
export type TableUse = "get" | "getMany" | "query" | `query:${string}` | "put" | "putMany" | "update";

/** Whether it changes the table. */
export const isWrite = (use: TableUse): boolean => use === "put" || use === "putMany" || use === "update";

/**
 * What is done to objects, by us or by whom we sign a link for: `get` and `put`, `abort` what was put in pieces, `notice`
 * that one is not there, `list` them, `readTags` and `tag`; read a `verdict`, where the scanner gives it as a tag.
 */
export type ObjectUse = "get" | "put" | "abort" | "notice" | "list" | "readTags" | "tag" | "verdict";

/** Something that a function needs from outside: the infrastructure grants it, the environment names it. */
export type Need =
  | { kind: "table"; table: string; uses: readonly TableUse[] }
  /** To read its versions: the variable holds where it is, never its value. */
  | { kind: "secret"; secret: SecretName }
  /** Objects of the documents' bucket whose keys fit `keys` (`prefix/*`). */
  | { kind: "objects"; keys: string; uses: readonly ObjectUse[] }
  /** To send to a queue of its own context. */
  | { kind: "queue"; queue: string }
  | { kind: "setting"; setting: SettingName }
  /** To publish events. */
  | { kind: "bus" }
  /** Where a consumer lays down what cannot be handled: the dead letters of a queue that it works off. */
  | { kind: "deadLetters" }
  /** Where it lays down what is about nothing of ours: beside a queue that it works off. */
  | { kind: "setAside" };

/** By environment variable. */
export type Needs = Readonly<Record<string, Need>>;

export const table = (name: string, ...uses: readonly TableUse[]): Need => ({
  kind: "table",
  table: name,
  uses,
});
/** Of functions that count working days: all of its years. */
export const calendar: Need = table("calendar", "query");
export const secret = (name: SecretName): Need => ({ kind: "secret", secret: name });
export const objects = (keys: string, ...uses: readonly ObjectUse[]): Need => ({
  kind: "objects",
  keys,
  uses,
});
export const queue = (name: string): Need => ({ kind: "queue", queue: name });
export const setting = (name: SettingName): Need => ({ kind: "setting", setting: name });
export const bus: Need = { kind: "bus" };
export const deadLetters: Need = { kind: "deadLetters" };
export const setAside: Need = { kind: "setAside" };
/** Of functions with lists that go on from a table's keys. */
export const pageMarks = { PERSON_INDEX_SECRET: secret("personIndex") };
/** Of functions that write or show what stands sealed: persons, answers, holders, representatives. */
export const fieldKeys = {
  FIELD_KEYS_SECRET: secret("fieldKeys"),
  FIELD_CIPHER: setting("fieldCipher"),
};

export const readNeeds = <Given extends Needs>(needs: Given): Record<keyof Given & string, string> =>
  readVariables(Object.keys(needs) as (keyof Given & string)[]);

/** @throws Error that names every variable that is missing, when the function starts */
export function readVariables<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const found = names.map((name) => [name, process.env[name] ?? ""] as const);
  const missing = found.filter(([, value]) => value === "").map(([name]) => name);
  if (missing.length > 0) throw new Error(`environment variables are missing: ${missing.join(", ")}`);
  return Object.fromEntries(found) as Record<Name, string>;
}
