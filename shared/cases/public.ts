import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CaseState } from "#events/case.ts";
import type { LegKind } from "#events/delivery.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { endOfDay, startOfDay } from "#shared/kernel/calendar/working-days.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { historyKey } from "#shared/kernel/messaging/outbox.ts";
import { detailsOf, wordsOf } from "#shared/kernel/records/last-event.ts";
import { type HistoryEntry, type ReadOptions, stepsBefore } from "#shared/kernel/records/record-store.ts";
import type { Standing } from "#shared/representations/public.ts";
import { clockSchema } from "./case.ts";
import type { Application, CaseReader } from "./case-store.ts";
import { type ClosedCases, closedCases } from "./closed.ts";
import { dynamodbCaseReader } from "./dynamodb-case-reader.ts";
import { type GrantedCase, grantedUnder } from "./granted.ts";
import { type Ground, groundOf, type Unmasked } from "./need-to-know.ts";
import { type CaseNote, detailsSchema } from "./notes.ts";
import { placeOf } from "./parties.ts";
import type { CaseHead } from "./record.ts";
import { actorIn, mayRead } from "./rights.ts";

export type { CaseForm } from "./case.ts";
export type { ClosedCase, ClosedCases, ClosedList } from "./closed.ts";
export { type GrantedCase, grantedIn } from "./granted.ts";
export { type Ground, requireGround } from "./need-to-know.ts";
export { type CaseNote, type Notice, serviceMoment } from "./notes.ts";
export { revokesDecision } from "./remedies.ts";

/** A case whole, personal data included: for documents and licences that are made out to the applicant. */
export type CaseRecord = Application & { head: CaseHead };

/** The legal clock as this step set it; undefined when it left the clock alone. */
export const clockSetBy = ({ changes }: HistoryEntry): CaseHead["clock"] | undefined =>
  clockSchema.optional().parse(changes?.set.clock);

/** The words and details of this step. */
export function noteOf({ privateNote }: HistoryEntry): CaseNote {
  const words = wordsOf(privateNote);
  return { ...detailsSchema.parse(detailsOf(privateNote) ?? {}), ...(words && { reason: words }) };
}

type Days = { from: string; to: string };

type Progressed = Pick<CaseHead, "caseNumber" | "department" | "acceptedAt" | "parent" | "item"> &
  Partial<Pick<CaseHead, "state" | "endedAt">>;

/** How far a case is: when it was accepted, and when and how it ended. */
export const progressOf = (head: Progressed) => {
  const { caseNumber, department, acceptedAt, parent, item, state, endedAt } = head;
  return {
    caseNumber,
    department,
    itemCode: item.code,
    ...(acceptedAt && { acceptedAt }),
    ...(parent && { parent }),
    ...(state && endedAt && { ended: { at: endedAt, as: state } }),
  };
};
export type CaseProgress = ReturnType<typeof progressOf>;

const staffIn = ({ role, id }: CaseHead["lastEvent"]["actor"]): string[] =>
  role === "clerk" || role === "reviewer" ? [id] : [];

/**
 * The same of one case, with its people's accounts: whose it is, which staff handled or accepted it, and who of them took
 * its last step.
 */
export const factsOf = (head: CaseHead) => ({
  ...progressOf(head),
  applicantId: head.applicantId,
  handlers: [head.handler, head.acceptedBy].filter((id) => id !== undefined),
  lastSteppedBy: staffIn(head.lastEvent.actor),
  version: head.version,
});
export type CaseFacts = ReturnType<typeof factsOf>;

/** The same with whether it is being examined: accepted, and not yet decided; and what its item's law asks for. */
const examinedAs = (head: CaseHead) => ({
  ...factsOf(head),
  isExamined: head.state === "accepted" || head.state === "suspended",
  needs: head.item.examination ?? [],
});

