import type { SecretTexts } from "#shared/kernel/aws/secret.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import type { CasePerson } from "./case.ts";

/** What a person can be found by without the table holding a number that can be searched or read. */
export function personIndex(secrets: SecretTexts) {
  const { keyOf, lookUp, namesUnder } = personKeys(secrets);
  return {
    async keysOf({ applicant }: CasePerson) {
      return {
        idKey: await keyOf("idNumber", applicant.idNumber),
        phoneKey: await keyOf("phone", applicant.phone),
      };
    },
    /** The same of those who apply together with the applicant, under a kind of their own: so they find what names them. */
    partyKeysOf: ({ parties = [] }: CasePerson): Promise<PersonKeys[]> =>
      Promise.all(
        parties.map(async ({ idNumber, phone }) => ({
          idKey: await keyOf("party", idNumber),
          phoneKey: await keyOf("phone", phone),
        })),
      ),
    lookUp,
    namesUnder,
  };
}

export type PersonIndex = ReturnType<typeof personIndex>;
export type PersonKeys = { idKey: string; phoneKey: string };
