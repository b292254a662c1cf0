import { createHmac } from "node:crypto";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";
import type { CasePerson } from "./case.ts";

type Searched = "idNumber" | "phone";

/** 128 bits of HMAC-SM3 under the index's own secret; the kind keeps a phone from matching an ID number. */
const keyUnder = (secret: string, kind: Searched, value: string): string =>
  createHmac("sm3", secret).update(`${kind}:${value.trim().toUpperCase()}`).digest("hex").slice(0, 32);

/** What a person can be found by without the table holding a number that can be searched or read. */
export function personIndex(secrets: SecretTexts) {
  return {
    async keysOf({ applicant }: CasePerson) {
      const [secret] = await secrets();
      if (!secret) throw new Error("the person index has no secret");
      return {
        idKey: keyUnder(secret, "idNumber", applicant.idNumber),
        phoneKey: keyUnder(secret, "phone", applicant.phone),
      };
    },
    /** One key for each version of the secret, the current one first. */
    lookUp: async (kind: Searched, value: string): Promise<string[]> =>
      (await secrets()).map((secret) => keyUnder(secret, kind, value)),
  };
}

export type PersonIndex = ReturnType<typeof personIndex>;
export type PersonKeys = Awaited<ReturnType<PersonIndex["keysOf"]>>;
