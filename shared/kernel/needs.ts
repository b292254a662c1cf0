import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";

/** Something that a function needs from outside: the infrastructure grants it, the environment names it. */
export type Need =
  | { kind: "table"; table: string; access: "read" | "readWrite" }
  /** Where a consumer lays down what cannot be handled: its own queue's dead letters. */
  | { kind: "deadLetters" };

/** By environment variable. */
export type Needs = Readonly<Record<string, Need>>;

export const read = (table: string): Need => ({ kind: "table", table, access: "read" });
export const readWrite = (table: string): Need => ({ kind: "table", table, access: "readWrite" });
export const deadLetters: Need = { kind: "deadLetters" };

/** @throws Error that names every variable that is missing, when the function starts */
export const readNeeds = <Given extends Needs>(needs: Given): Record<keyof Given & string, string> =>
  readEnv(Object.fromEntries(Object.keys(needs).map((variable) => [variable, nonEmpty]))) as Record<
    keyof Given & string,
    string
  >;
