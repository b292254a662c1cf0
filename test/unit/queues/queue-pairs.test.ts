import { describe, expect, it } from "vitest";
import type { Queue } from "#scripts/queues/queue-client.ts";
import { queuePairNamed, queuePairsOf, shortNameOf } from "#scripts/queues/queue-pairs.ts";
import { CommandError } from "#scripts/terminal.ts";

const prefix = "Tongban-pre-prod-";
const queue = (name: string, deadLetters?: string): Queue => ({
  name: `${prefix}${name}`,
  url: `https://sqs.test/${name}`,
  arn: `arn:${name}`,
  waiting: 0,
  inFlight: 0,
  delayed: 0,
  ...(deadLetters && { deadLetters: `arn:${deadLetters}`, maxAttempts: 6 }),
});
const pair = (part: string, id: string): Queue[] => {
  const dead = `${part}-${id}DeadLetters0A1B2C3D-x5Y6`;
  return [queue(`${part}-${id}Queue9F8E7D6C-q1W2`, dead), queue(dead)];
};
const parking = queue("Messaging-Parking1A2B3C4D-zZ9");
const app = [
  ...pair("Papers", "CaseEvents"),
  ...pair("Delivery", "CaseEvents"),
  ...pair("Licences", "Approvals"),
  queue("Cases-EventsUnpublished11223344-aB"),
  parking,
];

describe("names of queues", () => {
  it.each([
    ["Tongban-local-Delivery-CaseEventsQueue0123ABCD", "Tongban-local-", "Delivery/CaseEvents"],
    ["Tongban-pre-prod-Ratings-IntakeEventsQueue0123ABCD-a1B2c3", prefix, "Ratings/IntakeEvents"],
    ["Tongban-local-Cases-EventsUnpublished0123ABCD", "Tongban-local-", "Cases/EventsUnpublished"],
    ["App-Made", "Tongban-local-", "App/Made"],
    ["somebody.elses", "Tongban-local-", "somebody.elses"],
  ])("are short: %s", (name, start, short) => {
    expect(shortNameOf(name, start)).toBe(short);
  });
});

describe("queues of an app", () => {
  const { pairs, parking: found } = queuePairsOf(app, prefix);

  it("are beside their dead-letter queues, in order, parking apart", () => {
    expect(found).toBe(parking);
    expect(pairs.map(({ name, queue: working, dead }) => [name, working?.deadLetters ?? dead.arn])).toEqual([
      ["Cases/EventsUnpublished", "arn:Cases-EventsUnpublished11223344-aB"],
      ["Delivery/CaseEvents", "arn:Delivery-CaseEventsDeadLetters0A1B2C3D-x5Y6"],
      ["Licences/Approvals", "arn:Licences-ApprovalsDeadLetters0A1B2C3D-x5Y6"],
      ["Papers/CaseEvents", "arn:Papers-CaseEventsDeadLetters0A1B2C3D-x5Y6"],
    ]);
    for (const { queue: working, dead } of pairs) if (working) expect(working.deadLetters).toBe(dead.arn);
  });

  it("have what was set aside beside them, to be looked at and sent back like dead letters", () => {
    const aside = queue("Delivery-CaseEventsSetAside55667788-cD");
    const all = queuePairsOf([...app, aside], prefix).pairs;
    const [, delivery, setAside] = all;
    expect(setAside).toEqual({ name: "Delivery/CaseEventsSetAside", queue: delivery?.queue, dead: aside });
    expect(queuePairNamed("Delivery/CaseEvents", all)).toBe(delivery);
    expect(queuePairNamed(delivery?.queue?.name ?? "", all)).toBe(delivery);
  });

  it("are found by name in any case, by the end of it where that is enough, and by SQS's own names", () => {
    const [unpublished, delivery, licences] = pairs;
    expect(queuePairNamed("delivery/caseevents", pairs)).toBe(delivery);
    expect(queuePairNamed("Approvals", pairs)).toBe(licences);
    expect(queuePairNamed("EventsUnpublished", pairs)).toBe(unpublished);
    for (const one of [delivery?.queue, delivery?.dead])
      expect(queuePairNamed(one?.name ?? "", pairs)).toBe(delivery);
  });

  it("are not guessed at", () => {
    expect(() => queuePairNamed("CaseEvents", pairs)).toThrow(
      /Delivery\/CaseEvents\n {2}Papers\/CaseEvents$/,
    );
    expect(() => queuePairNamed("Nothing", pairs)).toThrow(
      /no queue "Nothing"(.*\n)+ {2}Licences\/Approvals/,
    );
  });

  it("are refused as a whole where one's end or the parking queue is missing", () => {
    expect(() => queuePairsOf(app.slice(0, 6), prefix)).toThrow(CommandError);
    expect(() => queuePairsOf(app.slice(0, 6), prefix)).toThrow(/no parking queue/);
    expect(() => queuePairsOf(app.slice(2).concat(app.slice(0, 1)), prefix)).toThrow(/is not there/);
  });
});