/** Whom notices about a case are for, and what they may say of it. */
const noticedAs = ({
  caseNumber,
  applicantId,
  channel,
  submittedBy,
  department,
  item,
  receive,
  clock,
}: CaseHead) => ({
  caseNumber,
  applicantId,
  ...(channel === "online" && submittedBy && submittedBy !== applicantId && { agentId: submittedBy }),
  department,
  item: { code: item.code, version: item.version },
  receive,
  ...(clock.answerDueAt && { answerBy: clock.answerDueAt }),
});
export type NoticedCase = ReturnType<typeof noticedAs>;

/** For contexts that ask nothing of citizens' rights: nobody but the account itself. */
const byAccount: Pick<Standing, "nameIn"> = {
  nameIn: async ({ role, id }, _itemCode, isNamed) => (role === "citizen" && isNamed(id) ? id : undefined),
};

/** What other contexts may ask of cases; with `standing` also for citizens who act for somebody. */
export function casesPublic(store: CaseReader, standing: Pick<Standing, "nameIn"> = byAccount) {
  /** Of the version that is known of, or a newer one, for half the price where that is there already. */
  const headOf = async (caseNumber: string, version?: number): Promise<CaseHead | undefined> => {
    const recent = version !== undefined && (await store.read(caseNumber, { maybeOlder: true }));
    return recent && recent.version >= version ? recent : store.read(caseNumber);
  };
  const readable = async (caseNumber: string, caller: Caller) => {
    const head = await store.read(caseNumber);
    const actor = head && (await actorIn(head, caller, standing));
    return actor && mayRead(head, actor) ? { head, actor } : undefined;
  };
  /** Who is named to apply together sees what they are to confirm before it is their case. */
  const isInvited = async ({ caseNumber, state }: CaseHead, { identity }: Caller): Promise<boolean> => {
    if (state !== "awaitingParties" || !identity) return false;
    const person = await store.readPerson(caseNumber);
    return person !== undefined && placeOf(person, identity) !== undefined;
  };
  const factsOfCase = async (caseNumber: string, how?: ReadOptions): Promise<CaseFacts | undefined> => {
    const head = await store.read(caseNumber, how);
    return head && factsOf(head);
  };
  const historyOf = (caseNumber: string): Promise<HistoryEntry[]> =>
    allPages((cursor) => store.history(caseNumber, { cursor, limit: 100 }));
  return {
    /** Undefined when there is no such case. */
    factsOf: factsOfCase,

    /** What an examination (审查程序) has to know of its case; undefined when there is no such case. */
    async examinedOf(caseNumber: string) {
      const head = await store.read(caseNumber);
      return head && examinedAs(head);
    },

    /** Of the version that is known of, or a newer one; undefined when there is no such case. */
    async noticedOf(caseNumber: string, version?: number): Promise<NoticedCase | undefined> {
      const head = await headOf(caseNumber, version);
      return head && noticedAs(head);
    },

    /** What a department accepted on these days (yyyy-MM-dd in Asia/Shanghai), both included. */
    async accepted(department: string, { from, to }: Days): Promise<Omit<CaseProgress, "ended">[]> {
      const rows = await store.between("byAcceptance", department, startOfDay(from), endOfDay(to));
      return rows.map(progressOf);
    },

    /** What ended there on these days, in whatever way. */
    async ended(department: string, { from, to }: Days): Promise<CaseProgress[]> {
      const rows = await store.between("byEnd", department, startOfDay(from), endOfDay(to));
      return rows.map(progressOf);
    },

    /**
     * With the application as it stands, or as it was in an earlier revision; undefined also after its time.
     * Of the version that is known of, or a newer one: the newest, when that is not given.
     */
    async recordOf(
      caseNumber: string,
      { version, revision }: { version?: number; revision?: number | undefined } = {},
    ): Promise<CaseRecord | undefined> {
      const head = await headOf(caseNumber, version);
      if (!head) return undefined;
      // What the first version is about was written with it, and what was changed since is not what it is about.
      const how = { maybeOlder: version === 1 };
      const application = await store.readApplication(caseNumber, revision ?? head.formRevision, how);
      return application && { head, ...application };
    },

    /** What happened at one version, with the words that the bus does not carry; undefined before the relay wrote it. */
    async entryOf(caseNumber: string, version: number): Promise<HistoryEntry | undefined> {
      const after = version > 1 ? { sk: historyKey(version - 1) } : undefined;
      const { items } = await store.history(caseNumber, { cursor: after, limit: 1 });
      return items.find((entry) => entry.version === version);
    },

    /** All that happened, the oldest first, as far as the relay has written it. */
    historyOf,

    /** Undefined when there is no such case. */
    stateOf: async (caseNumber: string): Promise<CaseState | undefined> =>
      (await store.read(caseNumber))?.state,

    /**
     * Accounts of the staff who did anything in it, or filed it for somebody; empty when there is no such case. Up to the
     * version that somebody read: the newest, when none is given.
     * @throws HistoryBehindError before all their steps are there
     */
    async handlersOf(
      caseNumber: string,
      known?: Pick<CaseFacts, "version" | "handlers" | "lastSteppedBy">,
    ): Promise<string[]> {
      const facts = known ?? (await factsOfCase(caseNumber));
      if (!facts) return [];
      const before = (await stepsBefore(store, caseNumber, facts)).flatMap(({ privateNote: { actor } }) =>
        staffIn(actor),
      );
      return [...new Set([...facts.handlers, ...before, ...facts.lastSteppedBy])];
    },

    mayReadCase: async (caseNumber: string, caller: Caller): Promise<boolean> =>
      (await readable(caseNumber, caller)) !== undefined,

    /** On which ground they may see it unmasked; undefined when they may not read the case. */
    async groundOf(caseNumber: string, caller: Caller, what: Unmasked): Promise<Ground | undefined> {
      const found = await readable(caseNumber, caller);
      return found && groundOf(found.head, found.actor, what);
    },

    /** Whether this person may see the case and the document belongs to it. */
    async mayReadDocument(caseNumber: string, documentId: string, caller: Caller): Promise<boolean> {
      const head = await store.read(caseNumber);
      if (!head) return false;
      const isReader = mayRead(head, await actorIn(head, caller, standing));
      if (!isReader && !(await isInvited(head, caller))) return false;
      const form = await store.readForm(head.caseNumber, head.formRevision);
      return form?.materials.some((material) => material.documentId === documentId) ?? false;
    },

    /** The applicant's end of a journey of documents; undefined when the case has no such address. */
    async deliveryPartyOf(caseNumber: string, leg: LegKind) {
      const person = await store.readPerson(caseNumber);
      // Originals go back to where they came from; a letter to wherever there is an address.
      const address =
        leg === "notice"
          ? (person?.receiveAddress ?? person?.handInAddress)
          : leg === "outbound"
            ? person?.receiveAddress
            : person?.handInAddress;
      return (
        address && {
          name: address.recipient,
          phone: address.phone,
          address: address.street,
          ...(address.areaCode && { areaCode: address.areaCode }),
        }
      );
    },
  };
}
export type CasesPublic = ReturnType<typeof casesPublic>;

export const casesOf = (
  table: string,
  db?: DynamoDBDocumentClient,
  standing?: Pick<Standing, "nameIn">,
): CasesPublic => casesPublic(dynamodbCaseReader(table, db), standing);

/** The same for functions that have the keys to persons and answers (`fieldKeys`). */
export const casesWithPersonsOf = (table: string, standing?: Pick<Standing, "nameIn">): CasesPublic =>
  casesPublic(dynamodbCaseReader(table, undefined, environmentCipher), standing);

/** What was granted under a name and holds, the newest first, so many at most. */
export const grantedCasesOf =
  (table: string) =>
  (name: string, most: number): Promise<GrantedCase[]> =>
    grantedUnder(dynamodbCaseReader(table), name, most);

/** The cases that have come to their end, for whoever keeps them then. */
export const closedCasesOf = (table: string): ClosedCases => closedCases(dynamodbCaseReader(table));
