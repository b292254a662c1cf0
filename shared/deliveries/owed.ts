import type { CaseEvent, CaseState } from "#events/case.ts";
import type { DeliveryEvent, LegKind } from "#events/delivery.ts";
import type { ServiceEvent } from "#events/notice.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { legIdOf } from "./leg.ts";
import type { LegStore } from "./record.ts";
import { follows, where } from "./wiring.ts";

/** The journey that a step of a case asks for; undefined when it asks for none. */
export function journeyAfter({
  type,
  data,
}: Pick<CaseEvent, "type" | "data">): { kind: LegKind; attempt: number } | undefined {
  const { handIn, receive, parent, deliveryAttempt = 1, to } = data;
  const outbound = () =>
    // The decisions of a joint matter's parts travel together, with the whole.
    receive === "courier" && !parent ? { kind: "outbound" as const, attempt: deliveryAttempt } : undefined;
  switch (shortEventName(type)) {
    case "preReviewPassed":
      return handIn === "courier" ? { kind: "inbound", attempt: 1 } : undefined;
    case "partDecided":
      return to === "approved" || to === "rejected" ? outbound() : undefined;
    case "approved":
    case "rejected":
    case "upperDecided":
    case "decidedOnTheSpot":
    case "redeliveryRequested":
      return outbound();
    default:
      return undefined;
  }
}

/** After these originals that came by courier go back by courier; after a result they go with it. */
export const endedWithoutDecision = (state: CaseState | undefined): boolean =>
  state === "refused" || state === "withdrawn" || state === "terminated";

const ends = ["refused", "withdrawn", "lapsed", "terminated"];

const isOfLeg = (event: Owing): event is DeliveryEvent => "legId" in event.data;
const isOfService = (event: Owing): event is ServiceEvent => "serviceId" in event.data;

type Owing = CaseEvent | DeliveryEvent | ServiceEvent;
type Asked = Pick<LegStore, "readGroup"> & {
  caseStateOf(caseNumber: string): Promise<CaseState | undefined>;
};

/** What `courier-handover` makes of a case: journeys, and after an end without a decision the way back of originals. */
export const journeysOwed = ({ readGroup, caseStateOf }: Asked): OwedCheck<Owing> => ({
  follows,
  where,
  async missing(event) {
    if (isOfLeg(event)) {
      const { caseNumber, leg } = event.data;
      if (leg !== "inbound" || !endedWithoutDecision(await caseStateOf(caseNumber))) return [];
      return (await readGroup(caseNumber)).some(({ kind }) => kind === "return") ? [] : ["journey return"];
    }
    if (isOfService(event)) {
      const { caseNumber, posting = 1 } = event.data;
      const letterId = legIdOf(caseNumber, "notice", posting);
      return (await readGroup(caseNumber)).some(({ legId }) => legId === letterId) ? [] : ["journey notice"];
    }
    const { caseNumber, handIn, parent } = event.data;
    const journey = journeyAfter(event);
    const isEnd = ends.includes(shortEventName(event.type)) && handIn === "courier" && !parent;
    if (!journey && !isEnd) return [];
    const legs = await readGroup(caseNumber);
    const isThere = (kind: LegKind, attempt: number) =>
      legs.some(
        ({ legId, facts, state }) =>
          legId === legIdOf(caseNumber, kind, attempt) &&
          (state !== "requested" || facts.some((fact) => fact.kind === "ordered")),
      );
    if (journey) {
      const { kind, attempt } = journey;
      if (isThere(kind, attempt)) return [];
      // What ended before its originals were asked for asks for none any more.
      const isLate = kind === "inbound" && endedWithoutDecision(await caseStateOf(caseNumber));
      return isLate ? [] : [`journey ${kind}`];
    }
    const hasCome = legs.some(({ kind, state }) => kind === "inbound" && state === "delivered");
    return hasCome && !isThere("return", 1) ? ["journey return"] : [];
  },
});
