import type { Clock } from "#shared/kernel/clock.ts";
import type { CarrierSecrets } from "./carrier-secrets.ts";
import type { Carriers } from "./carriers.ts";
import { type FactKind, isTerminal } from "./fact.ts";
import { sfKindsOf } from "./sf/orders.ts";

/** Whether something that was told may be taken for true. */
export type Confirmation = (carrierId: string, legId: string, kind: FactKind) => Promise<boolean>;

/** An end that an unsigned push tells counts only once the carrier, asked by us, says the same. */
export function confirmation(carriers: Carriers, secrets: CarrierSecrets, now: Clock): Confirmation {
  const unsigned = new Map(
    carriers.filter((carrier) => carrier.kind === "sf").map((carrier) => [carrier.id, carrier]),
  );
  return async (carrierId, legId, kind) => {
    const carrier = unsigned.get(carrierId);
    if (!carrier || !isTerminal(kind)) return true;
    return (await sfKindsOf({ carrier, secrets, now }, legId)).has(kind);
  };
}
