import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import { isTerminal } from "./fact.ts";
import type { Leg } from "./leg.ts";

export type LegStore = {
  /** The leg as last written. */
  get(legId: string): Promise<Leg | undefined>;
  /**
   * Writes a leg on the condition that its previous version is the one stored; for version 1, that there
   * is none. False when somebody else was faster.
   */
  write(leg: Leg): Promise<boolean>;
  /** The leg that a carrier knows by its waybill; one written just now may still be missing. */
  findByWaybill(carrier: string, waybill: string): Promise<string | undefined>;
  /** All legs of a case, in the order in which they were requested; the newest writes may still be missing. */
  legsOf(caseNumber: string): Promise<Leg[]>;
  /** A carrier's legs that have not ended, the oldest first. */
  openLegs(carrier: string, cursor: Cursor): Promise<Page<Leg>>;
};

export const byRequest = (a: Leg, b: Leg): number =>
  `${a.requestedAt} ${a.legId}` < `${b.requestedAt} ${b.legId}` ? -1 : 1;

/** For tests and local tools: the same contract as the DynamoDB adapter, and it forgets at the end. */
export function inMemoryLegStore(): LegStore & { all(): Leg[] } {
  const legs = new Map<string, Leg>();
  return {
    get: async (legId) => structuredClone(legs.get(legId)),
    async write(leg) {
      if ((legs.get(leg.legId)?.version ?? 0) !== leg.version - 1) return false;
      legs.set(leg.legId, structuredClone(leg));
      return true;
    },
    findByWaybill: async (carrier, waybill) =>
      [...legs.values()].find((leg) => leg.carrier === carrier && leg.waybill === waybill)?.legId,
    legsOf: async (caseNumber) =>
      [...legs.values()]
        .filter((leg) => leg.caseNumber === caseNumber)
        .sort(byRequest)
        .map((leg) => structuredClone(leg)),
    openLegs: async (carrier) => ({
      items: [...legs.values()]
        .filter((leg) => leg.carrier === carrier && !isTerminal(leg.state))
        .sort(byRequest),
      next: undefined,
    }),
    all: () => [...legs.values()],
  };
}
