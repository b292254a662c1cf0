import type { TongbanEvent } from "#events/define-event.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { journeysOwed } from "./owed.ts";
import { delivery, type LegStore } from "./record.ts";
import { type DeliveryView, viewOf } from "./views.ts";

/** Every courier leg of a case, the oldest first, each with its timeline by the carrier's own times. */
export async function deliveriesOf(
  store: Pick<LegStore, "readGroup">,
  caseNumber: string,
): Promise<DeliveryView[]> {
  const placeOf = ({ requestedAt, legId }: DeliveryView) => `${requestedAt} ${legId}`;
  const legs = await store.readGroup(caseNumber);
  return legs.map(viewOf).sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

/** What other contexts may ask of deliveries. */
export function deliveriesPublic(tableName: string) {
  const store = dynamodbRecordStore(delivery, tableName);
  return { deliveriesOf: (caseNumber: string) => deliveriesOf(store, caseNumber) };
}
/** Whether the journeys that cases ask for were ordered. */
export const deliveriesOwed = (tableName: string, cases: Pick<CasesPublic, "stateOf">) =>
  journeysOwed({ ...dynamodbRecordReader(delivery, tableName), caseStateOf: cases.stateOf });
/** The last events of a case's legs: their facts tell whatever came before. */
export function legEvents(tableName: string) {
  const { readGroup } = dynamodbRecordReader(delivery, tableName);
  return async (caseNumber: string): Promise<TongbanEvent[]> =>
    (await readGroup(caseNumber)).map(delivery.eventOf).filter((event) => event !== undefined);
}
export type DeliveriesPublic = ReturnType<typeof deliveriesPublic>;
