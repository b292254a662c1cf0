import { type Carriers, usualSilentHours } from "#shared/deliveries/carriers.ts";
import { stalledLeg } from "#shared/deliveries/leg.ts";
import type { LegStore } from "#shared/deliveries/leg-store.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";

const logs = defineLogs("deliveryWatch", {
  watched: { level: "info", text: "the legs under way were looked through" },
  stalled: { level: "warn", text: "nothing was heard of a leg for too long" },
});

/**
 * Marks legs of which nothing was heard for longer than their carrier usually needs: once for each silence, because
 * the next fact takes the mark away. Two runs at once do nothing twice.
 * @returns how many legs were looked at, and how many are stalled now
 */
export async function watchDeliveries({
  store,
  carriers,
  now,
}: {
  store: Pick<LegStore, "openLegs" | "write">;
  carriers: Carriers;
  now: Clock;
}): Promise<{ open: number; stalled: number }> {
  const counts = { open: 0, stalled: 0 };
  for (const { id, silentHours = usualSilentHours } of carriers) {
    let cursor: Record<string, string> | undefined;
    do {
      const page = await store.openLegs(id, cursor);
      counts.open += page.items.length;
      for (const leg of page.items) {
        const marked = stalledLeg(leg, silentHours, now(), childTrace(leg.lastEvent?.trace));
        // Somebody was faster: something was heard of it, or the other run has marked it.
        if (!marked || !(await store.write(marked))) continue;
        counts.stalled += 1;
        log(logs.stalled, { legId: leg.legId, carrier: id });
      }
      cursor = page.next;
    } while (cursor);
  }
  log(logs.watched, counts);
  return counts;
}
