import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { QueueClient } from "#scripts/queues/queue-client.ts";
import { textAttribute } from "#shared/kernel/messaging/dead-letter.ts";
import { idsIn, type Office, openOffice } from "./office.ts";

const caseNumber = "4116021001202611240A1B2C3";
const eventOf = (number: number) =>
  JSON.stringify({
    "detail-type": "tongban.case.approved.v1",
    detail: { number, name: "张三", data: { caseNumber } },
  });
const reason = { reason: textAttribute("no case") };

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const bury = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, number) => office.send("dead", eventOf(number), reason)));
/** What a function that always fails does: the message dies by the queue's own limit of two attempts. */
const dieOfAttempts = async () => {
  for (let attempt = 0; attempt <= 2; attempt += 1) {
    for (const queue of await office.client.queues())
      if (queue.deadLetters) await office.client.putBack(queue, await office.client.receive(queue));
  }
};
const onlyId = async (queue: string): Promise<string> => {
  const ids = idsIn((await office.run(`show ${queue}`)).said);
  expect(ids).toHaveLength(1);
  return ids[0] ?? "";
};

describe("list", () => {
  it("shows queues with something dead, all of them on demand, and says what next", async () => {
    expect(await office.run("list")).toEqual({ code: 0, said: "2 queues, 0 dead letters, 0 parked." });
    await bury(12);
    await office.send("working", "{}");
    const { said } = await office.run("list");
    expect(said).toMatch(/^Delivery\/CaseEvents +1 +0 +0 +12 +≥ < 1 min$/m);
    expect(said).not.toContain("EventsUnpublished");
    expect(said).toContain("npm run queues -- show Delivery/CaseEvents");
    const all = (await office.run("list --all")).said;
    expect(all).toMatch(/^Cases\/EventsUnpublished +- +- +- +0 +-$/m);
    expect(all).toMatch(/^parking +- +- +- +0 +-$/m);
    // Nobody's attempt was spent, and nothing is held.
    expect(office.depth("dead")).toEqual({ ready: 12, inFlight: 0 });
    expect(office.depth("working")).toEqual({ ready: 1, inFlight: 0 });
  });
});

describe("show", () => {
  it("says why, how often and which case, nothing of a person unless asked, and takes nothing", async () => {
    await bury(1);
    const { said } = await office.run("show CaseEvents");
    expect(said).toMatch(
      new RegExp(`^\\S{36} +< 1 min +2 +0 +tongban\\.case\\.approved\\.v1 +${caseNumber} +no case$`, "m"),
    );
    expect(said).not.toContain("张三");
    expect((await office.run("show CaseEvents --body")).said).toContain("张三");
    expect(office.depth("dead")).toEqual({ ready: 1, inFlight: 0 });
  });

  it("goes through pages up to its limit and puts all of them back", async () => {
    await bury(250);
    expect(idsIn((await office.run("show CaseEvents --limit 250")).said)).toHaveLength(250);
    const { said } = await office.run("show CaseEvents");
    expect(idsIn(said)).toHaveLength(20);
    expect(said).toContain("20 of about 250 shown");
    expect(office.depth("dead")).toEqual({ ready: 250, inFlight: 0 });
  });

  it("admits that nobody wrote down why SQS itself moved a message", async () => {
    await office.send("working", eventOf(1));
    await dieOfAttempts();
    expect((await office.run("show CaseEvents")).said).toMatch(/ 2 +0 +tongban.* none recorded/);
  });

  it("keeps hostile texts from the terminal", async () => {
    await office.send("dead", '{"a":"\u009b2J\u202e"}', { reason: textAttribute("\u009b31m") });
    const { said } = await office.run("show CaseEvents --body");
    expect(said).toContain("\\u009b31m");
    expect(said).toContain('{"a":"\\u009b2J\\u202e"}');
  });
});

