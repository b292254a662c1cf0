import type { Clock } from "#shared/kernel/clock.ts";
import type { CarrierSecrets, Carriers } from "./carriers.ts";
import { type FactKind, isTerminal } from "./fact.ts";
import { sfKindsOf } from "./sf/orders.ts";

/** Whether something that was reported may be taken for true. */
export type Confirmation = (carrierId: string, legId: string, kind: FactKind) => Promise<boolean>;

/** The carrier whose push is not signed, when it tells an end. */
function doubted(carriers: Carriers, carrierId: string, kind: FactKind) {
  const unsigned = carriers.filter((carrier) => carrier.kind === "sf");
  return isTerminal(kind) ? unsigned.find(({ id }) => id === carrierId) : undefined;
}

/** An end that an unsigned push tells counts only once the carrier, asked by us, says the same. */
export const confirmation =
  (carriers: Carriers, secrets: CarrierSecrets, now: Clock): Confirmation =>
  async (carrierId, legId, kind) => {
    const carrier = doubted(carriers, carrierId, kind);
    return !carrier || (await sfKindsOf({ carrier, secrets, now }, legId)).has(kind);
  };

/** While the carrier waits for its answer, it is not asked: what would have to be is not taken for true yet. */
export const withoutAskingCarrier =
  (carriers: Carriers): Confirmation =>
  async (carrierId, _legId, kind) =>
    doubted(carriers, carrierId, kind) === undefined;
