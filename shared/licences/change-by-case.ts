import type { ChangeKind, Particulars } from "./change.ts";
import type { Changed } from "./decide.ts";
import { identifierParts, licenceIdentifier } from "./identifier.ts";
import type { LicenceType } from "./licence-types.ts";
import type { Licence } from "./record.ts";
import { isRenewedSince, renewedEnd } from "./term.ts";

/** The approval of a case on a licence. */
export type CaseChange = {
  caseNumber: string;
  kind: ChangeKind;
  at: string;
  /** The day in Shanghai on which it was applied for. */
  appliedOn: string;
  /** What an amendment sets. */
  particulars: Particulars;
};

/** The lifecycle's action of each. */
export const actionOf = {
  amend: "amend",
  renew: "renew",
  replace: "replace",
  cancel: "surrender",
} as const satisfies Record<ChangeKind, string>;

/** Whether this case has changed the licence before: an approval may arrive twice. */
export const isDone = ({ changes }: Pick<Licence, "changes">, { caseNumber }: CaseChange): boolean =>
  changes?.some((change) => change.caseNumber === caseNumber) ?? false;

/** Of what an amendment sets, what no later amendment has set already: approvals may arrive in any order. */
function stillNew({ changes = [] }: Pick<Licence, "changes">, { at, caseNumber, particulars }: CaseChange) {
  const later = changes.filter(
    (other) => other.at > at || (other.at === at && (other.caseNumber ?? "") > caseNumber),
  );
  const settled = new Set(later.flatMap(({ set = [] }) => set));
  return Object.fromEntries(Object.entries(particulars).filter(([name]) => !settled.has(name)));
}

function contentOf(before: Licence, change: CaseChange, type: Pick<LicenceType, "years">): Changed {
  switch (change.kind) {
    case "amend":
      return { particulars: { ...before.particulars, ...stillNew(before, change) } };
    case "renew":
      // One term is renewed once, whatever cases were open for it.
      return before.validTo === undefined || isRenewedSince(before.validTo, change.appliedOn, type)
        ? {}
        : { validTo: renewedEnd(before.validTo, type) };
    case "replace": {
      const reissues = (before.reissues ?? 0) + 1;
      const { typeCode, issuer, serial } = partsOf(before);
      return { reissues, identifier: licenceIdentifier({ typeCode, issuer, serial, edition: reissues + 1 }) };
    }
    case "cancel":
      return {};
  }
}

function partsOf({ identifier, licenceId }: Licence) {
  const parts = identifierParts(identifier);
  if (!parts) throw new Error(`licence ${licenceId} has an identifier that is none`);
  return parts;
}

/**
 * What a licence states after the approval of a case, as yet unsigned: its number stays; an amendment keeps its last
 * day, a renewal moves it, a replacement gives it the next edition. Pure, and the same in whatever order approvals come.
 */
export function changedByCase(
  before: Licence,
  change: CaseChange,
  type: Pick<LicenceType, "years">,
): Omit<Changed, "signature"> {
  const { caseNumber, kind, at, particulars } = change;
  const set = kind === "amend" ? Object.keys(particulars) : [];
  return {
    ...contentOf(before, change, type),
    changes: [...(before.changes ?? []), { caseNumber, kind, at, ...(set.length > 0 && { set }) }],
  };
}
