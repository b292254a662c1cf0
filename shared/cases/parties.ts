import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { type Identity, isSamePerson } from "#shared/kernel/people/identity.ts";
import type { CasePerson } from "./case.ts";
import type { CaseRow } from "./record.ts";

type Together = Pick<CaseRow, "applicantId" | "parties">;

/** How the record names an account of the others: whole, they would not fit. */
export const accountMark = (account: string): string => sha256Hex(account).slice(0, 16);

/** Whether a case knows this name: the applicant's, or that of one of the others who have confirmed (共同申请人). */
export const appliedBy = (head: Together, name: string): boolean =>
  head.applicantId === name || (head.parties ?? []).includes(accountMark(name));

/** Whether this account had a part in applying: as one of those, or as their agent. No staff handle what they applied for. */
export const isParticipant = (
  head: Together & Pick<CaseRow, "channel" | "submittedBy">,
  account: string,
): boolean => appliedBy(head, account) || (head.channel === "online" && head.submittedBy === account);

/** Whether a verified identity is one of those who apply. */
export const isApplicant = ({ applicant, parties = [] }: CasePerson, identity: Identity): boolean =>
  [applicant, ...parties].some((party) => isSamePerson(identity, party));

/** The place at which a verified identity is named to apply together; undefined where it is not. */
export function placeOf(
  { parties = [] }: Pick<CasePerson, "parties">,
  identity: Identity,
): number | undefined {
  const place = parties.findIndex((party) => isSamePerson(identity, party));
  return place < 0 ? undefined : place;
}

/** The place among the parties is named, and nobody has confirmed for it. */
export const isUnconfirmedParty = ({ parties = [] }: Together, place: number): boolean =>
  parties[place] === "";
export const hasUnconfirmedParty = ({ parties = [] }: Together): boolean => parties.includes("");

/** The parties once the one at this place has confirmed. */
export const confirmedBy = ({ parties = [] }: Together, place: number, account: string): string[] =>
  parties.map((party, index) => (index === place ? accountMark(account) : party));

type Withdrawing = Together & Pick<CaseRow, "item" | "clock" | "withdrawing">;

/**
 * Until everybody has confirmed there is no joint application: each may end it. After that, where the item says so,
 * only all together (不动产登记暂行条例实施细则 Art. 13): the last one's word does it.
 */
export function canWithdraw(head: Withdrawing, name: string): boolean {
  const { item, clock, applicantId, parties, withdrawing = [] } = head;
  if (!item.withdrawnByAll || !parties || clock.unconfirmed) return true;
  const own = accountMark(name);
  return [accountMark(applicantId), ...parties].every((mark) => mark === own || withdrawing.includes(mark));
}

/** Whether the one at this place has asked to take it back. */
export const wantsWithdrawal = ({ parties = [], withdrawing = [] }: Withdrawing, place: number): boolean =>
  withdrawing.includes(parties[place] || "nobody");

export const hasAskedToWithdraw = ({ withdrawing = [] }: Withdrawing, name: string): boolean =>
  withdrawing.includes(accountMark(name));

export const withdrawingAlso = ({ withdrawing = [] }: Withdrawing, name: string): string[] => [
  ...withdrawing,
  accountMark(name),
];
