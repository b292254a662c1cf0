import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CaseState } from "#events/case.ts";
import type { LegKind } from "#events/delivery.ts";
import { endOfDay, startOfDay } from "#shared/kernel/calendar/working-days.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { historyKey } from "#shared/kernel/messaging/outbox.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { type CaseNote, clockSchema, detailsSchema } from "./case.ts";
import type { Application, CaseReader } from "./case-store.ts";
import { dynamodbCaseReader } from "./dynamodb-case-reader.ts";
import type { CaseHead } from "./record.ts";
import { actorOf, mayRead } from "./rights.ts";

export type { CaseForm, Notice } from "./case.ts";

export type DeliveryParty = { name: string; phone: string; address: string; areaCode?: string };

/** A case whole, personal data included: for papers and licences that are made out to the applicant. */
export type CaseRecord = Application & { head: CaseHead };

/** The legal clock as this step set it; undefined when it left the clock alone. */
export const clockSetBy = ({ changes }: HistoryEntry): CaseHead["clock"] | undefined =>
  clockSchema.optional().parse(changes?.set.clock);

/** What was told with this step, in words and in detail. */
export const noteOf = ({ privateNote: { words, details } }: HistoryEntry): CaseNote => ({
  ...detailsSchema.parse(details ?? {}),
  ...(words && { reason: words }),
});

/** How far a case is: when it was accepted, and when and how it ended. */
export type CaseProgress = Pick<CaseHead, "caseNumber" | "department" | "acceptedAt" | "parent"> & {
  itemCode: string;
  ended?: { at: string; as: CaseState };
};

/** The same of one case, with its people's accounts: whose it is, and who handled or accepted it. */
export type CaseFacts = CaseProgress & { applicantId: string; handlers: string[] };

type Days = { from: string; to: string };

type Progressed = Pick<CaseHead, "caseNumber" | "department" | "acceptedAt" | "parent" | "item"> &
  Partial<Pick<CaseHead, "state" | "endedAt">>;
export const progressOf = ({
  caseNumber,
  department,
  acceptedAt,
  parent,
  item,
  state,
  endedAt,
}: Progressed): CaseProgress => ({
  caseNumber,
  department,
  itemCode: item.code,
  ...(acceptedAt && { acceptedAt }),
  ...(parent && { parent }),
  ...(state && endedAt && { ended: { at: endedAt, as: state } }),
});

export const factsOf = (head: CaseHead): CaseFacts => ({
  ...progressOf(head),
  applicantId: head.applicantId,
  handlers: [head.handler, head.acceptedBy].filter((id) => id !== undefined),
});

/** What other contexts may ask of cases. */
export type CasesPublic = {
  /** Undefined when there is no such case. */
  factsOf(caseNumber: string): Promise<CaseFacts | undefined>;
  /** What a department accepted on these days (yyyy-MM-dd in Asia/Shanghai), both included. */
  accepted(department: string, days: Days): Promise<Omit<CaseProgress, "ended">[]>;
  /** What ended there on these days, in whatever way. */
  ended(department: string, days: Days): Promise<CaseProgress[]>;
  /**
   * With the application as it stands, or as it stood in an earlier revision; undefined also after its time.
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
  const factsOfCase = async (caseNumber: string): Promise<CaseFacts | undefined> => {
    const head = await store.read(caseNumber);
    return head && factsOf(head);
  };
  return {
    factsOf: factsOfCase,
    async accepted(department, { from, to }) {
      const rows = await store.between("byAcceptance", department, startOfDay(from), endOfDay(to));
      return rows.map(progressOf);
    },
    async ended(department, { from, to }) {
      const rows = await store.between("byEnd", department, startOfDay(from), endOfDay(to));
      return rows.map(progressOf);
    },
    async recordOf(caseNumber, { version, revision } = {}) {
      const head =
        (version !== undefined && (await recent(caseNumber, version))) || (await store.read(caseNumber));
      if (!head) return undefined;
      const application = await store.readApplication(caseNumber, revision ?? head.formRevision);
      return application && { head, ...application };
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

    handlersOf: async (caseNumber) => (await factsOfCase(caseNumber))?.handlers ?? [],

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

export const casesOf = (table: string, db?: DynamoDBDocumentClient): CasesPublic =>
  casesPublic(dynamodbCaseReader(table, db));
