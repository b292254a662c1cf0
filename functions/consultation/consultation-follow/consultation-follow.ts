import { decide } from "#shared/consultation/faqs/decide.ts";
import type { FaqStore } from "#shared/consultation/faqs/record.ts";
import { follows } from "#shared/consultation/wiring.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord } from "#shared/kernel/records/record-store.ts";

export type FollowDeps = MomentDeps & { store: Pick<FaqStore, "ids" | "read" | "write"> };

const happens = bySystem(decide, "catalogue");

/** An item's new version: what is published of it has to be looked at again. */
export function consultationFollow(deps: FollowDeps): MessageHandler {
  return followEvents(follows, {
    async published({ traceparent, data: { itemCode, itemVersion } }) {
      const moment = { ...(await momentNow(deps)), itemVersion };
      for (const id of await deps.store.ids("ofItem", itemCode, moment.now))
        await changeRecord(deps.store, id, (faq) =>
          happens(faq, "markToCheck", {}, moment, childTrace(traceparent)),
        );
    },
  });
}