describe("redrive", () => {
  it("sends a message back three times; then it is parked with its reason, and comes back by hand", async () => {
    await office.send("working", eventOf(1));
    for (const redrives of [1, 2, 3]) {
      await dieOfAttempts();
      expect(await office.run(`redrive CaseEvents --id ${await onlyId("CaseEvents")}`)).toEqual({
        code: 0,
        said: "1 sent back to Delivery/CaseEvents.",
      });
      expect(office.depth("dead")).toEqual({ ready: 0, inFlight: 0 });
      const seen = (await office.client.queues()).map(({ waiting }) => waiting);
      expect([redrives, ...seen.toSorted()]).toEqual([redrives, 0, 0, 0, 1]);
    }
    const [taken] = await office.take("working");
    expect(taken).toMatchObject({ body: eventOf(1), attributes: { redrives: "3" } });
    // As the consumer lays it down: with the reason, the redrives going along.
    await office.send("dead", eventOf(1), {
      ...reason,
      redrives: { DataType: "Number", StringValue: taken?.attributes.redrives },
    });
    const { said } = await office.run("redrive CaseEvents --all");
    expect(said).toMatch(/^0 sent back.*\n1 had been redriven 3 times already and were parked instead/);
    expect(office.depth("dead")).toEqual({ ready: 0, inFlight: 0 });

    const shown = (await office.run("show parking")).said;
    expect(shown).toMatch(/ 2 +3 +tongban\.case\.approved\.v1 +\S{25} +no case$/m);
    expect(shown).toContain(
      "from Delivery/CaseEvents, parked by li-min at 2026-11-24T02:00:00.000Z: redriven 3 times already",
    );
    expect(await office.run(`redrive parking --id ${await onlyId("parking")}`)).toMatchObject({ code: 0 });
    expect(office.depth("parking")).toEqual({ ready: 0, inFlight: 0 });
    const [back] = await office.take("working");
    expect(back).toEqual({ body: eventOf(1), attributes: { redrives: "4", redriveRun: expect.any(String) } });
  });

  it("sends 250 back, each once, with progress", async () => {
    await bury(250);
    expect((await office.run("redrive CaseEvents --all")).said).toBe("250 sent back to Delivery/CaseEvents.");
    expect(office.progress).toEqual(Array.from({ length: 25 }, (_, page) => `${(page + 1) * 10}/250`));
    const bodies = (await office.take("working")).map(({ body }) => body);
    expect(new Set(bodies).size).toBe(250);
    expect(bodies).toHaveLength(250);
    expect(office.depth("dead")).toEqual({ ready: 0, inFlight: 0 });
  });

  it("by two operators at once sends each message once", async () => {
    await bury(100);
    const runs = await Promise.all([1, 2].map(() => office.run("redrive CaseEvents --all")));
    const counts = runs.map(({ said }) => Number(/^(\d+) sent/.exec(said)?.[1]));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
    for (const count of counts) expect(count).toBeGreaterThan(0);
    expect((await office.take("working")).map(({ body }) => body).sort()).toEqual(
      Array.from({ length: 100 }, (_, number) => eventOf(number)).sort(),
    );
  });

  it("does not send round and round what dies again at once", async () => {
    await bury(3);
    const failsAtOnce = (client: QueueClient): QueueClient => ({
      ...client,
      send: async (_queue, message) => {
        await office.send("dead", message.body, { ...message.attributes, ...reason });
        return "sent";
      },
    });
    expect((await office.run("redrive CaseEvents --all", failsAtOnce)).said).toMatch(
      /^3 sent back.*\n3 died again meanwhile and stay/,
    );
    expect(office.depth("dead")).toEqual({ ready: 3, inFlight: 0 });
    // Another run is another decision.
    expect((await office.run("redrive CaseEvents --all")).said).toMatch(/^3 sent back/);
  });

  it("refuses what a stream gave up, and an id that is not there", async () => {
    await office.send("stream", JSON.stringify({ DDBStreamBatchInfo: { shardId: "s" } }));
    expect(await office.run("redrive EventsUnpublished --all")).toMatchObject({
      code: 1,
      said: expect.stringContaining("Unpublished changes"),
    });
    await bury(25);
    expect(await office.run("redrive CaseEvents --id nobody")).toMatchObject({
      code: 1,
      said: expect.stringMatching(/no message nobody \(of 25 looked at\)/),
    });
    expect(office.depth("stream")).toEqual({ ready: 1, inFlight: 0 });
    expect(office.depth("dead")).toEqual({ ready: 25, inFlight: 0 });
  });
});

describe("what breaks off", () => {
  const broken = new Error("the network is gone");

  it("before it sent leaves everything where it was", async () => {
    await bury(12);
    const { code, said } = await office.run("redrive CaseEvents --all", (client) => ({
      ...client,
      send: () => Promise.reject(broken),
    }));
    expect(code).toBe(1);
    expect(said).toMatch(/^0 sent back.*\nStopped: Error: the network is gone\nNothing is lost/);
    expect(office.depth("dead")).toEqual({ ready: 12, inFlight: 0 });
    expect(office.depth("working").ready).toBe(0);
  });

  it.each(["redrive CaseEvents --id", "park CaseEvents --reason wait --id"])(
    "between sending and deleting leaves two, never none: %s",
    async (command) => {
      await bury(1);
      const { code } = await office.run(`${command} ${await onlyId("CaseEvents")}`, (client) => ({
        ...client,
        remove: () => Promise.reject(broken),
      }));
      expect(code).toBe(1);
      expect(office.depth("dead")).toEqual({ ready: 1, inFlight: 0 });
      expect(office.depth("working").ready + office.depth("parking").ready).toBe(1);
    },
  );
});

describe("park", () => {
  it("lays a message aside with why, who, when and where from, and takes it out of the dead letters", async () => {
    await bury(2);
    const [id] = idsIn((await office.run("show CaseEvents")).said);
    const { code, said } = await office.run(`park CaseEvents --id ${id} --reason waits_for_the_district`);
    expect(code).toBe(0);
    expect(said).toContain(`redrive parking --id ${await onlyId("parking")}`);
    expect((await office.run("show parking")).said).toContain(
      "parked by li-min at 2026-11-24T02:00:00.000Z: waits for the district",
    );
    expect((await office.run("list")).said).toMatch(/^parking +- +- +- +1 +< 1 min$/m);
    expect(office.depth("dead")).toEqual({ ready: 1, inFlight: 0 });
    const [parked] = await office.take("parking");
    expect(parked?.attributes).toEqual({
      reason: "no case",
      attempts: "2",
      redrives: "0",
      parkedBecause: "waits for the district",
      parkedBy: "li-min",
      parkedAt: "2026-11-24T02:00:00.000Z",
      parkedFrom: "Delivery/CaseEvents",
    });
  });

  it("gives a stream's records back to where they waited", async () => {
    const body = JSON.stringify({ DDBStreamBatchInfo: { shardId: "s" } });
    await office.send("stream", body);
    await office.run(`park EventsUnpublished --id ${await onlyId("EventsUnpublished")} --reason saved`);
    expect(office.depth("stream").ready).toBe(0);
    await office.run(`redrive parking --id ${await onlyId("parking")}`);
    expect((await office.take("stream")).map((message) => message.body)).toEqual([body]);
  });

  it("does not send back what somebody put there by other means", async () => {
    await office.send("parking", "{}");
    expect(await office.run(`redrive parking --id ${await onlyId("parking")}`)).toMatchObject({
      code: 1,
      said: expect.stringContaining("does not say where it came from"),
    });
    expect(office.depth("parking")).toEqual({ ready: 1, inFlight: 0 });
  });
});
