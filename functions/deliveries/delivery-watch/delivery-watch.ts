import { type Carriers, defaultSilentHours } from "#shared/deliveries/carriers.ts";
import { silentSince, stalledLeg } from "#shared/deliveries/leg.ts";
import type { LegStore } from "#shared/deliveries/record.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { type SweepResult, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";

/**
 * Marks legs of which nothing was heard for longer than their carrier usually needs: once for each silence, because
 * the next fact takes the mark away. Two runs at once do nothing twice.
 */
export async function watchDeliveries({
  store,
  carriers,
  now,
}: {
  store: Pick<LegStore, "ids" | "read" | "write">;
  carriers: Carriers;
  now: Clock;
}): Promise<SweepResult> {
  const at = now();
  const patience = new Map(carriers.map(({ id, silentHours = defaultSilentHours }) => [id, silentHours]));
  const old: string[] = [];
  // One that was requested later than that cannot have been silent for so long.
  for (const [carrier, hours] of patience)
    old.push(...(await store.ids("open", carrier, silentSince(at, hours))));
  return sweepRecords(store, old, (leg) =>
    stalledLeg(leg, patience.get(leg.carrier) ?? defaultSilentHours, at, childTrace(leg.lastEvent.trace)),
  );
}
