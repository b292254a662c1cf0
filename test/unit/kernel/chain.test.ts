import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainHash, chainStart, changesBetween } from "#shared/kernel/records/chain.ts";
import { digestOf } from "#shared/kernel/records/last-event.ts";
import { applyChanges } from "#shared/kernel/records/replay.ts";
import { type ChainEntry, verifyChain } from "#shared/kernel/records/verify-chain.ts";

const fields = fc.dictionary(
  fc.constantFrom("a", "b", "c", "d"),
  fc.oneof(fc.integer(), fc.string(), fc.constant(undefined)),
);

describe("changes of a record", () => {
  it("are what is new, what is other and what is gone, and nothing else", () => {
    expect(changesBetween({ a: 1, b: { x: 1 }, c: "c" }, { a: 1, b: { x: 2 }, d: 4 })).toEqual({
      set: { b: { x: 2 }, d: 4 },
      unset: ["c"],
    });
    expect(changesBetween(undefined, { a: 1, b: undefined })).toEqual({ set: { a: 1 } });
    expect(changesBetween({ a: 1 }, { a: 1 })).toEqual({ set: {} });
    expect(changesBetween({ a: undefined }, {})).toEqual({ set: {} });
    expect(changesBetween({ a: 1 }, { a: null })).toEqual({ set: { a: null } });
  });

  it("folded from the start give the record, whatever happened", () => {
    fc.assert(
      fc.property(fc.array(fields, { minLength: 1, maxLength: 8 }), (versions) => {
        const changes = versions.map((version, index) => changesBetween(versions[index - 1], version));
        const last = Object.entries(versions.at(-1) ?? {}).filter(([, value]) => value !== undefined);
        expect(changes.reduce(applyChanges, {})).toEqual(Object.fromEntries(last));
      }),
    );
  });
});

describe("a chain", () => {
  const entries: ChainEntry[] = [];
  const actor = { role: "clerk", id: "chen-fang" };
  for (const version of [1, 2, 3]) {
    const link = {
      event: { id: `e/${version}`, type: "made", time: "2026-03-02T01:00:00.000Z", traceparent: "00" },
      privateNote: { actor, written: { salt: "a salt of 16 bytes", words: `w${version}` } },
      changes: { set: { n: version } },
    };
    entries.push({ version, hash: chainHash(entries.at(-1)?.hash ?? chainStart, link), ...link });
  }
  const last = entries.at(-1)?.hash ?? "";

  it("holds as it was written", () => {
    expect(verifyChain(entries, last)).toEqual({ ok: true });
    expect(verifyChain([], chainStart)).toEqual({ ok: true });
  });

  it("holds when what people wrote has gone, and says no word of it", () => {
    const forgotten = entries.map(({ privateNote: { written, ...note }, ...entry }) => ({
      ...entry,
      privateNote: { ...note, ...(written && { digest: digestOf(written) }) },
    }));
    expect(verifyChain(forgotten, last)).toEqual({ ok: true });
    const [one, two, three] = forgotten as [ChainEntry, ChainEntry, ChainEntry];
    const other = { ...two, privateNote: { actor, digest: "0".repeat(64) } };
    expect(verifyChain([one, other, three], last)).toEqual({ ok: false, at: 2 });
    expect(JSON.stringify(forgotten)).not.toMatch(/w\d|salt/);
  });

  it("breaks where an entry is missing, changed, doubled or reordered, or the last one is another", () => {
    const [one, two, three] = entries as [ChainEntry, ChainEntry, ChainEntry];
    expect(verifyChain([two, three], last)).toEqual({ ok: false, at: 1 });
    expect(verifyChain([one, three], last)).toEqual({ ok: false, at: 2 });
    expect(verifyChain([one, two], last)).toEqual({ ok: false, at: 2 });
    expect(verifyChain([one, three, two], last)).toEqual({ ok: false, at: 2 });
    expect(verifyChain([one, one, two, three], last)).toEqual({ ok: false, at: 2 });
    // Cut off at the front and numbered anew: each entry fits by itself, but not what it followed.
    const renumbered = [two, three].map((entry, index) => ({ ...entry, version: index + 1 }));
    expect(verifyChain(renumbered, last)).toEqual({ ok: false, at: 1 });
    expect(verifyChain(entries, chainStart)).toEqual({ ok: false, at: 3 });
    for (const change of [
      { event: { ...two.event, id: "e/9" } },
      { event: { ...two.event, type: "unmade" } },
      { event: { ...two.event, time: "2026-03-02T01:00:00.001Z" } },
      { changes: undefined },
      { hash: undefined },
      { privateNote: { actor, written: { salt: "a salt of 16 bytes", words: "other" } } },
      { privateNote: { actor, written: { salt: "b salt of 16 bytes", words: "w2" } } },
      {
        privateNote: {
          actor: { ...actor, id: "another" },
          written: { salt: "a salt of 16 bytes", words: "w2" },
        },
      },
      { privateNote: { actor } },
      { changes: { set: { n: 9 } } },
      { version: 9 },
    ])
      expect(verifyChain([one, { ...two, ...change }, three], last)).toEqual({ ok: false, at: 2 });
  });
});
