import { decide } from "#shared/consultation/decide.ts";
import { decide as decideFaq } from "#shared/consultation/faqs/decide.ts";
import { checkPartition, type Faq } from "#shared/consultation/faqs/record.ts";
import { type Consultation, openPartition } from "#shared/consultation/record.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";

type Swept<Rec extends RecordOf<object>> = Pick<RecordStore<Rec>, "ids" | "read" | "write">;
export type DeadlineDeps = MomentDeps & { store: Swept<Consultation>; faqs: Swept<Faq> };

const happens = bySystem(decide, "deadlines");
const happensToFaq = bySystem(decideFaq, "deadlines");

/** Late questions are marked, silent ones end, and published answers that nobody checked are hidden: each once. */
export async function sweepConsultation(deps: DeadlineDeps): Promise<SweepResult> {
  const moment = await momentNow(deps);
  const { store, faqs } = deps;
  const due = await store.ids("open", openPartition, moment.now);
  const consultations = await sweepRecords(store, due, (consultation) => {
    const action =
      consultation.state === "waiting" || consultation.state === "answered" ? "close" : "markOverdue";
    return happens(consultation, action, {}, moment, childTrace(consultation.lastEvent.trace));
  });
  const unchecked = await faqs.ids("open", checkPartition, moment.now);
  const hidden = await sweepRecords(faqs, unchecked, (faq) =>
    happensToFaq(faq, "hide", {}, moment, childTrace(faq.lastEvent.trace)),
  );
  return { due: consultations.due + hidden.due, changed: consultations.changed + hidden.changed };
}
