import departments from "#district/departments.json" with { type: "json" };
import type { CaseEvent } from "#events/case.ts";
import type { CommitmentEvent } from "#events/commitment.ts";
import { versionOf } from "#events/define-event.ts";
import { type CaseRecord, type CasesPublic, revokesDecision } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { followEvents, type MessageHandler, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import type { PersonKeys } from "#shared/kernel/people/person-keys.ts";
import { changeRecord, type RecordStore, settled } from "#shared/kernel/records/record-store.ts";
import type { ChangeKind } from "#shared/licences/change.ts";
import { actionOf, type CaseChange, changedByCase, isDone } from "#shared/licences/change-by-case.ts";
import { decide } from "#shared/licences/decide.ts";
import { documentOf, signedText } from "#shared/licences/document.ts";
import { licenceIdentifier } from "#shared/licences/identifier.ts";
import { type LicenceType, licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { licenceNumberOf, maxCollectionAttempts } from "#shared/licences/numbering.ts";
import { inWallet, ownLicence, type WalletStore } from "#shared/licences/own-licence.ts";
import { organisationIn, particularsOf } from "#shared/licences/particulars.ts";
import { type Licence, licence } from "#shared/licences/record.ts";
import type { LicenceSigner } from "#shared/licences/signing.ts";
import { isDeemedRenewed, lastDay } from "#shared/licences/term.ts";
import { follows } from "#shared/licences/wiring.ts";

export type IssuingDeps = {
  store: Pick<RecordStore<Licence>, "read" | "write"> & WalletStore;
  cases: Pick<CasesPublic, "recordOf">;
  items: Pick<CatalogueItems, "version">;
  signer: Pick<LicenceSigner, "sign">;
  keys: Pick<PersonKeys, "namesUnder">;
};

const logs = defineLogs("licenceIssuing", {
  rescinded: { level: "info", text: "a licence was rescinded with the decision that issued it" },
  nothingIssued: { level: "info", text: "the revoked decision had issued no licence" },
  issued: { level: "info", text: "an approved case issued its licence" },
  there: { level: "info", text: "the case's licence was there already" },
  changed: { level: "info", text: "an approved case changed a licence" },
});

const actor = { role: "system", id: "licence-issuing" };

/** What the history keeps of a change: its case, and the version before it. */
function detailsOf(before: Licence, { caseNumber, kind, at, appliedOn }: CaseChange) {
  const { identifier, validTo, particulars, signature } = before;
  const days = { appliedOn, decidedOn: dayOf(at) };
  const isDeemed =
    kind === "renew" && validTo !== undefined && isDeemedRenewed(validTo, days, days.decidedOn);
  return {
    changedBy: caseNumber,
    ...(isDeemed && { deemed: true as const }),
    former: { identifier, ...(validTo && { validTo }), particulars, signature },
  };
}

/** What the licence of a case states. */
function licenceContentOf(
  { head, form, person }: CaseRecord,
  type: LicenceType,
  { licenceId, number }: ReturnType<typeof licenceNumberOf>,
  issuedAt: string,
) {
  const issuer = departments.find(({ code }) => code === head.department);
  if (!issuer) throw new PermanentError(`department ${head.department} is not known`);
  const organisation = organisationIn(form.answers, type);
  const { name, idType, idNumber } = person.applicant;
  const validFrom = dayOf(issuedAt);
  return {
    licenceId,
    identifier: licenceIdentifier({ typeCode: type.code, issuer: issuer.uscc, serial: licenceId }),
    typeCode: type.code,
    typeName: type.name.zh,
    number,
    applicantId: head.applicantId,
    // The applicant's account sees it either way.
    holder:
      organisation === undefined
        ? { name, idType, idNumber }
        : { name: organisation, idType: "uscc", idNumber: number },
    department: head.department,
    issuer: { name: issuer.name.zh, code: issuer.uscc },
    caseNumber: head.caseNumber,
    itemCode: head.item.code,
    issuedAt,
    validFrom,
    validTo: lastDay(validFrom, type),
    particulars: particularsOf(form.answers, type, person),
  };
}

/**
 * What the approval of a case does with a licence (电子证照), by its item: issue one, or change the one that the case
 * names. Once, however often and in whatever order it arrives.
 */
export function licenceIssuing({ store, cases, items, signer, keys }: IssuingDeps): MessageHandler {
  const change = async (
    record: CaseRecord,
    kind: ChangeKind,
    type: LicenceType,
    named: string,
    event: CaseEvent,
  ) => {
    const { head, form, person } = record;
    const { caseNumber, applicantId } = head;
    const { [named]: number, ...answers } = form.answers;
    const found = await ownLicence(
      store,
      await keys.namesUnder(applicantId, person.applicant),
      String(number),
    );
    if (!found || found.typeCode !== type.code)
      throw new PermanentError(`case ${caseNumber} names no licence`);
    const asked: CaseChange = {
      caseNumber,
      kind,
      at: event.time,
      appliedOn: dayOf(head.submittedAt),
      particulars: particularsOf(answers, type, person),
    };
    await changeRecord(store, found.licenceId, async (before) => {
      if (isDone(before, asked)) return settled;
      const content = changedByCase(before, asked, type);
      const signature = await signer.sign(signedText(documentOf({ ...before, ...content })));
      const decision = decide(
        before,
        actionOf[kind],
        {
          actor,
          body: { ...content, signature },
          at: event.time,
          trace: childTrace(event.traceparent),
          details: detailsOf(before, asked),
        },
        { now: event.time },
      );
      if ("record" in decision) return decision.record;
      throw new PermanentError(
        `licence ${before.licenceId} is ${before.state}: case ${caseNumber} cannot ${kind} it`,
      );
    });
    log(logs.changed, { caseNumber, licenceId: found.licenceId });
  };

  const issue = async (event: CaseEvent): Promise<void> => {
    const { data, time, traceparent } = event;
    const { caseNumber, itemCode, itemVersion } = data;
    const published = await items.version(itemCode, itemVersion);
    if (!published) throw new PermanentError(`item ${itemCode} version ${itemVersion} is gone`);
    const { licenceType, effect = "issue", licenceField = "" } = published.item.result;
    if (!licenceType) return;
    const type = licenceTypeNamed(licenceType);
    if (!type) throw new PermanentError(`licence type ${licenceType} of item ${itemCode} has no code`);
    const record = await cases.recordOf(caseNumber, { version: versionOf(event) });
    if (!record) throw new PermanentError(`no case ${caseNumber}`);

    if (effect !== "issue") return change(record, effect, type, licenceField, event);
    const given = { caseNumber, answers: record.form.answers };
    for (let attempt = 0; attempt < maxCollectionAttempts; attempt += 1) {
      const content = licenceContentOf(record, type, licenceNumberOf(type, given, attempt), time);
      const { licenceId } = content;
      const signature = await signer.sign(signedText(documentOf(content)));
      const issued = licence.first(
        { ...content, state: "valid", signature },
        { event: "issued", at: time, actor, trace: childTrace(traceparent) },
      );
      if (await store.write(issued)) return log(logs.issued, { caseNumber, licenceId });
      // Issued before, or another case's licence has the number: then the next try has another.
      const there = await store.read(licenceId);
      if (there?.caseNumber === caseNumber) return log(logs.there, { caseNumber, licenceId });
    }
    throw new Error(`no free licence number could be derived for case ${caseNumber}`);
  };

  /** What the decision issued ends with it. What it changed of an earlier licence is put right by the office. */
  const rescind = async (
    { data: { caseNumber, applicantId }, time, traceparent }: CommitmentEvent | CaseEvent,
    ground?: CommitmentEvent["data"]["ground"],
  ): Promise<void> => {
    const held = await inWallet(store, [applicantId], (one) => one.caseNumber === caseNumber);
    if (!held) return log(logs.nothingIssued, { caseNumber });
    await changeRecord(store, held.licenceId, (before) => {
      const decision = decide(
        before,
        "rescindWithDecision",
        {
          actor,
          body: {},
          at: time,
          trace: childTrace(traceparent),
          details: { changedBy: caseNumber, ...(ground && { ground }) },
        },
        { now: time },
      );
      return "record" in decision ? decision.record : settled;
    });
    log(logs.rescinded, { caseNumber, licenceId: held.licenceId });
  };
  return followEvents(follows, {
    approved: issue,
    decidedOnTheSpot: issue,
    revoked: (event) => rescind(event, event.data.ground),
    remedyCarriedOut: async (event) => {
      if (revokesDecision(event.data.remedy?.outcome)) await rescind(event, "otherByLaw");
    },
  });
}
