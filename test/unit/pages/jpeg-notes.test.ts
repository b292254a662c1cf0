import { expect, test } from "vitest";
import { makeJpeg } from "#local/play/files.ts";
import { inspectBytes } from "#shared/documents/inspection/inspect.ts";
import { jpegWithNotes, segment } from "#test/support/jpeg-notes.ts";
import { withoutMetadata } from "../../../web/src/shared/files/jpeg-notes.ts";

const plain = makeJpeg(3).bytes;
const cleaned = (bytes: Buffer): Buffer => Buffer.concat(withoutMetadata(new Uint8Array(bytes)));

test("the place is taken out of a photograph, and its picture stays as it is", () => {
  const noted = jpegWithNotes(plain);
  expect(noted.toString("latin1")).toMatch(/113\.65E.*33\.62N/s);
  expect(cleaned(noted).equals(cleaned(plain))).toBe(true);
});

test.each([
  ["II", 6],
  ["MM", 8],
] as const)("which way up it is stays: %s %i", (order, orientation) => {
  const bytes = cleaned(jpegWithNotes(plain, { order, orientation }));
  expect(bytes.toString("latin1")).not.toContain("113.65E");
  expect(bytes.length).toBe(cleaned(plain).length + 36);
  expect([bytes[2], bytes[3], bytes[30]]).toEqual([0xff, 0xe1, orientation]);
  expect(inspectBytes(bytes)).toEqual({ kind: "image/jpeg", findings: [] });
});

test("what a phone puts behind a picture goes, with the notes in it", () => {
  const behind = Buffer.concat([
    jpegWithNotes(plain),
    jpegWithNotes(plain),
    Buffer.from("\0\0\0\x18ftypmp42"),
  ]);
  expect(cleaned(behind).equals(cleaned(plain))).toBe(true);
});

test("colours' profile stays, several pictures' table does not", () => {
  const withTables = Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe2, "ICC_PROFILE\0\x01\x01colours"),
    segment(0xe2, "MPF\0table"),
    segment(0xed, "Photoshop 3.0\0place"),
    plain.subarray(2),
  ]);
  const text = cleaned(withTables).toString("latin1");
  expect(text).toContain("colours");
  expect(text).not.toMatch(/table|place/);
});

test.each([
  ["cut off", jpegWithNotes(plain).subarray(0, 700)],
  ["no picture", Buffer.from([0xff, 0xd8, 0xff])],
  ["notes that lie", Buffer.concat([plain.subarray(0, 2), segment(0xe1, "Exif\0\0II*\0\xff\xff\xff\x7f")])],
])("one that is not whole is left as it is: %s", (_name, bytes) => {
  expect(cleaned(bytes).equals(bytes)).toBe(true);
});

test("notes that lie are taken out of a whole picture", () => {
  const lying = Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, "Exif\0\0II*\0\xff\xff\xff\x7f"),
    plain.subarray(2),
  ]);
  expect(cleaned(lying).equals(cleaned(plain))).toBe(true);
});
