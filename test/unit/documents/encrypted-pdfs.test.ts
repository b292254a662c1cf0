import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inspectBytes } from "#shared/documents/inspection/inspect.ts";
import { rc4 } from "#shared/documents/inspection/rc4.ts";

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/encrypted-pdfs/${name}.pdf`, import.meta.url));
const findingsIn = (bytes: Buffer) => inspectBytes(bytes).findings;
const replaced = (bytes: Buffer, from: string | RegExp, to: string): Buffer =>
  Buffer.from(bytes.toString("latin1").replace(from, to), "latin1");

const openOnes = [
  "owner-password",
  "rc4-40",
  "rc4-128",
  "rc4-v4",
  "aes-128",
  "aes-128-open-metadata",
  "aes-256-r5",
  "aes-256",
];

describe("a PDF that is encrypted", () => {
  test.each(openOnes)("and opens without a password is taken: %s", (name) => {
    expect(findingsIn(fixture(name))).toEqual([]);
  });

  test.each(["script-rc4-128", "script-aes-128", "script-aes-256"])("is looked into: %s", (name) => {
    const bytes = fixture(name);
    expect(bytes.toString("latin1")).not.toContain("JavaScript");
    expect(findingsIn(bytes)).toEqual(["activeContent"]);
  });

  test.each(["asks-for-password", "asks-for-password-128"])("is refused when it asks for one: %s", (name) => {
    expect(findingsIn(fixture(name))).toEqual(["encrypted"]);
  });

  const aes = fixture("aes-128");
  test.each([
    ["by another handler", replaced(aes, "/Filter /Standard", "/Filter /Adobe.PS")],
    ["in a way of its own", replaced(aes, "/CFM /AESV2", "/CFM /AESV9")],
    ["with an entry that stands twice", replaced(aes, "/P -4", "/P -4 /P -4")],
    ["with a dictionary that is not there", replaced(aes, "/Encrypt 7 0 R", "/Encrypt 9 0 R")],
    ["with an escaped name", replaced(aes, "/Encrypt 7", "/Encr#79pt 7")],
  ])("is refused: %s", (_name, bytes) => {
    expect(findingsIn(bytes)).toEqual(["encrypted"]);
  });

  test("is refused when readers could open it in two ways", () => {
    const both = Buffer.concat([aes, fixture("rc4-128")]);
    expect(findingsIn(both)).toContain("encrypted");
  });

  test("is never tried for long", () => {
    const [, dictionary = ""] = /7 0 obj\n(.*)\nendobj/.exec(fixture("aes-256").toString("latin1")) ?? [];
    const many = Array.from(
      { length: 50_000 },
      (_, index) => `${index + 20} 0 obj ${dictionary} endobj /Encrypt ${index + 20} 0 R /ID [(${index})]`,
    );
    const bytes = Buffer.concat([fixture("aes-256"), Buffer.from(`\n${many.join("\n")}\n%%EOF`)]).subarray(
      0,
      20 * 1024 * 1024,
    );
    const begun = process.threadCpuUsage();
    expect(findingsIn(bytes)).not.toEqual([]);
    const { user, system } = process.threadCpuUsage(begun);
    expect((user + system) / 1000).toBeLessThan(2000);
  });

  test("and whose objects do not come out whole is damaged", () => {
    const other = replaced(fixture("script-aes-128"), "2 0 obj", "12 0 obj");
    expect(findingsIn(other)).toContain("damaged");
  });
});

test("RC4 gives what its published examples give (RFC 6229)", () => {
  expect(rc4(Buffer.from("0102030405", "hex"), Buffer.alloc(16)).toString("hex")).toBe(
    "b2396305f03dc027ccc3524a0a1118a8",
  );
});
