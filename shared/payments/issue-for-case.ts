import type { CaseEventName } from "#events/case.ts";
import type { FeeStep } from "#events/payment.ts";
import type { CaseRecord, CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems, ServiceItem } from "#shared/catalogue/public.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import type { Actor } from "#shared/kernel/records/last-event.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { assess } from "./assess.ts";
import { issueNotice } from "./decide.ts";
import { paymentPolicy } from "./policy.ts";
import type { Payment } from "./record.ts";

export type IssueDeps = MomentDeps & {
  payments: Pick<RecordStore<Payment>, "read" | "write">;
  cases: Pick<CasesPublic, "recordOf">;
  items: Pick<CatalogueItems, "version">;
};

const order: readonly FeeStep[] = ["acceptance", "decision", "delivery"];
const endStates = ["completed", "refused", "withdrawn", "terminated", "rejected"];

export const isUnderway = (state: string | undefined): boolean =>
  state !== undefined && !endStates.includes(state);

/** @throws Error when the catalogue has lost the version that was applied for */
export async function itemOf(
  items: IssueDeps["items"],
  { itemCode, itemVersion }: Pick<Payment, "itemCode" | "itemVersion">,
  situation?: CaseRecord["form"]["situation"],
): Promise<ServiceItem> {
  const published = await items.version(itemCode, itemVersion, situation);
  if (!published) throw new Error(`item ${itemCode} has no version ${itemVersion}`);
  return published.item;
}

/** An item decided on the spot takes no step between application and decision at which its fee could be asked for. */
const isDueBy = ({ head: { item } }: CaseRecord, reached: FeeStep): boolean => {
  const step = item.fee && item.instant && item.fee === "decision" ? "acceptance" : item.fee;
  return step !== undefined && order.indexOf(step) <= order.indexOf(reached);
};

/** The step that a case has reached with each of these events. */
export const feeStepsReached = {
  submitted: "acceptance",
  accepted: "decision",
  partOpened: "decision",
  approved: "delivery",
  decidedOnTheSpot: "delivery",
} as const satisfies Partial<Record<CaseEventName, FeeStep>>;

type Asked = {
  caseNumber: string;
  attempt: number;
  reduction?: { reductionId: string; amountFen: number } | undefined;
  actor: Actor;
  trace: string;
};

/**
 * The notice of a case for this attempt, by its answers as they are now; undefined when it costs nothing yet, has
 * ended, or what was applied with is gone.
 */
export async function noticeForCase(
  deps: Omit<IssueDeps, "payments">,
  { caseNumber, attempt, ...asked }: Asked,
  reached: FeeStep,
): Promise<Payment | undefined> {
  const record = await deps.cases.recordOf(caseNumber);
  if (!record || !isUnderway(record.head.state) || !isDueBy(record, reached)) return undefined;
  const { item, department, applicantId } = record.head;
  const { fee } = await itemOf(
    deps.items,
    { itemCode: item.code, itemVersion: item.version },
    record.form.situation,
  );
  return issueNotice(
    {
      caseNumber,
      attempt,
      department,
      applicantId,
      itemCode: item.code,
      itemVersion: item.version,
      lines: assess(fee, record.form.answers),
      dueWorkingDays: paymentPolicy.dueWorkingDays,
      ...asked,
    },
    await momentNow(deps),
  );
}

/** Issues it, once for each attempt. */
export async function issueForCase(
  deps: IssueDeps,
  asked: Asked,
  reached: FeeStep,
): Promise<Payment | undefined> {
  const notice = await noticeForCase(deps, asked, reached);
  if (!notice) return undefined;
  return (await deps.payments.write(notice)) ? notice : deps.payments.read(notice.paymentId);
}
