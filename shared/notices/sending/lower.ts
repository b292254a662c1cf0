import type { Clock } from "#shared/kernel/clock.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Provider } from "../channels/port.ts";
import { type Circuit, circuit, circuitId, lowered } from "./circuit.ts";

export type LowerDeps = {
  circuits: Pick<RecordStore<Circuit>, "read" | "write">;
  providers: readonly Pick<Provider, "name" | "channel" | "weight">[];
  now: Clock;
};

const logs = defineLogs("noticeProviders", {
  lowered: { level: "warn", text: "a provider fails or is slow so often that it is given less" },
});

const trace = `00-${"0".repeat(31)}1-${"0".repeat(15)}1-00`;

/** Takes weight from a provider, where the rules say that it may lose some now. */
export async function lower(
  { circuits, providers, now }: LowerDeps,
  name: string,
  by: string,
): Promise<void> {
  const channel = providers.find((one) => one.name === name)?.channel;
  const among = providers
    .filter((one) => one.channel === channel)
    .map((one) => ({ name: one.name, set: one.weight }));
  const at = now();
  const step = { event: "lowered" as const, at, actor: { role: "system", id: by }, trace };
  await keepRecord(circuits, circuitId, (before) => {
    const losses = lowered(before?.losses ?? {}, name, among, at);
    if (!losses) return before;
    log(logs.lowered, { provider: name, by });
    return before ? circuit.next(before, { losses }, step) : circuit.first({ circuitId, losses }, step);
  });
}
