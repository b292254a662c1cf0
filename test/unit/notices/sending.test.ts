import { beforeEach, describe, expect, it } from "vitest";
import { NotOursError } from "#shared/kernel/messaging/consumer.ts";
import { attemptsToFind } from "#shared/kernel/messaging/dead-letter.ts";
import type { AskOutcome, Channel, SendOutcome } from "#shared/notices/channels/port.ts";
import { happens } from "#shared/notices/decide.ts";
import { address, addressIdOf } from "#shared/notices/people/address.ts";
import { preference, usualPreference } from "#shared/notices/people/preference.ts";
import { type Notice, notice, stateAt } from "#shared/notices/record.ts";
import {
  chosen,
  circuit,
  circuitId,
  isOpenForLong,
  lowered,
  weightOf,
} from "#shared/notices/sending/circuit.ts";
import { cost, costIdOf, isNearCeiling, isOverCeiling } from "#shared/notices/sending/cost.ts";
import type { Outcome } from "#shared/notices/sending/message.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { department, traceparent } from "#test/unit/ratings/samples.ts";
import { noticeOutcomes } from "../../../functions/notices/notice-outcomes/notice-outcomes.ts";
import { noticeSender } from "../../../functions/notices/notice-sender/notice-sender.ts";

const start = "2026-11-23T02:00:00.000Z";
const secondsAfter = (at: string, seconds: number): string =>
  new Date(Date.parse(at) + seconds * 1000).toISOString();
const later = (seconds: number): string => new Date(Date.parse(start) + seconds * 1000).toISOString();
const step = { at: start, trace: traceparent, actor: { role: "system", id: "tests" } };
const id = "9f2c5d1a7b3e4c6d8e0f1a2b3c4d5e6f-20261123020000000-1a2b3c4d5e6f7a8b";
const accepted = (providerRef: string): SendOutcome => ({
  outcome: "accepted",
  providerRef,
  parts: 1,
  costFen: 4.5,
});
const temporary: SendOutcome = { outcome: "failed", failure: "temporary", code: "isv.BUSY" };
const permanent: SendOutcome = { outcome: "failed", failure: "permanent", code: "isv.MOBILE_NUMBER_ILLEGAL" };
const unknown: SendOutcome = { outcome: "unknown" };

let now: string;
let sent: { provider: string; address: string; text: string }[];
let asks: { outcome: Outcome; seconds: number }[];
let answers: Record<string, SendOutcome[]>;
let asked: Record<string, AskOutcome>;
/** What happens between the call and its answer. */
let meanwhile: () => Promise<void>;
let world: ReturnType<typeof made>;

function made() {
  const notices = memoryRecordStore(notice);
  const addresses = memoryRecordStore(address);
  const preferences = memoryRecordStore(preference);
  const circuits = memoryRecordStore(circuit);
  const costs = memoryRecordStore(cost);
  const provider = (name: string, channel: Channel, givesBack = true) => ({
    name,
    channel,
    weight: 10,
    givesBack,
    async send(message: { address: string; text: string }) {
      sent.push({ provider: name, address: message.address, text: message.text });
      await meanwhile();
      return answers[name]?.shift() ?? accepted(`${name}-${sent.length}`);
    },
    ask: async () => asked[name] ?? ("waiting" as const),
  });
  const deps = {
    notices,
    addresses,
    preferences,
    circuits,
    costs,
    providers: [provider("one", "sms"), provider("two", "sms", false), provider("mail", "mail")],
    sources: {
      cases: { noticedOf: async () => undefined },
      items: { version: async () => undefined },
      policyTitle: async () => undefined,
    },
    ask: async (outcome: Outcome, seconds: number) => void asks.push({ outcome, seconds }),
    now: () => now,
  };
  return { ...deps, sender: noticeSender(deps), outcomes: noticeOutcomes(deps) };
}

const bodyOf = async (): Promise<string> => {
  const one = await world.notices.read(id);
  if (!one) throw new Error("no notice");
  const event = notice.eventOf({ ...one, version: 1, lastEvent: { ...one.lastEvent, name: "planned" } });
  return JSON.stringify({ "detail-type": "tongban.notice.planned.v1", detail: event });
};
const deliverMessage = async () => world.sender.handle(await bodyOf(), {} as never);
const outcome = (body: unknown, attempt = 1) =>
  world.outcomes(JSON.stringify(body), {
    attributes: { ApproximateReceiveCount: String(attempt) },
    messageAttributes: {},
  } as never);
const askNow = () => outcome({ kind: "ask", noticeId: id });
const receipt = (provider: string, more: object) =>
  outcome({ kind: "receipt", provider, receipt: { noticeId: id, at: now, ...more } });
const state = async () => (await world.notices.read(id))?.state;

