import type { Party } from "#shared/cases/case.ts";
import type { CaseReader } from "#shared/cases/case-store.ts";
import type { PersonSearchStore } from "#shared/cases/dynamodb-person-search.ts";
import type { PersonIndex } from "#shared/cases/person-index.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { idWithoutAccount } from "#shared/kernel/people/person-keys.ts";
import { organisationId } from "#shared/representations/public.ts";

/** Under which name the matters of somebody stand who is at the window with their papers. */
export type NameAtWindow = (party: Pick<Party, "idType" | "idNumber">) => Promise<string>;

type Deps = {
  index: Pick<PersonIndex, "lookUp">;
  access: PersonSearchStore;
  store: Pick<CaseReader, "readMany" | "readPerson">;
};

/** Enough to find one that somebody filed by themselves among those that were filed for them. */
const maxLookedAt = 20;

/** Nobody but the sign-in said whose it is: filed online in one's own name. */
const isFiledByThemselves = ({ channel, submittedBy, parent }: CaseHead): boolean =>
  channel === "online" && submittedBy === undefined && parent === undefined;

/**
 * The account that has applied online under this verified ID number; nothing that a clerk says makes it another's. Else a
 * name made from the number, which whoever signs in with it finds again. An organisation's is its public code.
 */
export const namesAtWindow =
  ({ index, access, store }: Deps): NameAtWindow =>
  async ({ idType, idNumber }) => {
    if (idType === "uscc") return organisationId(idNumber.toUpperCase());
    const keys = await index.lookUp("idNumber", idNumber);
    const heads = await store.readMany(await access.find("idNumber", keys, maxLookedAt));
    const newestFirst = heads
      .filter(isFiledByThemselves)
      .toSorted((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1));
    for (const { caseNumber, applicantId } of newestFirst) {
      const person = await store.readPerson(caseNumber);
      const isVerified = person?.applicant.idType === idType && !person.numberCorrected;
      if (isVerified) return applicantId;
    }
    return idWithoutAccount(keys[0] ?? "");
  };
