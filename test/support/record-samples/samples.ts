import type { RecordDefinition, RecordOf } from "#shared/kernel/records/record.ts";
import { traceparent } from "#test/unit/ratings/samples.ts";

/** What the contract suite knows of one kind of record. */
export type RecordSamples<Rec extends RecordOf<object> = RecordOf<object>> = {
  definition: RecordDefinition<Rec>;
  /** Version 1. All share every partition, and a higher serial number (1 to 99) comes later in every index. */
  make(serial: number): Rec;
  /** Version 1 is silent. */
  silentFirst?: boolean;
  /** The next version, by which it leaves the lists of what is open. */
  end(record: Rec): Rec;
};

export const day = (serial: number): string => new Date(Date.UTC(2026, 2, serial, 2)).toISOString();
export const step = { at: day(1), trace: traceparent, actor: { role: "system", id: "ratings" } };
export const digestNo = (serial: number): string => serial.toString(16).padStart(64, "0");
