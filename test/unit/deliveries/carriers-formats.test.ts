import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CarrierFormat } from "#shared/deliveries/carrier-format.ts";
import { open, seal } from "#shared/deliveries/ems/envelope.ts";
import { digestOf } from "#shared/deliveries/sf/call.ts";
import { emsKey, formatOf, legId, now } from "./samples.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/couriers/${name}.json`, import.meta.url), "utf8");
const of = (carrierId: string): CarrierFormat => formatOf(carrierId) as CarrierFormat;
const read = (carrierId: string, body: string) => of(carrierId).read(Buffer.from(body), now);

const emsPush = (content: string, key = emsKey, senderNo = "11") =>
  JSON.stringify({
    method: "040002",
    senderNo,
    serialNo: "C3E7",
    timeStamp: "2026-03-02 09:51:00",
    version: "v1.0.0",
    msgType: "0",
    logitcsInterface: seal(content, key),
  });

describe("顺丰's route push", () => {
  it("is read entry by entry: local times become UTC, telephones are left out, unknown codes pass", async () => {
    const { events, rejected, unknownCodes, unreadable } = await read("sf", fixture("sf-routes"));
    expect([rejected, unknownCodes, unreadable]).toEqual([[], ["9999"], undefined]);
    expect(events.map(({ kind, occurredAt, place }) => [kind, occurredAt, place])).toEqual([
      ["collected", "2026-03-01T01:12:31.000Z", "周口市"],
      ["inTransit", "2026-03-01T07:40:02.000Z", "郑州市"],
      ["outForDelivery", "2026-03-02T00:05:44.000Z", "深圳市"],
      ["attemptFailed", "2026-03-02T01:02:10.000Z", undefined],
      ["delivered", "2026-03-02T01:30:00.000Z", "深圳市"],
    ]);
    expect(events[3]).toEqual({
      about: { legId },
      identity: { eventId: "166200000000004" },
      kind: "attemptFailed",
      occurredAt: "2026-03-02T01:02:10.000Z",
      waybill: "SF1040000000001",
      reasonCode: "2",
    });
  });

  it.each([
    ["half a character", "郑州\ud842", "1234567890123456789012345678901𠮷"],
    ["another direction of reading", "郑州\u202e口周", "\u202e2"],
    ["nothing that is seen", "\u200b", "\u200b"],
    ["a line break", "郑州\n周口", "2\n3"],
  ])("leaves out what is no text to be shown: %s", async (_what, acceptAddress, reasonCode) => {
    const route = {
      id: 1,
      mailno: "SF1040",
      orderid: legId,
      acceptTime: "2026-03-02 09:00:00",
      opCode: "30",
    };
    const body = JSON.stringify({ Body: { WaybillRoute: [{ ...route, acceptAddress, reasonCode }] } });
    const [event] = (await read("sf", body)).events;
    expect([event?.kind, event?.place, event?.reasonCode]).toEqual(["inTransit", undefined, undefined]);
  });

  it("answers in 丰桥's words: taken, or to be pushed again", () => {
    const inbound = { events: [], rejected: [], unknownCodes: [] };
    expect(of("sf").acknowledge(inbound, "zh")).toEqual({
      status: 200,
      body: { return_code: "0000", return_msg: "成功" },
    });
    expect(of("sf").decline(inbound)).toMatchObject({ status: 503, body: { return_code: "1000" } });
  });

  it.each([
    ["另有新单号，已退回", "returned"],
    ["快件已转寄，新单号为 SF1", "forwarded"],
  ])("tells by its words whether a waybill ended on the way back or onwards: %s", async (remark, kind) => {
    const route = {
      id: 1,
      mailno: "SF1040",
      orderid: legId,
      acceptTime: "2026-03-02 09:00:00",
      opCode: 648,
      remark,
    };
    const { events } = await read("sf", JSON.stringify({ Body: { WaybillRoute: [route] } }));
    expect(events).toMatchObject([{ kind }]);
  });

  it("says what is wrong with an entry, and takes the others", async () => {
    const good = { id: 1, mailno: "SF1040", orderid: legId, acceptTime: "2026-03-02 09:00:00", opCode: "30" };
    const routes = [
      { ...good, acceptTime: "2026-02-30 25:00:00" },
      { ...good, acceptTime: "2026-03-02 10:20:00" },
      { ...good, orderid: "somebody", mailno: "?" },
      7,
      good,
    ];
    const { events, rejected } = await read("sf", JSON.stringify({ Body: { WaybillRoute: routes } }));
    expect(events).toHaveLength(1);
    const part = "body/Body/WaybillRoute";
    expect(rejected.map(({ errors }) => errors.map(({ path }) => path))).toEqual([
      [`${part}/0/acceptTime`],
      [`${part}/1/acceptTime`],
      expect.arrayContaining([`${part}/2/orderid`, `${part}/2/mailno`]),
      [`${part}/3`],
    ]);
  });
});

