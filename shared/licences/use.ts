import * as z from "zod";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { ConditionalPut } from "#shared/kernel/aws/put-version.ts";
import { licence } from "./record.ts";

/** One use of a licence that its holder authorised (用证): for which case and material, by which department. */
export const licenceUse = z.object({
  licenceId: z.string(),
  caseNumber: z.string(),
  materialId: z.string(),
  department: z.string(),
  itemCode: z.string(),
  at: z.iso.datetime(),
});
export type LicenceUse = z.infer<typeof licenceUse>;

/** Each licence's log of its uses, beside its record. */
export type LicenceUses = {
  /** What adds these to the logs: nothing for those that are there, once for each licence, case and material. */
  additions(uses: readonly LicenceUse[]): Promise<ConditionalPut[]>;
  /** By case and material. */
  list(licenceId: string, query: { cursor?: Cursor; limit: number }): Promise<Page<LicenceUse>>;
};

export const usePrefix = "USE#";
export const keyOfUse = ({ licenceId, caseNumber, materialId }: LicenceUse) => ({
  pk: licence.keyOf(licenceId).pk,
  sk: `${usePrefix}${caseNumber}#${materialId}`,
});
