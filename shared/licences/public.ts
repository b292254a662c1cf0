import type { CaseEvent } from "#events/case.ts";
import type { CommitmentEvent } from "#events/commitment.ts";
import type { TongbanEvent } from "#events/define-event.ts";
import { type CasesPublic, revokesDecision } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import type { ConditionalPut } from "#shared/kernel/aws/put-version.ts";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import type { PersonKeys } from "#shared/kernel/people/person-keys.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { eventsOf } from "#shared/kernel/records/replay.ts";
import type { ChangeKind } from "./change.ts";
import { licenceCorrections } from "./corrected-lines.ts";
import { documentOf, type LicenceDocument, signedText } from "./document.ts";
import { dynamodbLicenceUses } from "./dynamodb-licence-uses.ts";
import { licenceTypeNamed } from "./licence-types.ts";
import { inWallet, ownLicence, type WalletStore } from "./own-licence.ts";
import { type Licence, licence, stateOn } from "./record.ts";
import { sm2Signer } from "./signing.ts";
import { lastRenewalDay } from "./term.ts";
import type { LicenceUse, LicenceUses } from "./use.ts";
import { follows } from "./wiring.ts";

export type WantedLicence = { materialId: string; licenceId: string; licenceType: string };
export type LicenceProblem = "unknown" | "wrongType" | "notValid";

/** The licence that a case is to change: by its number, as its holder writes it. */
export type NamedLicence = { number: string; licenceType: string; kind: ChangeKind };
/** `lastDay`: by when the renewal had to be applied for. */
export type NamedLicenceProblem =
  | { problem: LicenceProblem | "forGood" }
  | { problem: "tooLate"; lastDay: string };

export type IssuedLicence = Pick<Licence, "licenceId" | "state" | "signature"> & {
  document: LicenceDocument;
  signed: string;
};

/**
 * What other contexts may ask of licences. A material filled from here has trust level A (国办函〔2016〕108号): issued
 * by an office, used directly.
 */
export function licencesPublic({
  store,
  uses: log,
}: {
  store: Pick<RecordStore<Licence>, "readMany"> & WalletStore;
  uses: Pick<LicenceUses, "additions">;
}) {
  return {
    /** The licence that a case issued, as it stands, and the text that its signature is over. */
    async issuedBy(caseNumber: string, holderName: string): Promise<IssuedLicence | undefined> {
      const held = await inWallet(store, [holderName], (one) => one.caseNumber === caseNumber);
      const [found] = held ? await store.readMany([held.licenceId]) : [];
      if (!found) return undefined;
      const document = documentOf(found);
      const { licenceId, state, signature } = found;
      return { licenceId, state, document, signature, signed: signedText(document) };
    },
    /** What keeps licences from standing for materials; empty when all may. Somebody else's licence is unknown. */
    async check(
      wanted: WantedLicence[],
      holderNames: readonly string[],
      now: string,
    ): Promise<{ materialId: string; problem: LicenceProblem }[]> {
      if (wanted.length === 0) return [];
      const found = await store.readMany(wanted.map(({ licenceId }) => licenceId));
      const problemOf = ({ licenceId, licenceType }: WantedLicence): LicenceProblem | undefined => {
        const held = found.find(
          (one) => one.licenceId === licenceId && holderNames.includes(one.applicantId),
        );
        if (!held) return "unknown";
        if (held.typeCode !== licenceTypeNamed(licenceType)?.code) return "wrongType";
        return stateOn(held, dayOf(now)) === "valid" ? undefined : "notValid";
      };
      return wanted.flatMap((one) => {
        const problem = problemOf(one);
        return problem ? [{ materialId: one.materialId, problem }] : [];
      });
    },
    /** What keeps a case from changing the licence that it names; undefined when nothing does. */
    async checkNamed(
      { number, licenceType, kind }: NamedLicence,
      holderNames: readonly string[],
      now: string,
    ): Promise<NamedLicenceProblem | undefined> {
      const held = await ownLicence(store, holderNames, number);
      if (!held) return { problem: "unknown" };
      if (held.typeCode !== licenceTypeNamed(licenceType)?.code) return { problem: "wrongType" };
      const today = dayOf(now);
      if (stateOn(held, today) !== "valid") return { problem: "notValid" };
      if (kind !== "renew") return undefined;
      if (held.validTo === undefined) return { problem: "forGood" };
      const lastDay = lastRenewalDay(held.validTo);
      return today > lastDay ? { problem: "tooLate", lastDay } : undefined;
    },
    /** What records uses that the holder authorised, for the transaction that writes the case: nothing a second time. */
    uses: (uses: readonly LicenceUse[]): Promise<ConditionalPut[]> => log.additions(uses),
  };
}
type Asked = {
  cases: Pick<CasesPublic, "recordOf">;
  items: Pick<CatalogueItems, "version">;
  keys: Pick<PersonKeys, "namesUnder">;
};

