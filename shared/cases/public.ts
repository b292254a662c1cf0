import type { CaseState } from "#events/case.ts";
import type { LegKind } from "#events/delivery.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { historyKey } from "#shared/kernel/messaging/outbox.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { type CaseForm, type CaseNote, type CasePerson, clockSchema, detailsSchema } from "./case.ts";
import type { CaseReader } from "./case-store.ts";
import { mayRead } from "./decide.ts";
import { dynamodbCaseReader } from "./dynamodb-case-reader.ts";
import type { CaseHead } from "./record.ts";
import { actorOf } from "./view.ts";

export type { CaseForm, Notice } from "./case.ts";

export type DeliveryParty = { name: string; phone: string; address: string; areaCode?: string };

/** A case whole, personal data included: for papers and licences that are made out to the applicant. */
export type CaseRecord = { head: CaseHead; form: CaseForm; person: CasePerson };

/** The legal clock as this step set it; undefined when it left the clock alone. */
export const clockSetBy = ({ changes }: HistoryEntry): CaseHead["clock"] | undefined =>
  clockSchema.optional().parse(changes?.set.clock);

/** What was told with this step, in words and in detail. */
export const noteOf = ({ privateNote: { words, details } }: HistoryEntry): CaseNote => ({
  ...detailsSchema.parse(details ?? {}),
  ...(words && { reason: words }),
});

/** What other contexts may ask of cases. */
export type CasesPublic = {
  /**
   * With the application as it stands, or as it stood in an earlier revision; without the notice given on it, perhaps.
   * Of the version that is known of, or a newer one: the newest, when that is not told.
   */
  recordOf(
    caseNumber: string,
    known?: { version?: number; revision?: number | undefined },
  ): Promise<CaseRecord | undefined>;
  /** What happened at one version, with the words that the bus does not carry; undefined before the relay wrote it. */
  entryOf(caseNumber: string, version: number): Promise<HistoryEntry | undefined>;
  /** Undefined when there is no such case. */
  stateOf(caseNumber: string): Promise<CaseState | undefined>;
  mayReadCase(caseNumber: string, caller: Caller): Promise<boolean>;
  /** Accounts of the staff who handle or accepted it; empty when there is no such case. */
  handlersOf(caseNumber: string): Promise<string[]>;
  /** The applicant's end of a journey of papers; undefined when the case has no such address. */
  deliveryPartyOf(caseNumber: string, leg: LegKind): Promise<DeliveryParty | undefined>;
  /** Whether this person may see the case and the document belongs to it. */
  mayReadDocument(caseNumber: string, documentId: string, caller: Caller): Promise<boolean>;
};

export function casesPublic(store: CaseReader): CasesPublic {
  const recent = async (caseNumber: string, version: number): Promise<CaseHead | undefined> => {
    const head = await store.read(caseNumber, { maybeOlder: true });
    return head && head.version >= version ? head : undefined;
  };
  return {
    async recordOf(caseNumber, { version, revision } = {}) {
      const head =
        (version !== undefined && (await recent(caseNumber, version))) || (await store.read(caseNumber));
      if (!head) return undefined;
      const wanted = revision ?? head.formRevision;
      const [form, person] = await Promise.all([
        store.readForm(caseNumber, wanted, { maybeOlder: true }),
        store.readPerson(caseNumber),
      ]);
      const applied = form ?? (await store.readForm(caseNumber, wanted));
      return applied && person && { head, form: applied, person };
    },

    async entryOf(caseNumber, version) {
      const after = version > 1 ? { sk: historyKey(version - 1) } : undefined;
      const { items } = await store.history(caseNumber, { cursor: after, limit: 1 });
      return items.find((entry) => entry.version === version);
    },

    stateOf: async (caseNumber) => (await store.read(caseNumber))?.state,

    async mayReadCase(caseNumber, caller) {
      const head = await store.read(caseNumber);
      return head !== undefined && mayRead(head, actorOf(caller));
    },

    async handlersOf(caseNumber) {
      const head = await store.read(caseNumber);
      return [head?.handler, head?.acceptedBy].filter((id) => id !== undefined);
    },

    async deliveryPartyOf(caseNumber, leg) {
      const person = await store.readPerson(caseNumber);
      // Originals go back to where they came from.
      const address = leg === "outbound" ? person?.receiveAddress : person?.handInAddress;
      return (
        address && {
          name: address.recipient,
          phone: address.phone,
          address: address.street,
          ...(address.areaCode && { areaCode: address.areaCode }),
        }
      );
    },

    async mayReadDocument(caseNumber, documentId, caller) {
      const head = await store.read(caseNumber);
      if (!head || !mayRead(head, actorOf(caller))) return false;
      const form = await store.readForm(caseNumber, head.formRevision);
      return form?.materials.some((material) => material.documentId === documentId) ?? false;
    },
  };
}

export const casesOf = (table: string): CasesPublic => casesPublic(dynamodbCaseReader(table));
