import { type ExaminationKind, openPartition, warningHorizon } from "#shared/examinations/clock.ts";
import { decide as decideHearing } from "#shared/examinations/hearings/decide.ts";
import type { Hearing } from "#shared/examinations/hearings/record.ts";
import { decide as decideInspection } from "#shared/examinations/inspections/decide.ts";
import type { Inspection } from "#shared/examinations/inspections/record.ts";
import { decide as decideParty } from "#shared/examinations/parties/decide.ts";
import type { InterestedParty } from "#shared/examinations/parties/record.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";

type Due<Rec extends RecordOf<object>> = Pick<RecordStore<Rec>, "ids" | "read" | "write">;
export type DeadlineDeps = MomentDeps & {
  inspections: Due<Inspection>;
  hearings: Due<Hearing>;
  parties: Due<InterestedParty>;
};

const inspectionBy = bySystem(decideInspection, "deadlines");
const hearingBy = bySystem(decideHearing, "deadlines");
const partyBy = bySystem(decideParty, "deadlines");

/** What is due soon is announced once, what is late is marked for good, and what nobody asked for or said in time ends. */
export async function sweepExaminations(deps: DeadlineDeps): Promise<SweepResult> {
  const moment = await momentNow(deps);
  const until = warningHorizon(moment);
  const { inspections, hearings, parties } = deps;
  const sweeps = [
    () =>
      sweep(
        "inspection",
        inspections,
        until,
        (one, trace) =>
          inspectionBy(one, "markLate", {}, moment, trace) ?? inspectionBy(one, "warn", {}, moment, trace),
      ),
    () =>
      sweep(
        "hearing",
        hearings,
        until,
        (one, trace) =>
          hearingBy(one, "lapse", {}, moment, trace) ??
          hearingBy(one, "markLate", {}, moment, trace) ??
          hearingBy(one, "warn", {}, moment, trace),
      ),
    () =>
      sweep(
        "interestedParty",
        parties,
        until,
        (one, trace) =>
          partyBy(one, "lapse", {}, moment, trace) ??
          partyBy(one, "markLate", {}, moment, trace) ??
          partyBy(one, "warn", {}, moment, trace),
      ),
  ];
  const swept: SweepResult[] = [];
  const failures: unknown[] = [];
  for (const one of sweeps)
    try {
      swept.push(await one());
    } catch (error) {
      // The others are looked through all the same; the alarm rings at the end.
      failures.push(error);
    }
  if (failures.length > 0) throw new AggregateError(failures, "not all that is due could be changed");
  const sum = (of: keyof SweepResult) => swept.reduce((total, one) => total + one[of], 0);
  return { due: sum("due"), changed: sum("changed") };
}

const sweep = async <Rec extends RecordOf<object>>(
  kind: ExaminationKind,
  store: Due<Rec>,
  until: string,
  change: (record: Rec, trace: string) => Rec | undefined,
): Promise<SweepResult> =>
  sweepRecords(store, await store.ids("open", openPartition(kind), until), (record) =>
    change(record, childTrace(record.lastEvent.trace)),
  );
