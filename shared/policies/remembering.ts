import type { GrantedCase } from "#shared/cases/public.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Holding, type HoldingStore, holding, holdingIdOf } from "./people/holding.ts";
import { type MatchStore, policyMatch } from "./people/match.ts";
import { accountKeyOf } from "./people/subscriber.ts";

type Step = { at: string; trace: string; actor: { role: string; id: string } };
type Holdings = Pick<RecordStore<Holding>, "read" | "write">;

/** That an account was granted an item: of two cases the newer one counts, in whatever order they are told of. */
export const keepHolding = (
  holdings: Holdings,
  accountId: string,
  { caseNumber, itemCode, at: grantedAt }: GrantedCase,
  step: Step,
) =>
  keepRecord(holdings, holdingIdOf(accountId, itemCode), (before) => {
    if (!before)
      return holding.first(
        { holdingId: holdingIdOf(accountId, itemCode), accountId, itemCode, caseNumber, grantedAt },
        { event: "kept", ...step },
      );
    const isNewer = before.endedAt !== undefined || before.grantedAt < grantedAt;
    return isNewer
      ? holding.next(before, { caseNumber, grantedAt, endedAt: undefined }, { event: "kept", ...step })
      : before;
  });

/** The decision is gone: it is not counted any more. */
export const endHolding = (holdings: Holdings, id: string, caseNumber: string | undefined, step: Step) =>
  keepRecord(holdings, id, (before) =>
    before && !before.endedAt && (caseNumber === undefined || before.caseNumber === caseNumber)
      ? holding.next(before, { endedAt: step.at }, { event: "kept", ...step })
      : before,
  );

/** Consent is taken back: what was kept of them goes, and only that they once consented stays (个人信息保护法 Art. 47). */
export async function forget(
  stores: {
    holdings: Holdings & Pick<HoldingStore, "readGroup">;
    matches: Pick<MatchStore, "read" | "write" | "readGroup">;
  },
  accountId: string,
  step: Step,
): Promise<void> {
  const key = accountKeyOf(accountId);
  for (const { holdingId } of await stores.holdings.readGroup(key))
    await endHolding(stores.holdings, holdingId, undefined, step);
  for (const { matchId } of await stores.matches.readGroup(key))
    await keepRecord(stores.matches, matchId, (before) =>
      before && before.state !== "forgotten"
        ? policyMatch.next(
            before,
            {
              state: "forgotten",
              found: undefined,
              alternative: undefined,
              lookAgainOn: undefined,
              grantedBy: undefined,
            },
            { event: "forgotten", ...step },
          )
        : before,
    );
}