async function planned(more: Partial<Notice> = {}): Promise<void> {
  await world.notices.write(
    notice.first(
      {
        noticeId: id,
        templateId: "atPickupPoint",
        templateVersion: 1,
        category: "results",
        urgency: "normal",
        recipientId: "citizen-1",
        caseNumber: "411602100120260917FZHRRD1",
        department,
        language: "zh",
        plannedAt: start,
        expiresOn: later(86_400),
        state: "planned",
        ways: ["sms", "mail"],
        ...more,
      },
      { event: "planned", ...step },
    ),
  );
  for (const [channel, current] of [
    ["sms", "13800000000"],
    ["mail", "a@example.cn"],
  ] as const)
    await world.addresses.write(
      address.first(
        {
          addressId: addressIdOf("citizen-1", channel),
          accountId: "citizen-1",
          channel,
          current,
          verifiedAt: start,
        },
        { event: "verified", ...step },
      ),
    );
}

beforeEach(async () => {
  now = start;
  [sent, asks, answers, asked] = [[], [], {}, {}];
  meanwhile = async () => {};
  world = made();
});

describe("a planned notice", () => {
  it("is sent once, however often its message comes, with the last digits of its case and no more", async () => {
    await planned();
    await deliverMessage();
    await deliverMessage();
    expect(sent).toEqual([
      {
        provider: expect.any(String),
        address: "13800000000",
        text: expect.stringContaining("7FZHRRD1".slice(-6)),
      },
    ]);
    expect(await state()).toBe("accepted");
    expect((await world.notices.read(id))?.version).toBe(3);
  });

  it("costs its department what the provider said, once for a batch", async () => {
    await planned();
    await deliverMessage();
    await world.sender.settle();
    await world.sender.settle();
    expect(await world.costs.read(costIdOf(department, now))).toMatchObject({
      centifen: 450,
      parts: 1,
      version: 1,
    });
  });

  it("costs it no less when that could not be written at once", async () => {
    await planned();
    await deliverMessage();
    const { write } = world.costs;
    world.costs.write = () => Promise.reject(new Error("the table is at its ceiling"));
    await world.sender.settle();
    world.costs.write = write;
    await world.sender.settle();
    expect(await world.costs.read(costIdOf(department, now))).toMatchObject({ centifen: 450, messages: 1 });
  });

  it("that cannot be worded was begun by nobody", async () => {
    await planned({ templateId: "supplement" });
    world.sources.cases.noticedOf = () => Promise.reject(new Error("the table is at its ceiling"));
    await expect(deliverMessage()).rejects.toThrow("ceiling");
    expect([await state(), sent]).toEqual(["planned", []]);
  });

  it("whose provider refuses goes to the next, then the next way, then the same once more, then nowhere", async () => {
    await planned();
    answers = { one: [temporary], two: [temporary], mail: Array(4).fill(temporary) };
    for (const _try of [1, 2, 3]) await deliverMessage();
    expect(new Set(sent.map(({ provider }) => provider))).toEqual(new Set(["one", "two", "mail"]));
    expect(sent[2]?.provider).toBe("mail");
    for (const _again of [1, 2, 3]) {
      const one = (await world.notices.read(id)) as Notice;
      expect(one).toMatchObject({ state: "held", ways: ["mail"], nextAt: secondsAfter(now, 15 * 60) });
      now = secondsAfter(now, 15 * 60);
      await world.notices.write(happens("deadlines")(one, "release", {}, { now }, traceparent) as Notice);
      await deliverMessage();
    }
    expect([sent.length, await state()]).toEqual([6, "failed"]);
  });

  it("to a number that there is not makes the address unusable and takes the next way", async () => {
    await planned();
    answers = { one: [permanent], two: [permanent] };
    await deliverMessage();
    expect(await world.addresses.read(addressIdOf("citizen-1", "sms"))).toMatchObject({ unusableSince: now });
    await deliverMessage();
    expect(sent.map(({ provider }) => provider)).toEqual([expect.stringMatching(/one|two/), "mail"]);
  });

  it("that was begun by an execution that ended is asked after, not sent", async () => {
    await planned();
    const one = (await world.notices.read(id)) as Notice;
    const attempts = [{ channel: "sms" as const, provider: "one", at: now, state: "sending" as const }];
    await world.notices.write(
      notice.next(
        one,
        { state: "sending", channel: "sms", provider: "one", attempts },
        { event: "sending", ...step },
      ),
    );
    await deliverMessage();
    expect([sent, await state(), asks]).toEqual([
      [],
      "unknown",
      [{ outcome: { kind: "ask", noticeId: id }, seconds: 60 }],
    ]);
  });

  it("that came too late, or whose month is spent, is not sent, unless it is legal", async () => {
    await planned({ expiresOn: later(-1) });
    await deliverMessage();
    expect([sent, await state()]).toEqual([[], "suppressed"]);
    world = made();
    const month = { costId: costIdOf(department, now), month: "202611", department, parts: 9, messages: 9 };
    await world.costs.write(cost.first({ ...month, centifen: 99_000_000 }, { event: "added", ...step }));
    await planned();
    await deliverMessage();
    expect([sent, await state()]).toEqual([[], "held"]);
    const { costs } = world;
    world = made();
    Object.assign(world.costs, costs);
    await planned({ legal: true });
    await deliverMessage();
    expect(await state()).toBe("accepted");
  });
});

