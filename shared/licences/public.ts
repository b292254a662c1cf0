import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { dynamodbLicenceStore } from "./dynamodb-licence-store.ts";
import { stateOn } from "./licence.ts";
import type { LicenceStore, LicenceUse } from "./licence-store.ts";
import { licenceTypeNamed } from "./licence-types.ts";

export type WantedLicence = { materialId: string; licenceId: string; licenceType: string };
export type LicenceProblem = "unknown" | "wrongType" | "notValid";

/**
 * What other contexts may ask of licences. A material filled from here has trust level A (国办函〔2016〕108号): issued
 * by an office, used directly.
 */
export type LicencesPublic = {
  /** What keeps licences from standing for materials; empty when all may. Somebody else's licence is unknown. */
  check(
    wanted: WantedLicence[],
    holderAccount: string,
    now: string,
  ): Promise<{ materialId: string; problem: LicenceProblem }[]>;
  /** The log of uses that the holder authorised; the same use again changes nothing. */
  recordUses(uses: LicenceUse[]): Promise<void>;
};

export function licencesPublic(store: Pick<LicenceStore, "readMany" | "recordUse">): LicencesPublic {
  return {
    async check(wanted, holderAccount, now) {
      if (wanted.length === 0) return [];
      const found = await store.readMany(wanted.map(({ licenceId }) => licenceId));
      const own = new Map(
        found
          .filter((licence) => licence.holderAccount === holderAccount)
          .map((licence) => [licence.licenceId, licence]),
      );
      const problemOf = ({ licenceId, licenceType }: WantedLicence): LicenceProblem | undefined => {
        const licence = own.get(licenceId);
        if (!licence) return "unknown";
        if (licence.typeCode !== licenceTypeNamed(licenceType)?.code) return "wrongType";
        return stateOn(licence, dayOf(now)) === "valid" ? undefined : "notValid";
      };
      return wanted.flatMap((one) => {
        const problem = problemOf(one);
        return problem ? [{ materialId: one.materialId, problem }] : [];
      });
    },
    async recordUses(uses) {
      await Promise.all(uses.map((use) => store.recordUse(use)));
    },
  };
}

export const licencesOf = (table: string): LicencesPublic => licencesPublic(dynamodbLicenceStore(table));
