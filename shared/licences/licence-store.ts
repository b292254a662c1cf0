import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { Licence, LicenceDocument } from "./licence.ts";

/** One use of a licence that its holder authorised (用证): for which case and material, by which department. */
export type LicenceUse = {
  licenceId: string;
  caseNumber: string;
  materialId: string;
  department: string;
  itemCode: string;
  at: string;
};

/** Where licences are kept. Every adapter passes the same contract suite. */
export type LicenceStore = {
  /** Record and document together, or false when the licence is there already. */
  issue(licence: Licence, document: LicenceDocument): Promise<boolean>;
  /** Only over the version before. */
  replace(next: Licence): Promise<boolean>;
  read(licenceId: string): Promise<Licence | undefined>;
  readMany(licenceIds: string[]): Promise<Licence[]>;
  readDocument(licenceId: string): Promise<LicenceDocument | undefined>;
  /** Newest first. */
  byHolder(account: string, cursor: Cursor, limit: number): Promise<Page<Licence>>;
  /** Once for each licence, case and material. */
  recordUse(use: LicenceUse): Promise<void>;
  uses(licenceId: string, cursor: Cursor, limit: number): Promise<Page<LicenceUse>>;
};
