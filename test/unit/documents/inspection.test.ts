import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameFault } from "#shared/documents/file-name.ts";
import { findingTexts } from "#shared/documents/inspection/findings.ts";
import { inspectBytes } from "#shared/documents/inspection/inspect.ts";
import { badFiles, goodFiles } from "#test/support/hostile-files.ts";

describe("what is inside a file", () => {
  test.each(goodFiles)("$name is taken", ({ bytes, type }) => {
    expect(inspectBytes(bytes)).toEqual({ kind: type, findings: [] });
  });

  test.each(badFiles)("$name is not", ({ bytes, type, findings }) => {
    const found = inspectBytes(bytes);
    expect(found.kind).toBe(type);
    expect(found.findings.toSorted()).toEqual(findings.toSorted());
  });

  test("each reason is a sentence in both languages", () => {
    for (const { zh, en } of Object.values(findingTexts)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[a-z ,;-]+$/);
    }
  });

  test("rubbish and damage never stop the inspection", () => {
    const files = goodFiles.map(({ bytes }) => bytes).filter(({ length }) => length < 100_000);
    const mutated = fc
      .tuple(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
        fc.nat(),
      )
      .map(([file, changes, cut]) => {
        const copy = Buffer.from(file);
        for (const [at, value] of changes) copy[at % copy.length] = value;
        return cut % 4 === 0 ? copy.subarray(0, cut % copy.length) : copy;
      });
    const rubbish = fc.uint8Array({ maxLength: 4000 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(mutated, rubbish), (bytes) => {
        const { findings } = inspectBytes(bytes);
        return findings.every((finding) => finding in findingTexts);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a file's name", () => {
  test.each([
    ["photo.jpg", "image/jpeg", true],
    ["photo.JPEG", "image/jpeg", true],
    ["中文 名称.pdf", "application/pdf", true],
    ["合同.v2.pdf", "application/pdf", true],
    ["no extension", "application/pdf", true],
    ["2026.11.23 笔录.pdf", "application/pdf", true],
    ["photo.pdf", "image/jpeg", false],
    ["form.pdf.exe", "application/pdf", false],
    ["form.exe.pdf", "application/pdf", true],
    ["page.html.pdf", "application/pdf", true],
    ["\u202Egpj.exe", "image/jpeg", false],
    ["pho\u200Bto.jpg", "image/jpeg", false],
  ] as const)("%j as %s: %s", (name, type, isTaken) => {
    expect(nameFault(name, type) === undefined).toBe(isTaken);
  });
});
