import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import type { CaseStore } from "./case-store.ts";
import { canBegin, partOfWhole } from "./joint.ts";
import type { CaseHead } from "./record.ts";
import { jointCases, jointEvents, remedyEvents } from "./wiring.ts";

type Asked = { store: Pick<CaseStore, "read">; items: Pick<CatalogueItems, "current"> };

const isOver = ({ state }: CaseHead): boolean => ["withdrawn", "terminated"].includes(state);
const hasEnded = ({ state }: CaseHead): boolean => state === "completed" || state === "refused";

/** What `joint-matters` makes of a case: parts that are opened and ended with their whole, and recorded in it. */
export const jointMattersOwed = ({ store, items }: Asked): OwedCheck => ({
  follows: jointEvents,
  where: jointCases,
  async missing({ type, data: { caseNumber, parent, itemCode, joint } }) {
    const head = await store.read(caseNumber);
    if (!head) return [];
    if (joint) {
      const parts = head.parts ?? [];
      const cases = await Promise.all(parts.map(({ code }) => partOfWhole({ store, items }, head, code)));
      if (isOver(head))
        return cases.some((part) => part && !isOver(part) && !hasEnded(part)) ? ["end of a part"] : [];
      const begun = ["accepted", "partDecided"].includes(shortEventName(type));
      return begun && parts.some((part, place) => canBegin(part, parts) && !cases[place]) ? ["part"] : [];
    }
    const isResult = ["approved", "rejected", "terminated"].includes(shortEventName(type));
    const whole = parent && isResult ? await store.read(parent) : undefined;
    if (!whole || isOver(whole)) return [];
    const isRecorded = whole.parts?.find(({ code }) => code === itemCode)?.result !== undefined;
    const isEnded = hasEnded(head) || isOver(head);
    return [...(isRecorded ? [] : ["result of a part"]), ...(isEnded ? [] : ["end of a part"])];
  },
});

/** What `case-follow` makes of a case itself: the one in which its decision is made anew. */
export const anewOwed = ({ store }: Pick<Asked, "store">): OwedCheck => ({
  follows: remedyEvents,
  async missing({ data: { caseNumber } }) {
    const anew = (await store.read(caseNumber))?.remedy?.anew;
    return anew && !(await store.read(anew)) ? ["case anew"] : [];
  },
});
