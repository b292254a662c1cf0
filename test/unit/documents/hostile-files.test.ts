import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maxDocumentBytes } from "#shared/documents/accepted.ts";
import { inspectBytes } from "#shared/documents/inspection/inspect.ts";
import { goodPdfs, objectStream, ofTwentyMegabytes, pdfWith } from "#test/support/good-pdfs.ts";
import { joined } from "#test/support/hostile-files.ts";
import { badPdfs } from "#test/support/hostile-pdfs.ts";
import { badPictures, goodPictures } from "#test/support/hostile-pictures.ts";

const good = Object.entries({ ...goodPdfs, ...goodPictures });
/** What a sender waits for at most; functions end after ten seconds. */
const maxMs = 2000;

/** Of this thread's processor: how busy the machine is else does not count. */
function timed(bytes: Buffer) {
  const begun = process.threadCpuUsage();
  const inspection = inspectBytes(bytes);
  const { user, system } = process.threadCpuUsage(begun);
  return { ...inspection, ms: (user + system) / 1000 };
}

describe("a file is taken that is", () => {
  test.each(good)("%s", (_name, make) => {
    expect(inspectBytes(make()).findings).toEqual([]);
  });

  test("as large as one may be", () => {
    const bytes = ofTwentyMegabytes();
    expect(bytes.length).toBe(maxDocumentBytes);
    const { findings, ms } = timed(bytes);
    expect(findings).toEqual([]);
    expect(ms).toBeLessThan(maxMs);
  });
});

describe("a file is refused for", () => {
  test.each([...badPdfs, ...badPictures])("%s: %s", (_name, finding, make) => {
    const { findings, ms } = timed(make());
    expect(findings).toContain(finding);
    expect(ms).toBeLessThan(maxMs);
  });

  test("everything wrong with it at once", () => {
    const file = pdfWith({ catalogue: "/OpenAction << /S /Named >>", more: ["<< /Type /EmbeddedFile >>"] });
    const { findings } = inspectBytes(joined(file, "<html>"));
    expect(findings.toSorted()).toEqual(["activeContent", "embeddedFile", "trailingData"]);
  });
});

test("what a stream unpacks to is looked at wherever it is damaged, and never for long", () => {
  const file = pdfWith({ more: [objectStream(["<< /A 1 >>", "[(a) /b <0f>]"])] });
  const piece = fc.constantFrom(
    ..."<< >> [ ] ( ) < > / # % \\ obj endobj stream endstream trailer 1 0 R /Kids /ObjStm".split(" "),
  );
  const change = fc.record({
    at: fc.nat(file.length),
    cut: fc.nat(20),
    put: fc.array(piece, { maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      let bytes = file;
      for (const { at, cut, put } of changes)
        bytes = joined(bytes.subarray(0, at), put.join(" "), bytes.subarray(at + cut));
      expect(timed(bytes).ms).toBeLessThan(maxMs);
    }),
    { numRuns: 1500 },
  );
});