/** Whether the licences that approvals issue or change are there and changed, and those of decisions that are gone are not. */
export function licencesOwed(
  table: string,
  { cases, items, keys }: Asked,
): OwedCheck<CaseEvent | CommitmentEvent> {
  const { list, read } = dynamodbRecordReader(licence, table, undefined, environmentCipher);
  const store = { list };
  return {
    follows,
    async missing({ type, data }) {
      const { caseNumber, applicantId } = data;
      const issued = () => inWallet(store, [applicantId], (one) => one.caseNumber === caseNumber);
      const ended = async () => ((await issued())?.state === "valid" ? ["end of a licence"] : []);
      // Of what the check of a commitment tells only the end of a decision is followed.
      if (!("itemVersion" in data)) return ended();
      const { itemCode, itemVersion, remedy } = data;
      if (shortEventName(type) === "remedyCarriedOut") return revokesDecision(remedy?.outcome) ? ended() : [];
      const result = (await items.version(itemCode, itemVersion))?.item.result;
      const { licenceType, effect = "issue", licenceField = "" } = result ?? {};
      if (!licenceType) return [];
      if (effect === "issue") return (await issued()) ? [] : ["licence"];
      const record = await cases.recordOf(caseNumber);
      if (!record) return [];
      const names = await keys.namesUnder(applicantId, record.person.applicant);
      const held = await ownLicence(store, names, String(record.form.answers[licenceField]));
      const changed = held && (await read(held.licenceId));
      return changed?.changes?.some((change) => change.caseNumber === caseNumber)
        ? []
        : ["change of a licence"];
    },
  };
}

/** What became of the licence that a case issued, step by step. */
export function licenceSteps(table: string) {
  const { list, read, history } = dynamodbRecordReader(licence, table, undefined, environmentCipher);
  return async (caseNumber: string, applicantId: string): Promise<TongbanEvent[]> => {
    const held = await inWallet({ list }, [applicantId], (one) => one.caseNumber === caseNumber);
    const found = held && (await read(held.licenceId, { maybeOlder: true }));
    return found ? eventsOf(licence, { history }, found) : [];
  };
}
/** Cases whose licences somebody did something with on that day in Shanghai, long after the case perhaps. */
export function licencesChangedOn(table: string) {
  const { between } = dynamodbRecordReader(licence, table, undefined, environmentCipher);
  return async (day: string): Promise<string[]> =>
    (await between("byChange", day, "", "~")).map(({ caseNumber }) => caseNumber);
}

export type LicencesPublic = ReturnType<typeof licencesPublic>;

export const licencesOf = (table: string): LicencesPublic =>
  licencesPublic({
    store: dynamodbRecordStore(licence, table, undefined, environmentCipher),
    uses: dynamodbLicenceUses(table),
  });

export type LicenceCorrections = ReturnType<typeof licenceCorrections>;

export const licenceCorrectionsOf = (table: string): LicenceCorrections =>
  licenceCorrections(dynamodbRecordStore(licence, table, undefined, environmentCipher));

/** Whether a licence's text has this signature of ours. */
export const licenceVerifier = (secrets: SecretTexts) => {
  const { verify } = sm2Signer(secrets);
  return ({ signed, signature }: Pick<IssuedLicence, "signed" | "signature">): Promise<boolean> =>
    verify(signed, signature);
};
