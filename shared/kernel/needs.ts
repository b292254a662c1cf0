/** Keys that the platform keeps; see infra/stacks/records.ts for what each is for. */
export type SecretName =
  | "machineKeys"
  | "personIndex"
  | "fieldKeys"
  | "licenceKey"
  | "carrierSecrets"
  | "documentSeals";
/** What the environment's file says, as text. */
export type SettingName =
  | "businessLicenceUrl"
  | "carriers"
  | "feePlatform"
  | "fieldCipher"
  | "pagesUrl"
  | "personalDataDays"
  | "scanner";

/**
 * `add`: to put some there; `readFiles`: to read them; `files`: and to write them; `scannedFiles`: and to read a scanner's verdict; `packages`: to
 * read, write in pieces and mark them; `tags`: to find and mark them.
 */
export type ObjectAccess = "add" | "readFiles" | "files" | "scannedFiles" | "packages" | "tags";

/** Something that a function needs from outside: the infrastructure grants it, the environment names it. */
export type Need =
  | { kind: "table"; table: string; access: "read" | "readWrite" }
  /** To read its versions: the variable holds where it is, never its value. */
  | { kind: "secret"; secret: SecretName }
  /** Objects of the documents' bucket whose keys fit `keys` (`prefix/*`). */
  | { kind: "objects"; keys: string; access: ObjectAccess }
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

export const read = (table: string): Need => ({ kind: "table", table, access: "read" });
export const readWrite = (table: string): Need => ({ kind: "table", table, access: "readWrite" });
export const secret = (name: SecretName): Need => ({ kind: "secret", secret: name });
export const objects = (keys: string, access: ObjectAccess): Need => ({ kind: "objects", keys, access });
export const queue = (name: string): Need => ({ kind: "queue", queue: name });
export const setting = (name: SettingName): Need => ({ kind: "setting", setting: name });
export const bus: Need = { kind: "bus" };
export const deadLetters: Need = { kind: "deadLetters" };
export const setAside: Need = { kind: "setAside" };
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
