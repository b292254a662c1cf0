import { legIdOf } from "#shared/deliveries/leg.ts";
import { delivery, type Leg } from "#shared/deliveries/record.ts";
import { caseNumberNo } from "#test/unit/ratings/samples.ts";
import { day, type RecordSamples, step } from "./samples.ts";

export const legs: RecordSamples<Leg> = {
  definition: delivery,
  silentFirst: true,
  make(serial) {
    const caseNumber = caseNumberNo(1 + (serial % 2));
    const journey = { caseNumber, kind: "outbound", attempt: serial } as const;
    return delivery.first(
      {
        legId: legIdOf(caseNumber, journey.kind, serial),
        ...journey,
        carrier: "ems",
        waybillOnly: true,
        waybill: "1100000000001",
        state: "requested",
        requestedAt: day(serial),
        facts: [],
      },
      { event: "requested", ...step },
    );
  },
  end(leg) {
    const key = leg.version.toString(16).padStart(16, "0");
    const fact = { key, kind: "delivered", occurredAt: day(9), signer: "self", late: false } as const;
    return delivery.next(
      leg,
      { state: "delivered", facts: [...leg.facts, fact], addedFact: key },
      { event: "delivered", ...step },
    );
  },
};