describe("our own format", () => {
  it.each(["郑州\ud842", "郑州\u202e口周", "\u200b\u200b", "郑州\n周口"])(
    "takes no depot's name that is no text: %j",
    async (place) => {
      const event = {
        eventId: "1",
        orderId: legId,
        waybill: "TB1040",
        kind: "inTransit",
        occurredAt: "2026-03-02T01:00:00Z",
      };
      const paths = async (more: object) =>
        (await read("tongban-post", JSON.stringify({ events: [{ ...event, ...more }] }))).rejected.flatMap(
          ({ errors }) => errors.map((error) => error.path),
        );
      expect(await paths({ place: "郑州" })).toEqual([]);
      expect(await paths({ place })).toEqual(["body/events/0/place"]);
    },
  );
});

describe("EMS's track push", () => {
  it("is opened and read trace by trace, one or several; it names the waybill", async () => {
    const { events, rejected, unknownCodes, receipt } = await read("ems", emsPush(fixture("ems-traces")));
    expect([rejected, unknownCodes, receipt]).toEqual([[], [], "C3E7"]);
    expect(events.map(({ kind }) => kind)).toEqual([
      "collected",
      "inTransit",
      "outForDelivery",
      "attemptFailed",
      "delivered",
    ]);
    expect(events[3]).toEqual({
      about: { waybill: "1100000000001" },
      identity: { code: "705", occurredAt: "2026-03-02T01:05:00.000Z" },
      kind: "attemptFailed",
      occurredAt: "2026-03-02T01:05:00.000Z",
      waybill: "1100000000001",
      place: "深圳福田揽投部",
      reasonCode: "107",
    });
    const [one] = JSON.parse(fixture("ems-traces"));
    expect((await read("ems", emsPush(JSON.stringify(one)))).events).toHaveLength(1);
    expect((await read("ems", emsPush(JSON.stringify({ ...one, opCode: "999" })))).unknownCodes).toEqual([
      "999",
    ]);
  });

  it("answers with the push's own number", async () => {
    const inbound = await read("ems", emsPush("[]"));
    const answer = { serialNo: "C3E7", senderNo: "11" };
    expect(of("ems").acknowledge(inbound, "en")).toEqual({
      status: 200,
      body: { ...answer, code: "00000", codeMessage: "成功" },
    });
    expect(of("ems").decline(inbound)).toMatchObject({ status: 503, body: answer });
  });

  it("says nothing when what is inside is no trace, or another's", async () => {
    for (const body of ["{", "[]", emsPush("not JSON"), emsPush("7"), emsPush("[]", emsKey, "12")])
      expect((await read("ems", body)).unreadable?.code).toBe("malformedBody");
    expect((await read("ems", emsPush('[{"opCode":"704"}]'))).rejected).toHaveLength(1);
  });
});

describe("what the carriers compute with", () => {
  it("EMS's envelope is SM4-ECB over the content and the key's text (GB/T 32907), and opens with that key only", () => {
    // printf '%s' 'xxxxxxxxASNFZ4mrze/+3LqYdlQyEA==' | openssl enc -sm4-ecb -K 0123456789abcdeffedcba9876543210 -base64 -A
    const key = Buffer.from("0123456789abcdeffedcba9876543210", "hex").toString("base64");
    const sealed = seal("x".repeat(8), key);
    expect(sealed).toBe("|$4|8F8TCH9rk9qe4Cpr/0QJ7foQn+4Pnthx7bHcSVHdlBsAKopO+oY8ytAkrAMAu0DS");
    expect(open(sealed, key)).toBe("x".repeat(8));
    expect(open(sealed, emsKey)).toBeUndefined();
    expect(open(sealed.slice(4), key)).toBeUndefined();
    expect(open("|$4|", key)).toBeUndefined();
  });

  it("opens what was sealed, and nothing that was changed in any place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.nat(), (content, place) => {
        const sealed = seal(content, emsKey);
        expect(open(sealed, emsKey)).toBe(content.toWellFormed());
        const bytes = Buffer.from(sealed.slice(4), "base64");
        // The last blocks hold the key's text: these must not be touched without notice.
        const at = bytes.length - 1 - (place % 24);
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        expect(open(`|$4|${bytes.toString("base64")}`, emsKey)).toBeUndefined();
      }),
    );
  });

  it("顺丰's digest is Base64 of the MD5 over the text as Java's URLEncoder writes it", () => {
    // printf '%s' '%7B%22a%22%3A%22%E5%BC%A0+%21%27%28%29%7E*%22%7D1700000000000cw' | openssl md5 -binary | base64
    expect(digestOf(`{"a":"张 !'()~*"}`, "1700000000000", "cw")).toBe("yi45RiX9U1apAR9gDbtjxg==");
  });
});

describe("any body at all", () => {
  it.each(["tongban-post", "sf", "ems"])("of %s is read without an exception", async (carrierId) => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ Body: { WaybillRoute: [value] }, events: [value] })),
      fc.json().map((content) => emsPush(content)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        const { events } = await read(carrierId, body);
        expect(Array.isArray(events)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
