import { describe, expect, it } from "vitest";
import { environmentNames } from "#infra/environments.ts";
import type { Queue } from "#scripts/queues/queue-client.ts";
import { queuePairsOf } from "#scripts/queues/queue-pairs.ts";
import { synthesized } from "./templates.ts";

/** CloudFormation's own limit on a queue's name; longer ones it shortens. */
const longestName = 80;

describe.each(environmentNames())("the queues of %s", (environment) => {
  it("have names by which npm run queues knows them, and a person finds them", async () => {
    const app = await synthesized(environment);
    const queues = app.all("AWS::SQS::Queue").map(({ stack, logicalId, name, properties }): Queue => {
      const { deadLetterTargetArn, maxReceiveCount } = properties.RedrivePolicy ?? {};
      return {
        name: `Tongban-${environment}-${stack}-${logicalId}-aB3dE5gH7jK9`,
        url: "",
        arn: name,
        waiting: 0,
        inFlight: 0,
        delayed: 0,
        ...(deadLetterTargetArn && {
          deadLetters: app.refersTo(stack, deadLetterTargetArn),
          maxAttempts: maxReceiveCount,
        }),
      };
    });
    for (const { name } of queues) expect(name.length).toBeLessThanOrEqual(longestName);
    const { pairs, parking } = queuePairsOf(queues, `Tongban-${environment}-`);
    const isExported = (name: string) => name.endsWith("HistoryUnexported");
    expect(pairs.filter(({ name }) => isExported(name)).map(({ name }) => name)).toEqual(
      app.environment.protected ? ["Cases/HistoryUnexported", "Examinations/HistoryUnexported"] : [],
    );
    const others = pairs.filter(({ name }) => !isExported(name));
    expect(others.map(({ name, queue }) => `${name}${queue ? "" : " (stream)"}`)).toEqual([
      "Archives/EventsUnpublished (stream)",
      "Archives/PackingEvents",
      "Cases/EventsUnpublished (stream)",
      "Cases/ExaminationsEvents",
      "Cases/FollowEvents",
      "Cases/MattersEvents",
      "Catalogue/EventsUnpublished (stream)",
      "Commitments/EventsUnpublished (stream)",
      "Commitments/FollowEvents",
      "Consultation/EventsUnpublished (stream)",
      "Consultation/FollowEvents",
      "Deliveries/CourierEvents",
      "Deliveries/CourierEventsSetAside",
      "Deliveries/EventsUnpublished (stream)",
      "Deliveries/HandoverEvents",
      "Documents/DocumentsEvents",
      "Examinations/EventsUnpublished (stream)",
      "Examinations/FollowEvents",
      "Licences/EventsUnpublished (stream)",
      "Licences/IssuingEvents",
      "Notices/EventsUnpublished (stream)",
      "Notices/FollowEvents",
      "Notices/MessageOutcomes",
      "Notices/MessageOutcomesSetAside",
      "Notices/SenderEvents",
      "Payments/EventsUnpublished (stream)",
      "Payments/HandoverEvents",
      "Policies/EventsUnpublished (stream)",
      "Policies/MatchingEvents",
      "Ratings/DeviceRatings",
      "Ratings/EventsUnpublished (stream)",
      "Ratings/IntakeEvents",
      ...(app.environment.scanning.kind === "clamavMachine" ? ["Records/Uploads"] : []),
      "Rectifications/EventsUnpublished (stream)",
      "Rectifications/FollowEvents",
      "Representations/EventsUnpublished (stream)",
      "Staff/EventsUnpublished (stream)",
    ]);
    expect(app.refersTo("Messaging", app.templates.Messaging.Outputs.ParkingQueueUrl.Value)).toBe(
      parking.arn,
    );
  });
});
