import type { TongbanEvent } from "#events/define-event.ts";
import { isGood, type RatingEvent, type RatingStage } from "#events/rating.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { eventsOf } from "#shared/kernel/records/replay.ts";
import type { RatingsPublic } from "#shared/ratings/public.ts";
import { isOpen, rectification, rectificationIdOf } from "./record.ts";
import { follows } from "./wiring.ts";

/** Whether bad ratings have their work orders, and those of ratings that are gone have ended. */
export function rectificationsOwed(
  table: string,
  { applicantOf }: Pick<RatingsPublic, "applicantOf">,
): OwedCheck<RatingEvent> {
  const { read } = dynamodbRecordReader(rectification, table);
  return {
    follows,
    async missing({ type, data }) {
      const { caseNumber, stage, turn, level } = data;
      const order = await read(rectificationIdOf(data));
      const name = shortEventName(type);
      if (name === "dismissed" || (name === "replaced" && isGood(level)))
        return order && isOpen(order) ? ["end of a work order"] : [];
      // Orders and ratings go at their term.
      const isThere = (await applicantOf({ caseNumber, stage, turn })) !== undefined;
      if (turn === "first") return order || !isThere ? [] : ["work order"];
      return order && order.followUp === undefined ? ["rating after a work order"] : [];
    },
  };
}

/** What became of the work orders of a case's stages, step by step. */
export function orderSteps(table: string) {
  const { readMany, history } = dynamodbRecordReader(rectification, table);
  return async (caseNumber: string, stages: readonly RatingStage[]): Promise<TongbanEvent[]> => {
    const orders = await readMany(stages.map((stage) => rectificationIdOf({ caseNumber, stage })));
    return (await Promise.all(orders.map((order) => eventsOf(rectification, { history }, order)))).flat();
  };
}