describe("a message of which nobody knows", () => {
  beforeEach(async () => {
    await planned();
    answers = { one: [unknown], two: [unknown] };
    await deliverMessage();
  });

  it("is asked after one, five and thirty minutes, then goes another way and never the same again", async () => {
    expect([await state(), asks.map(({ seconds }) => seconds)]).toEqual(["unknown", [60]]);
    const seconds: number[] = [];
    for (const wait of [60, 300, 1800, 7200]) {
      asks = [];
      now = new Date(Date.parse(now) + wait * 1000).toISOString();
      await askNow();
      seconds.push(...asks.map((each) => each.seconds));
    }
    expect(seconds).toEqual([300, 900, 900]);
    expect(await world.notices.read(id)).toMatchObject({ state: "planned", ways: ["mail"] });
    await deliverMessage();
    expect(sent.map(({ provider }) => provider)).toEqual([expect.stringMatching(/one|two/), "mail"]);
  });

  it("is sent once more only when the provider is sure that it never took it", async () => {
    asked = { one: "notFound", two: "notFound" };
    await askNow();
    expect(await state()).toBe("unknown");
    now = later(60);
    await askNow();
    expect(await state()).toBe("planned");
  });

  it("goes no other way by night, nor in hours that are theirs to be left alone", async () => {
    await world.preferences.write(
      preference.first(
        { ...usualPreference("citizen-1"), quiet: { from: "12:00", until: "14:00" } },
        { event: "set", ...step },
      ),
    );
    for (const [hour, until] of [
      ["13:00", "14:00"],
      ["22:30", "08:00"],
    ] as const) {
      asked = { one: "failed", two: "failed" };
      world.notices = Object.assign(world.notices, memoryRecordStore(notice));
      now = start;
      answers = { one: [unknown], two: [unknown] };
      world.addresses = Object.assign(world.addresses, memoryRecordStore(address));
      await planned();
      await deliverMessage();
      now = new Date(`2026-11-23T${hour}:00+08:00`).toISOString();
      await askNow();
      await deliverMessage();
      const { state: stands, nextAt } = (await world.notices.read(id)) as Notice;
      const day = until < hour ? 24 : 23;
      expect([stands, nextAt]).toEqual(["held", new Date(`2026-11-${day}T${until}:00+08:00`).toISOString()]);
    }
  });

  it("goes to providers again that never had it, before another way is taken", async () => {
    answers = { one: [unknown, unknown, unknown], two: [unknown, unknown, unknown] };
    asked = { one: "notFound", two: "notFound" };
    for (const round of [1, 2, 3]) {
      now = later(60 * round);
      await askNow();
      await deliverMessage();
    }
    expect(sent.map(({ provider }) => provider)).toEqual(Array(4).fill(expect.stringMatching(/one|two/)));
    expect(await world.notices.read(id)).toMatchObject({ state: "unknown", ways: ["sms", "mail"] });
  });

  it("is delivered when the provider, or a receipt, says so", async () => {
    const { provider = "" } = (await world.notices.read(id)) as Notice;
    await receipt(provider, { outcome: "delivered" });
    expect(await state()).toBe("delivered");
  });
});

