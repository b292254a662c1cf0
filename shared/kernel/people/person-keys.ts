import { createHmac } from "node:crypto";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";

/** `party` is the ID number of whoever is named to apply together with somebody. */
export type KeyedFact = "idNumber" | "phone" | "party";

/** 128 bits of HMAC-SM3 under the index's own secret; the kind keeps a phone from matching an ID number. */
const keyUnder = (secret: string, kind: KeyedFact, value: string): string =>
  createHmac("sm3", secret).update(`${kind}:${value.trim().toUpperCase()}`).digest("hex").slice(0, 32);

/** Whoever has no account, under a name made from their ID number: the same person each time. */
export const idWithoutAccount = (key: string): string => `id:${key}`;

type Numbered = { idType: string; idNumber: string };

/** Keys by which a person is found without a table holding a number that can be searched or read. */
export function personKeys(secrets: SecretTexts) {
  /** One key for each version of the secret, the current one first. */
  const lookUp = async (kind: KeyedFact, value: string): Promise<string[]> =>
    (await secrets()).map((secret) => keyUnder(secret, kind, value));
  /**
   * Under which names somebody's matters stand: the one that is known, and those that were made from their ID number
   * where nobody knew of an account.
   */
  const namesUnder = async (name: string, party: Numbered | undefined): Promise<string[]> => {
    const isPerson = party !== undefined && party.idType !== "uscc";
    const made = isPerson ? await lookUp("idNumber", party.idNumber) : [];
    return [...new Set([name, ...made.map(idWithoutAccount)])];
  };
  return {
    lookUp,
    namesUnder,
    /** The caller's own: only a verified identity claims what stands under its number. */
    namesOf: ({ id, identity }: Pick<Caller, "id" | "identity">): Promise<string[]> =>
      namesUnder(id, identity),
    /** Under the current version of the secret. */
    async keyOf(kind: KeyedFact, value: string): Promise<string> {
      const [secret] = await secrets();
      if (!secret) throw new Error("the person index has no secret");
      return keyUnder(secret, kind, value);
    },
  };
}
export type PersonKeys = ReturnType<typeof personKeys>;
