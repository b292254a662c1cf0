import departments from "#data/departments.json" with { type: "json" };
import type { CaseEvent } from "#events/case.ts";
import { versionOf } from "#events/define-event.ts";
import type { CaseRecord, CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { followEvents, type MessageHandler, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { documentOf, signedText } from "#shared/licences/document.ts";
import { licenceIdentifier } from "#shared/licences/identifier.ts";
import { type LicenceType, licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { type Licence, licence, licenceIdOf } from "#shared/licences/record.ts";
import type { LicenceSigner } from "#shared/licences/signing.ts";
import { follows } from "#shared/licences/wiring.ts";

export type IssuingDeps = {
  store: Pick<RecordStore<Licence>, "write">;
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

/** What the licence of a case says. */
function saidOf({ head, form, person }: CaseRecord, type: LicenceType, licenceId: string, issuedAt: string) {
  const issuer = departments.find(({ code }) => code === head.department);
  if (!issuer) throw new PermanentError(`department ${head.department} is not known`);
  const { name, idType, idNumber } = person.applicant;
  const validFrom = dayOf(issuedAt);
  return {
    licenceId,
    identifier: licenceIdentifier({ typeCode: type.code, issuer: issuer.uscc, serial: licenceId }),
    typeCode: type.code,
    typeName: type.name.zh,
    // The district's code and the licence's own serial: no counter, so nothing to guess from one to the next.
    number: `411602${licenceId.slice(0, 12)}`,
    applicantId: head.applicantId,
    holder: { name, idType, idNumber },
    department: head.department,
    issuer: { name: issuer.name.zh, code: issuer.uscc },
    caseNumber: head.caseNumber,
    itemCode: head.item.code,
    issuedAt,
    validFrom,
    validTo: lastDay(validFrom, type),
    particulars: Object.fromEntries(
      Object.entries(form.answers).flatMap(([name, value]) => (isScalar(value) ? [[name, value]] : [])),
    ),
  };
}

/** Issues the licence (电子证照) of an approved case whose item gives one: once, however often it is told. */
export function licenceIssuing({ store, cases, items, signer }: IssuingDeps): MessageHandler {
  const issue = async (event: CaseEvent): Promise<void> => {
    const { data, time, traceparent } = event;
    const { caseNumber, itemCode, itemVersion } = data;
    const published = await items.version(itemCode, itemVersion);
    if (!published) throw new PermanentError(`item ${itemCode} version ${itemVersion} is gone`);
    const { licenceType } = published.item.result;
    if (!licenceType) return;
    const type = licenceTypeNamed(licenceType);
    if (!type) throw new PermanentError(`licence type ${licenceType} of item ${itemCode} has no code`);
    const record = await cases.recordOf(caseNumber, { version: versionOf(event) });
    if (!record) throw new PermanentError(`no case ${caseNumber}`);

    const licenceId = licenceIdOf(caseNumber);
    const said = saidOf(record, type, licenceId, time);
    const signature = await signer.sign(signedText(documentOf(said)));
    const actor = { role: "system", id: "licence-issuing" };
    const issued = licence.first(
      { ...said, state: "valid", signature },
      { event: "issued", at: time, actor, trace: childTrace(traceparent) },
    );
    log((await store.write(issued)) ? logs.issued : logs.there, { caseNumber, licenceId });
  };
  return followEvents(follows, { approved: issue, decidedOnTheSpot: issue });
}
