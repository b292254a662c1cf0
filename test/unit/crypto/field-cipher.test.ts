import { describe, expect, it } from "vitest";
import { algorithmNames } from "#shared/kernel/crypto/algorithms.ts";
import { fieldCipher } from "#shared/kernel/crypto/field-cipher.ts";

const [first, second] = ["1".repeat(64), "2".repeat(64)];
const ring = (current: number, keys: Record<string, string>) => async () => [
  JSON.stringify({ current: String(current), ...keys }),
];
const place = { table: "cases", item: "CASE#1 APPLICATION#001", field: "person" };
const value = { name: "李敏", idNumber: "11010519491231002X", phone: "13800003210" };

describe.each(algorithmNames)("fields sealed with %s", (algorithm) => {
  const cipher = fieldCipher(ring(1, { 1: first }), algorithm);

  it("open where they were sealed, and show nothing", async () => {
    const sealed = await cipher.seal(place, value);
    expect(await cipher.open(place, sealed)).toEqual(value);
    expect(Buffer.from(sealed).toString("latin1")).not.toContain(value.idNumber);
    const answers = {
      ...value,
      address: "周口市川汇区七一路 100 号 3 单元 402",
      deliverTo: "周口市川汇区七一路 100 号",
    };
    const length = Buffer.byteLength(JSON.stringify(answers));
    expect((await cipher.seal(place, answers)).length).toBeLessThan(length);
  });

  it("are the same bytes for the same value in the same place, and others everywhere else", async () => {
    const sealed = await cipher.seal(place, value);
    expect(await cipher.seal(place, value)).toEqual(sealed);
    const others = await Promise.all([
      cipher.seal({ ...place, item: "CASE#2 APPLICATION#001" }, value),
      cipher.seal({ ...place, field: "agent" }, value),
      cipher.seal({ ...place, table: "licences" }, value),
      cipher.seal(place, { ...value, phone: "13800003211" }),
    ]);
    const nonces = [sealed, ...others].map((one) => Buffer.from(one.subarray(2, 14)).toString("hex"));
    expect(new Set(nonces).size).toBe(5);
  });

  it("do not open in another item, field or table, nor changed, nor in clear", async () => {
    const sealed = await cipher.seal(place, value);
    for (const other of [
      { ...place, item: "CASE#2 APPLICATION#001" },
      { ...place, field: "agent" },
      { ...place, table: "licences" },
    ])
      await expect(cipher.open(other, sealed)).rejects.toThrow("sealed for another place");
    for (const at of [2, 20, sealed.length - 1]) {
      const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte));
      await expect(cipher.open(place, changed)).rejects.toThrow("was changed");
    }
    await expect(cipher.open(place, value)).rejects.toThrow("is not sealed");
    await expect(cipher.open(place, undefined)).rejects.toThrow("is not sealed");
    await expect(cipher.open(place, sealed.subarray(0, 5))).rejects.toThrow("was changed");
  });

  it("say their key's version: older ones open while their key is kept, the current one seals", async () => {
    const old = await cipher.seal(place, value);
    const rotated = fieldCipher(ring(2, { 1: first, 2: second }), algorithm);
    expect(await rotated.open(place, old)).toEqual(value);
    const renewed = await rotated.seal(place, value);
    expect([old[1], renewed[1]]).toEqual([1, 2]);
    expect(renewed).not.toEqual(old);
    const forgotten = fieldCipher(ring(2, { 2: second }), algorithm);
    expect(await forgotten.open(place, renewed)).toEqual(value);
    await expect(forgotten.open(place, old)).rejects.toThrow("a key that is not in the ring");
    await expect(cipher.open(place, renewed)).rejects.toThrow("a key that is not in the ring");
  });

  it("open with the secret's version before as well, which a ring written by mistake does not lose at once", async () => {
    const sealed = await cipher.seal(place, value);
    const [current] = await ring(2, { 2: second })();
    const [before] = await ring(1, { 1: first })();
    const both = fieldCipher(async () => [current ?? "", before ?? ""], algorithm);
    expect(await both.open(place, sealed)).toEqual(value);
    expect((await both.seal(place, value))[1]).toBe(2);
  });
});

it("what one algorithm sealed opens after a change to the other", async () => {
  const [aes, sm4] = algorithmNames.map((name) => fieldCipher(ring(1, { 1: first }), name));
  const sealed = await aes?.seal(place, value);
  expect(await sm4?.open(place, sealed)).toEqual(value);
});

it("a ring without its current key, with a key too short, or with versions past a byte is refused", async () => {
  for (const bad of [ring(2, { 1: first }), ring(1, { 1: "short" }), ring(300, { 300: first })])
    await expect(fieldCipher(bad, "aes-256-gcm").seal(place, value)).rejects.toThrow();
});
