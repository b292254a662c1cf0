import departments from "#data/departments.json" with { type: "json" };
import { type CaseEvent, caseEvents } from "#events/case.ts";
import type { CaseRecord, CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import { licenceIdentifier } from "#shared/licences/identifier.ts";
import { type Licence, type LicenceDocument, licenceIdOf, signedText } from "#shared/licences/licence.ts";
import type { LicenceStore } from "#shared/licences/licence-store.ts";
import { type LicenceType, licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { type LicenceSigner, sm3Hex } from "#shared/licences/signing.ts";

export type IssuingDeps = {
  store: Pick<LicenceStore, "issue">;
  cases: Pick<CasesPublic, "recordOf">;
  items: Pick<CatalogueItems, "version">;
  signer: Pick<LicenceSigner, "sign">;
};

const logs = defineLogs("licenceIssuing", {
  issued: { level: "info", text: "an approved case issued its licence" },
  there: { level: "info", text: "the case's licence was there already" },
});

/** The day before the same day some years later: five years from 2026-09-18 end on 2031-09-17. */
function lastDay(from: string, { years }: LicenceType): string | undefined {
  if (years === undefined) return undefined;
  const day = new Date(from);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

function documentOf(
  { head, form, person }: CaseRecord,
  type: LicenceType,
  licenceId: string,
  issuedAt: string,
): LicenceDocument {
  const issuer = departments.find(({ code }) => code === head.department);
  if (!issuer) throw new PermanentError(`department ${head.department} is not known`);
  const { name, idType, idNumber } = person.applicant;
  const validFrom = dayOf(issuedAt);
  const validTo = lastDay(validFrom, type);
  return {
    identifier: licenceIdentifier({ typeCode: type.code, issuer: issuer.uscc, serial: licenceId }),
    type: { code: type.code, name: type.name.zh },
    // The district's code and the licence's own serial: no counter, so nothing to guess from one to the next.
    number: `411602${licenceId.slice(0, 12)}`,
    holder: { name, idType, idNumber },
    issuer: { name: issuer.name.zh, code: issuer.uscc },
    issuedAt,
    validFrom,
    ...(validTo && { validTo }),
    particulars: Object.fromEntries(
      Object.entries(form.answers).filter((entry): entry is [string, string | number | boolean] =>
        isScalar(entry[1]),
      ),
    ),
  };
}

/** Issues the licence (电子证照) of an approved case whose item gives one: once, however often it is told. */
export function licenceIssuing({ store, cases, items, signer }: IssuingDeps): MessageHandler {
  const issue = async ({ data, time, traceparent }: CaseEvent): Promise<void> => {
    const { caseNumber, itemCode, itemVersion } = data;
    const published = await items.version(itemCode, itemVersion);
    if (!published) throw new PermanentError(`item ${itemCode} version ${itemVersion} is gone`);
    const { licenceType } = published.item.result;
    if (!licenceType) return;
    const type = licenceTypeNamed(licenceType);
    if (!type) throw new PermanentError(`licence type ${licenceType} of item ${itemCode} has no code`);
    const record = await cases.recordOf(caseNumber);
    if (!record) throw new PermanentError(`no case ${caseNumber}`);

    const licenceId = licenceIdOf(caseNumber);
    const document = documentOf(record, type, licenceId, time);
    const signed = signedText(document);
    const licence: Licence = {
      licenceId,
      identifier: document.identifier,
      typeCode: type.code,
      number: document.number,
      holderAccount: record.head.applicantId,
      department: record.head.department,
      caseNumber,
      itemCode,
      issuedAt: time,
      validFrom: document.validFrom,
      ...(document.validTo && { validTo: document.validTo }),
      state: "valid",
      digest: sm3Hex(signed),
      signature: await signer.sign(signed),
      version: 1,
      lastEvent: {
        name: "issued",
        at: time,
        actor: { role: "system", id: "licence-issuing" },
        trace: childTrace(traceparent),
      },
    };
    const isNew = await store.issue(licence, document);
    log(isNew ? logs.issued : logs.there, { caseNumber, licenceId });
  };
  return eventHandler([on(caseEvents.approved, issue), on(caseEvents.decidedOnTheSpot, issue)]);
}
