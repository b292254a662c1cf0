import type { ArchiveFailure } from "#events/archive.ts";
import type { Archive } from "#shared/archives/record.ts";
import type { CaseForm, CaseRecord, CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems, ServiceItem } from "#shared/catalogue/public.ts";
import type { DeliveriesPublic } from "#shared/deliveries/public.ts";
import { officialDocumentsOf } from "#shared/documents/public.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import type { IssuedLicence, LicencesPublic } from "#shared/licences/public.ts";
import type { RatingsPublic } from "#shared/ratings/public.ts";

/** Why this case cannot be packed as it is: shown to whoever has to put it right. */
export class CannotPackError extends Error {
  override readonly name = "CannotPackError";
  readonly failure: { reason: ArchiveFailure; part?: string };

  constructor(reason: ArchiveFailure, part?: string) {
    super(part ? `${reason} ${part}` : reason);
    this.failure = { reason, ...(part && { part }) };
  }
}

export type DossierDeps = {
  cases: Pick<CasesPublic, "recordOf" | "historyOf">;
  items: Pick<CatalogueItems, "version">;
  ratings: Pick<RatingsPublic, "ratingsOf" | "ratingOf">;
  deliveries: Pick<DeliveriesPublic, "deliveriesOf">;
  licences: Pick<LicencesPublic, "issuedBy">;
  isSigned(licence: IssuedLicence): Promise<boolean>;
};

/** Everything that is kept of one case, but for the bytes of its files. */
export type Dossier = {
  record: CaseRecord;
  /** Every revision of the application, the first one first. */
  forms: CaseForm[];
  history: HistoryEntry[];
  item: ServiceItem;
  officialDocuments: ReturnType<typeof officialDocumentsOf>;
  ratings: Record<string, unknown>[];
  deliveries: Awaited<ReturnType<DeliveriesPublic["deliveriesOf"]>>;
  licence?: IssuedLicence & { signatureIsValid: boolean };
};

async function formsOf(cases: DossierDeps["cases"], { head }: CaseRecord): Promise<CaseForm[]> {
  const forms: CaseForm[] = [];
  for (let revision = 1; revision <= head.formRevision; revision += 1) {
    const one = await cases.recordOf(head.caseNumber, { revision });
    if (!one) throw new CannotPackError("applicationGone", `${revision}`);
    forms.push(one.form);
  }
  return forms;
}

/** All of it, and the history's chain followed. @throws CannotPackError when something is missing or does not fit */
export async function dossierOf(deps: DossierDeps, archive: Archive): Promise<Dossier> {
  const { caseNumber, itemCode, itemVersion } = archive;
  const { cases, items, ratings, deliveries, licences } = deps;
  const record = await cases.recordOf(caseNumber);
  if (!record) throw new CannotPackError("applicationGone");
  const published = await items.version(itemCode, itemVersion);
  if (!published) throw new CannotPackError("itemGone", `${itemCode}/${itemVersion}`);
  const history = await cases.historyOf(caseNumber);
  if (history.length < record.head.version)
    throw new CannotPackError("historyIncomplete", `${history.length}`);
  const chain = verifyChain(history, record.head.hash);
  if (!chain.ok) throw new CannotPackError("chainBroken", `${chain.at}`);
  const { applicantId, acceptedAt, endedAt, state } = record.head;
  const stages = await ratings.ratingsOf({
    caseNumber,
    ...(acceptedAt && { acceptedAt }),
    ...(endedAt && { ended: { at: endedAt, as: state } }),
    ...(record.head.parent && { parent: record.head.parent }),
  });
  const rated = stages.filter(({ level }) => level !== undefined);
  const issued = await licences.issuedBy(caseNumber, applicantId);
  return {
    record,
    forms: await formsOf(cases, record),
    history,
    item: published.item,
    officialDocuments: officialDocumentsOf({ caseNumber, itemCode }, history),
    ratings: await Promise.all(
      rated.map(async (view) => ({ ...view, ...(await ratings.ratingOf({ caseNumber, ...view })) })),
    ),
    deliveries: await deliveries.deliveriesOf(caseNumber),
    ...(issued && { licence: { ...issued, signatureIsValid: await deps.isSigned(issued) } }),
  };
}
