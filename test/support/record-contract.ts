import { expect, it } from "vitest";
import { allEvents } from "#scripts/all-events.ts";
import { salts, wordsOf } from "#shared/kernel/records/last-event.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import { changeRecord, RecordBusyError } from "#shared/kernel/records/record-store.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { filledStore, type OpenedStore, recordListsContract } from "./record-lists-contract.ts";
import type { RecordSamples } from "./record-samples.ts";

type Rec = RecordOf<object>;

/** What every adapter promises of every record. `open` gives an empty store. */
export function recordContract(samples: RecordSamples, open: () => Promise<OpenedStore>): void {
  const { definition, make, end, silentFirst = false } = samples;
  // The same sample twice is the same record.
  salts.next = () => "salt of a sample";
  const idOf = (record: Rec): string => definition.idOf(record);
  /** Of a chained record's event the history keeps what its changes do not say already. */
  const keptOf = (record: Rec): unknown => {
    const { id, type, time, traceparent, ...rest } = definition.eventOf(record) ?? {};
    return { id, type, time, traceparent, ...(!record.hash && rest) };
  };

  it("is not there before it is written, and read as it was written", async () => {
    const { store } = await open();
    const record = make(1);
    expect(await store.read(idOf(record))).toBeUndefined();
    expect(await store.write(record)).toBe(true);
    expect(await store.read(idOf(record))).toEqual(record);
    expect(await store.read(idOf(record), { maybeOlder: true })).toEqual(record);
  });

  it("is written version by version, each once", async () => {
    const { store } = await open();
    const [first, second] = [make(1), end(make(1))];
    expect(await store.write(second)).toBe(false);
    expect(await store.write(first)).toBe(true);
    expect(
      await store.write({ ...make(1), lastEvent: { ...first.lastEvent, at: "2027-01-01T00:00:00.000Z" } }),
    ).toBe(false);
    expect(await store.write(second)).toBe(true);
    expect(await store.write(end(second))).toBe(true);
    expect(await store.read(idOf(first))).toMatchObject({ version: 3 });
  });

  it("lets one of many writers at once win", async () => {
    const { store } = await open();
    const record = make(1);
    await store.write(record);
    const rivals = Array.from({ length: 6 }, (_, index) => {
      const next = end(record);
      return { ...next, lastEvent: { ...next.lastEvent, at: `2026-04-0${index + 1}T00:00:00.000Z` } };
    });
    const won = await Promise.all(rivals.map((rival) => store.write(rival)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await store.read(idOf(record))).toEqual(rivals[won.indexOf(true)]);
  });

  it("is read many at a time, in the order asked for, those that there are", async () => {
    const { store, records } = await filledStore(samples, open, 3);
    const [one, two, three] = records.map(idOf);
    const asked = [three, idOf(make(50)), one, three, two].map(String);
    expect(await store.readMany(asked)).toEqual([records[2], records[0], records[1]]);
    expect(await store.readMany([])).toEqual([]);
  });

  it("is read with all of its group, and with no other's", async () => {
    const { store, records } = await filledStore(samples, open, 3);
    const groupOf = (record: Rec) => definition.keyOf(idOf(record)).pk.slice(`${definition.name}#`.length);
    for (const record of records)
      expect(await store.readGroup(groupOf(record))).toEqual(
        records.filter((other) => groupOf(other) === groupOf(record)),
      );
    expect(await store.readGroup("nobody")).toEqual([]);
  });

  it("is changed from a fresh read whenever somebody else was faster, and not without end", async () => {
    const { store } = await open();
    const record = make(1);
    await store.write(record);
    expect(await changeRecord(store, idOf(make(50)), end)).toBeUndefined();
    expect(await changeRecord(store, idOf(record), () => undefined)).toBeUndefined();
    let rivals = 2;
    const changed = await changeRecord(store, idOf(record), async (current) => {
      if (rivals-- > 0) await store.write(end(current));
      return end(current);
    });
    expect(changed).toMatchObject({ version: 4 });
    let attempts = 0;
    const spoiled = changeRecord(store, idOf(record), async (current) => {
      attempts += 1;
      if (attempts > 8) throw new Error("there is no end to it");
      await store.write(end(current));
      return end(current);
    });
    await expect(spoiled).rejects.toThrow(RecordBusyError);
    expect(attempts).toBe(8);
  });

  it("is changed from its newest version, and found, when the first look is a moment behind", async () => {
    const { store } = await open();
    const [record, id] = [make(1), idOf(make(1))];
    let behind: Rec | undefined;
    const late: typeof store = {
      ...store,
      read: async (asked, how) => (how?.maybeOlder ? behind : store.read(asked)),
    };
    await store.write(record);
    expect(await changeRecord(late, id, end)).toMatchObject({ version: 2 });
    behind = record;
    expect(await changeRecord(late, id, end)).toMatchObject({ version: 3 });
    const seen: number[] = [];
    const nothing = await changeRecord(late, id, ({ version }) => void seen.push(version));
    expect([nothing, seen]).toEqual([undefined, [1, 3]]);
  });

  recordListsContract(samples, open);

  if (!definition.history)
    it("keeps no history that its fields would repeat", async () => {
      const { store } = await open();
      await store.write(make(1));
      await store.write(end(make(1)));
      await expect(store.history(idOf(make(1)), { limit: 10 })).rejects.toThrow("keeps no history");
      const entry = definition.outboxEntry(definition.toItem(end(make(1))));
      expect([entry !== undefined, entry?.kept]).toEqual(
        definition.isHeard ? [true, false] : [false, undefined],
      );
    });

  if (definition.history)
    it("has a history: each version's event, and what the bus does not carry", async () => {
      const { store, relayed } = await open();
      const first = make(1);
      const second = end(first);
      const third = end(second);
      const versions = [first, second, third];
      for (const [index, version] of versions.entries()) {
        await store.write(version);
        await relayed(version, versions[index - 1]);
      }
      const id = idOf(first);
      const { items, next } = await store.history(id, { limit: 10 });
      expect(next).toBeUndefined();
      const kept = versions.filter(({ version }) => version >= definition.historyFrom);
      expect(items.map(({ version }) => version)).toEqual(kept.map(({ version }) => version));
      expect(items.map(({ event }) => event)).toMatchObject(kept.map(keptOf));
      const note = items.at(-1)?.privateNote ?? third.lastEvent;
      expect(note.actor).toEqual(third.lastEvent.actor);
      expect(wordsOf(note)).toEqual(wordsOf(third.lastEvent));
      const page = await store.history(id, { limit: 1 });
      expect(page.items).toEqual(items.slice(0, 1));
      expect(await store.history(id, { cursor: page.next, limit: 10 })).toEqual({
        items: items.slice(1),
        next: undefined,
      });
      if (!third.hash) return;
      expect(verifyChain(items, third.hash)).toEqual({ ok: true });
      expect(verifyChain(items.toReversed(), third.hash)).toMatchObject({ ok: false });
      expect(verifyChain(items.slice(0, 2), third.hash)).toMatchObject({ ok: false });
    });

  it("keeps what a newer release wrote and this one does not know", async () => {
    const { store } = await open();
    const newer = { ...make(1), fromTheFuture: { nested: true } } as Rec;
    await store.write(newer);
    await changeRecord(store, idOf(newer), end);
    expect(await store.read(idOf(newer))).toMatchObject({ version: 2, fromTheFuture: { nested: true } });
  });

  it("makes events that fit their contracts and say no word of a person", () => {
    for (const record of [make(1), end(make(1))]) {
      const event = definition.eventOf(record);
      expect(event === undefined).toBe(!definition.isHeard || (silentFirst && record.version === 1));
      if (!event) continue;
      expect(event.id).toBe(`${definition.name}/${idOf(record)}/${record.version}`);
      const contract = allEvents.get(event.type);
      if (contract) contract.schema.parse(event);
      const words = wordsOf(record.lastEvent);
      if (words) expect(JSON.stringify(event)).not.toContain(words);
      // An account goes onto the bus only where the event's contract has a field for it.
      if (!contract || !("applicantId" in contract.data.shape))
        expect(event).not.toHaveProperty("data.applicantId");
    }
  });
}