describe("a receipt", () => {
  beforeEach(async () => {
    await planned();
    answers = { one: [accepted("ref 1")], two: [accepted("ref 1")] };
    await deliverMessage();
  });
  const theirs = async () => String((await world.notices.read(id))?.provider);

  it("that comes twice, or of another provider, changes nothing more", async () => {
    await receipt("mail", { outcome: "delivered" });
    expect(await state()).toBe("accepted");
    for (const _time of [1, 2]) await receipt(await theirs(), { outcome: "delivered" });
    expect(await world.notices.read(id)).toMatchObject({ state: "delivered", version: 4 });
    await receipt(await theirs(), { outcome: "failed" });
    expect(await state()).toBe("delivered");
  });

  it("of a failure that the provider, asked, does not know of is not believed", async () => {
    await receipt(await theirs(), { outcome: "failed", failure: "permanent" });
    expect(await state()).toBe("accepted");
    asked = { one: "failed", two: "failed" };
    await receipt(await theirs(), { outcome: "failed", failure: "temporary" });
    expect(await state()).toBe("planned");
    await receipt("one", { outcome: "delivered", attempt: 1 });
  });

  it("of an attempt before the last one is kept with that one", async () => {
    const { provider = "" } = (await world.notices.read(id)) as Notice;
    asked = { one: "failed", two: "failed" };
    await receipt(provider, { outcome: "failed", failure: "temporary", attempt: 1 });
    await deliverMessage();
    await receipt(provider, { outcome: "delivered", attempt: 1 });
    const after = (await world.notices.read(id)) as Notice;
    expect([after.state, after.attempts?.map((one) => one.state)]).toEqual([
      "delivered",
      ["delivered", "accepted"],
    ]);
  });

  it("that does not come for three days leaves it unknown whether the message did", async () => {
    const one = (await world.notices.read(id)) as Notice;
    const states = [later(71 * 3600), later(72 * 3600)].map((at) => stateAt(one, at));
    expect(states).toEqual(["accepted", "unknown"]);
    expect(stateAt({ ...one, channel: "mail" }, later(72 * 3600))).toBe("accepted");
  });

  it("that is slow too often takes weight from its provider", async () => {
    for (let serial = 1; serial <= 20; serial += 1) {
      world.notices = Object.assign(world.notices, memoryRecordStore(notice));
      await planned();
      await deliverMessage();
      now = new Date(Date.parse(now) + (serial > 17 ? 301 : 1) * 1000).toISOString();
      expect(await world.circuits.read(circuitId)).toBeUndefined();
      await receipt(await theirs(), { outcome: "delivered" });
      now = start;
    }
    expect((await world.circuits.read(circuitId))?.losses).toMatchObject({
      [await theirs()]: { points: 10 },
    });
  });

  it("that was faster than the answer to the call leaves what the message cost", async () => {
    world = made();
    await planned();
    meanwhile = async () => receipt(await theirs(), { outcome: "delivered", attempt: 1 });
    await deliverMessage();
    const { state: stands, attempts } = (await world.notices.read(id)) as Notice;
    expect([stands, attempts]).toEqual([
      "delivered",
      [expect.objectContaining({ state: "delivered", costFen: 4.5, ref: expect.any(String) })],
    ]);
  });

  it("is found by the provider's own id, tried again until that is written, and then left: others' messages are none of ours", async () => {
    const early = {
      kind: "receipt",
      provider: "two",
      receipt: { providerRef: "nobody's", outcome: "delivered", at: now },
    };
    await expect(outcome(early)).rejects.toThrow("not there");
    // Looked for for minutes, it is kept beside its queue and not among what failed.
    await expect(outcome(early, attemptsToFind)).rejects.toBeInstanceOf(NotOursError);
    if ((await theirs()) === "two") {
      await outcome({ ...early, receipt: { ...early.receipt, providerRef: "ref 1" } });
      expect(await state()).toBe("delivered");
    }
  });
});

describe("weights of providers", () => {
  const among = [
    { name: "one", set: 10 },
    { name: "two", set: 5 },
  ];

  it("fall by ten points at most every five minutes, not where all are low, and come back with quiet", () => {
    const first = lowered({}, "one", among, start) ?? {};
    expect(weightOf(10, first.one, start)).toBe(90);
    expect(lowered(first, "one", among, later(299))).toBeUndefined();
    expect(lowered(first, "two", among, later(10))).toBeUndefined();
    expect(weightOf(10, lowered(first, "one", among, later(300))?.one, later(300))).toBe(80);
    expect(weightOf(10, first.one, later(900))).toBe(100);
  });

  it("are seen by a person when one has had half of its own for an hour", () => {
    let losses = {};
    for (let seconds = 0; seconds < 3600; seconds += 300)
      losses = lowered(losses, "one", among, later(seconds)) ?? {};
    const { one } = losses as Record<string, { points: number; at: string; since: string }>;
    expect(one?.since).toBe(start);
    expect([later(3599), later(3600), later(3 * 3600)].map((at) => one && isOpenForLong(one, at))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("choose by their share, the same for the same place", () => {
    const shares = Array.from(
      { length: 300 },
      (_, index) => chosen(among, ({ set }) => set, index / 300)?.name,
    );
    expect(shares.filter((name) => name === "one").length).toBe(200);
    expect(chosen(among, () => 0, 0.5)).toBeUndefined();
  });
});

describe("the month's ceiling", () => {
  it("is near at 80 % and over at 100 %", () => {
    expect([isNearCeiling({ centifen: 39_999_999 }), isNearCeiling({ centifen: 40_000_000 })]).toEqual([
      false,
      true,
    ]);
    expect([isOverCeiling({ centifen: 49_999_999 }), isOverCeiling({ centifen: 50_000_000 })]).toEqual([
      false,
      true,
    ]);
  });
});
