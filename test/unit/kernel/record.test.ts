import { describe, expect, it } from "vitest";
import * as z from "zod";
import retention from "#data/retention.json" with { type: "json" };
import { defineEvent } from "#events/define-event.ts";
import type { OutboxEntry } from "#shared/kernel/messaging/outbox.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { detailsOf, digestOf, wordsOf } from "#shared/kernel/records/last-event.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { versionsOf } from "#shared/kernel/records/replay.ts";
import { retentionSchema } from "#shared/kernel/records/retention.ts";
import { type ChainEntry, verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { traceparent } from "#test/unit/ratings/samples.ts";

const facts = { noteId: z.string(), state: z.string() };
const noteEvents = {
  made: defineEvent("note", "made", facts),
  changed: defineEvent("note", "changed", facts),
};
const shape = { noteId: z.string(), state: z.string(), text: z.string().optional(), at: z.string() };
const index = {
  byState: {
    key: "stateKey",
    partition: ({ state }: { state: string }) => (state === "gone" ? undefined : state),
    sort: "at",
    projects: ["noteId", "text"],
  },
} as const;
const spec = { name: "note", id: "noteId", fields: shape, events: noteEvents, indexes: index } as const;
const note = defineRecord({ ...spec, format: 1 });
const step = { at: "2026-03-01T00:00:00.000Z", trace: traceparent, actor: { role: "clerk", id: "c" } };
const first = note.first(
  { noteId: "n1", state: "new", text: "private words", at: "1" },
  { event: "made", ...step },
);

describe("a record", () => {
  it("begins with version 1 and counts on; a field set to undefined is gone, one not named stays", () => {
    expect(first).toMatchObject({ version: 1, lastEvent: { name: "made", ...step } });
    const next = note.next(first, { state: "old", text: undefined }, { event: "changed", ...step });
    expect(next).toMatchObject({ version: 2, state: "old", at: "1", lastEvent: { name: "changed" } });
    expect(note.toItem(next)).not.toHaveProperty("text");
    expect(next.hash).toBeUndefined();
  });

  it("says of itself by events what their data names, and no more", () => {
    expect(note.eventOf(first)).toMatchObject({
      id: "note/n1/1",
      subject: "note/n1",
      type: "tongban.note.made.v1",
      time: step.at,
      data: { noteId: "n1", state: "new" },
    });
    expect(JSON.stringify(note.eventOf(first))).not.toContain("private words");
  });

  it("may say otherwise what its events hold", () => {
    const other = defineRecord({
      ...spec,
      format: 1,
      eventData: ({ noteId }) => ({ noteId, state: "set otherwise" }),
    });
    expect(other.eventOf(first)?.data).toEqual({ noteId: "n1", state: "set otherwise" });
  });

  it("is silent in steps that nobody need hear of", () => {
    const quiet = defineRecord({ ...spec, format: 1, events: { begun: silent, ...noteEvents } });
    const begun = quiet.first({ noteId: "n1", state: "new", at: "1" }, { event: "begun", ...step });
    expect(quiet.eventOf(begun)).toBeUndefined();
    expect(quiet.outboxEntry(quiet.toItem(begun))).toBeUndefined();
    const next = quiet.next(begun, { state: "old" }, { event: "changed", ...step });
    expect(quiet.outboxEntry(quiet.toItem(next))).toMatchObject({ version: 2, event: { id: "note/n1/2" } });
  });

  it("whose fields are all its history says so, and tells the bus all the same", () => {
    const whole = defineRecord({ ...spec, format: 1, history: false });
    expect([note.history, whole.history]).toEqual([true, false]);
    const item = whole.toItem(whole.next(first, { state: "old" }, { event: "changed", ...step }));
    expect(whole.outboxEntry(item)).toEqual({
      version: 2,
      kept: false,
      event: expect.objectContaining({ id: "note/n1/2" }),
    });
  });

  it("of which nobody hears at all has no history, and its table needs no relay", () => {
    const unheard = defineRecord({ ...spec, format: 1, events: { made: silent, changed: silent } });
    expect([note.isHeard, unheard.isHeard, unheard.history]).toEqual([true, false, false]);
    expect(unheard.outboxEntry(unheard.toItem(first))).toBeUndefined();
  });

  it("that is chained is silent in no step, and has its history", () => {
    const chained = { ...spec, format: 1, chained: true } as const;
    expect(() => defineRecord({ ...chained, history: false })).toThrow("needs its history entry");
    expect(() => defineRecord({ ...chained, events: { begun: silent, ...noteEvents } })).toThrow(
      "needs its history entry",
    );
  });

  it("that is grouped is beside the others of its group, under the rest of its id", () => {
    const grouped = defineRecord({ ...spec, format: 1, history: false, grouped: true });
    for (const [id, pk, sk] of [
      ["c1-out-2", "NOTE#c1", "HEAD#out-2"],
      ["c1", "NOTE#c1", "HEAD"],
    ] as const) {
      expect(grouped.toItem({ ...first, noteId: id })).toMatchObject({ pk, sk });
      expect(grouped.keyOf(id)).toEqual({ pk, sk });
      expect(grouped.idIn({ pk, sk })).toBe(id);
    }
    expect(note.keyOf("c1-out-2")).toEqual({ pk: "NOTE#c1-out-2", sk: "HEAD" });
    expect(() => defineRecord({ ...spec, format: 1, grouped: true })).toThrow("cannot keep a history");
  });

  it("is in an index while the index wants it", () => {
    expect(note.toItem(first)).toMatchObject({ pk: "NOTE#n1", sk: "HEAD", format: 1, stateKey: "new" });
    expect(note.toItem({ ...first, state: "gone" })).not.toHaveProperty("stateKey");
  });

  it("is read without the keys that the table adds, and not at all when it is nothing of ours", () => {
    expect(note.fromItem(note.toItem(first))).toEqual(first);
    for (const wrong of [
      { state: 7 },
      { version: 0 },
      { lastEvent: { ...first.lastEvent, name: "invented" } },
      { lastEvent: { ...first.lastEvent, at: "yesterday" } },
      { lastEvent: { ...first.lastEvent, actor: { role: "clerk", id: "" } } },
    ])
      expect(() => note.fromItem({ ...note.toItem(first), ...wrong })).toThrow(z.ZodError);
  });

  it("gives of a row what the index projects, and refuses a row that is nothing of ours", () => {
    const row = { pk: "NOTE#n1", sk: "HEAD", stateKey: "new", at: "1", noteId: "n1", text: "words" };
    expect(note.fromRow("byState", row)).toEqual({ noteId: "n1", text: "words" });
    const { noteId: _inKey, ...bare } = row;
    expect(note.fromRow("byState", bare)).toEqual({ noteId: "n1", text: "words" });
    expect(() => note.fromRow("byState", { ...row, noteId: 7 })).toThrow(z.ZodError);
  });

  it("is brought up from every older format, step by step", () => {
    const third = defineRecord({
      ...spec,
      format: 3,
      upcasts: {
        1: ({ when, ...item }) => ({ ...item, time: when }),
        2: ({ time, ...item }) => ({ ...item, at: time }),
      },
    });
    const { at: _at, format: _format, ...older } = note.toItem(first);
    expect(third.fromItem({ ...older, when: "1" })).toEqual(first);
    expect(third.fromItem({ ...older, format: 2, time: "1" })).toEqual(first);
    expect(() => third.fromItem({ ...older, format: 4, at: "1" })).toThrow(
      "a note of format 4 is newer than this code, which knows 3",
    );
    const gap = defineRecord({ ...spec, format: 3, upcasts: { 2: (item) => item } });
    expect(() => gap.fromItem({ ...older, at: "1" })).toThrow("nothing reads a note of format 1");
  });

  it("that goes one day says when, once it knows, and is read as it was written", () => {
    const goesAt = ({ state }: { state: string }) =>
      state === "old" ? "2029-03-01T00:00:00.000Z" : undefined;
    const brief = defineRecord({ ...spec, format: 1, goesAt });
    const one = brief.first({ noteId: "n1", state: "new", at: "1" }, { event: "made", ...step });
    expect(brief.toItem(one)).not.toHaveProperty("expiresAt");
    const over = brief.next(one, { state: "old" }, { event: "changed", ...step });
    expect(brief.toItem(over)).toMatchObject({ expiresAt: Date.parse("2029-03-01") / 1000 });
    expect(brief.fromItem(brief.toItem(over))).toEqual(over);
    expect(() => defineRecord({ ...spec, format: 1, goesAt, chained: true })).toThrow(
      "a note is chained, and a chain does not go",
    );
    expect(retentionSchema.parse(retention)).toEqual(retention);
  });

  it("that forgets parts what people wrote from what stays, and its hash covers a digest", () => {
    const forgets = { with: "TERM", keeps: ["until"] };
    const forgetful = defineRecord({ ...spec, format: 1, chained: true, forgets });
    const said = { words: "x", details: { until: "1", opinion: "y" } };
    const one = forgetful.first({ noteId: "n1", state: "new", at: "1" }, { event: "made", ...step, ...said });
    expect(one.lastEvent).toMatchObject({
      details: { until: "1" },
      written: { salt: expect.any(String), words: "x", details: { opinion: "y" } },
    });
    expect([wordsOf(one.lastEvent), detailsOf(one.lastEvent)]).toEqual(["x", said.details]);
    const again = forgetful.first(
      { noteId: "n1", state: "new", at: "1" },
      { event: "made", ...step, ...said },
    );
    expect(again.hash).not.toBe(one.hash);
    const plain = forgetful.first({ noteId: "n1", state: "new", at: "1" }, { event: "made", ...step });
    expect(plain.lastEvent).not.toHaveProperty("written");
    expect(() => defineRecord({ ...spec, format: 1, forgets })).toThrow("is not chained");
  });

  it("that forgets fields keeps them apart in the steps that set them, and its hash covers a digest", () => {
    const forgets = { with: "TERM", keeps: [], fields: ["text"] };
    const forgetful = defineRecord({ ...spec, format: 1, chained: true, forgets });
    const one = forgetful.first({ noteId: "n1", state: "new", at: "1" }, { event: "made", ...step });
    const two = forgetful.next(one, { text: "seen on site", state: "old" }, { event: "changed", ...step });
    const three = forgetful.next(two, { state: "new" }, { event: "changed", ...step });
    expect([one, three].map(({ lastEvent }) => lastEvent.written)).toEqual([undefined, undefined]);
    expect(two.lastEvent.written).toEqual({ salt: expect.any(String), fields: { text: "seen on site" } });
    const versions = [one, two, three];
    const entries = versions.map((record, index) => {
      const before = versions[index - 1];
      const entry = forgetful.outboxEntry(
        forgetful.toItem(record),
        before && forgetful.toItem(before),
      ) as OutboxEntry;
      const { id, type, time, traceparent: trace } = entry.event;
      return { ...entry, event: { id, type, time, traceparent: trace } } as unknown as ChainEntry &
        HistoryEntry;
    });
    expect(JSON.stringify(entries.map(({ changes }) => changes))).not.toContain("seen on site");
    expect(verifyChain(entries, three.hash)).toEqual({ ok: true });
    expect(versionsOf(forgetful, "n1", entries).at(-1)).toMatchObject({ text: "seen on site", state: "new" });
    const forgotten = entries.map(({ privateNote: { written, ...note }, ...entry }) => ({
      ...entry,
      privateNote: { ...note, ...(written && { digest: digestOf(written) }) },
    })) as unknown as (ChainEntry & HistoryEntry)[];
    expect(verifyChain(forgotten, three.hash)).toEqual({ ok: true });
    expect(versionsOf(forgetful, "n1", forgotten).at(-1)).not.toHaveProperty("text");
    const needed = { ...forgets, fields: ["state"] };
    expect(() => defineRecord({ ...spec, format: 1, chained: true, forgets: needed })).toThrow(
      "needs its state",
    );
  });

  it("that is chained is published with what changed, and its hash covers words and changes", () => {
    const chained = defineRecord({ ...spec, format: 1, chained: true });
    const make = (text: string) =>
      chained.first({ noteId: "n1", state: "new", text, at: "1" }, { event: "made", ...step });
    const [one, other] = [make("a"), make("b")];
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(other.hash).not.toBe(one.hash);
    const next = (words: string) => chained.next(one, { state: "old" }, { event: "changed", ...step, words });
    expect(next("x").hash).not.toBe(next("y").hash);
    const entry = chained.outboxEntry(chained.toItem(next("x")), chained.toItem(one));
    expect(entry).toMatchObject({
      version: 2,
      hash: next("x").hash,
      changes: { set: { state: "old" } },
      privateNote: { actor: step.actor, words: "x" },
    });
    expect(JSON.stringify(entry?.event)).not.toContain('"x"');
  });
});
