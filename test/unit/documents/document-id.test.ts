import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Announcement, documentIdOf, isOwn, objectKey } from "#shared/documents/document.ts";

const now = "2026-11-23T02:00:00.000Z";

describe("a document's id", () => {
  const file = {
    fileName: "a.pdf",
    contentType: "application/pdf",
    size: 100,
    sha256: "1".repeat(64),
  } as const;
  const id = (owner: string, key: string, more: Partial<Announcement> = {}, at = now) =>
    documentIdOf(owner, key, { ...file, ...more }, at);
  const documentId = id("li-min", "key-1");

  it("is the same for the same call on a day, and another for another owner, key, file or day", () => {
    const ids = [
      id("li-min", "key-1"),
      id("li-min", "key-1", {}, "2026-11-23T16:00:00.000Z"),
      id("zhang-wei", "key-1"),
      id("li-min", "key-2"),
      id("li-min", "key-1", { sha256: "0".repeat(64) }),
      id("li-min", "key-1", { size: 1 }),
      id("li-min", "key-1", { contentType: "image/png" }),
      id("li-min", "key-1", { draft: "0b6d6a0e-54a4-4a0e-9d8b-2f1c7e9a1f3d" }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((one) => z.uuid().safeParse(one).success)).toBe(true);
    expect(id("li-min", "key-1", { fileName: "another name.pdf" })).toBe(documentId);
    expect(id("li-min", "key-1", {}, "2026-11-22T16:00:00.000Z")).toBe(documentId);
    expect(id("li-min", "key-1", {}, "2026-11-23T15:59:59.999Z")).toBe(documentId);
  });

  it.each([
    ["1970-01-01T00:00:00.000Z", "documents/1970-01-01"],
    ["2026-11-23T15:59:59.999Z", "documents/2026-11-23"],
    ["2026-11-23T16:00:00.000Z", "documents/2026-11-24"],
    ["2149-06-06T00:00:00.000Z", "documents/2149-06-06"],
  ])("made at %s tells by itself where the file lies: %s", (at, folder) => {
    const made = id("li-min", "key-1", {}, at);
    expect(objectKey(made)).toBe(`${folder}/${made}`);
    expect(isOwn(made, "li-min")).toBe(true);
  });

  it("made on one day is not its owner's with another day in it", () => {
    const moved = id("li-min", "key-1", {}, "2026-11-24T02:00:00.000Z").slice(0, 4) + documentId.slice(4);
    expect(isOwn(moved, "li-min")).toBe(false);
  });

  it("tells its owner whose it is, and nobody else's is taken for theirs", () => {
    expect(isOwn(documentId, "li-min")).toBe(true);
    for (const [one, owner] of [
      [documentId, "zhang-wei"],
      [documentId.toUpperCase(), "li-min"],
      [documentId.replace(/.$/, (last) => (last === "0" ? "1" : "0")), "li-min"],
      [documentId.replace(/^./, (first) => (first === "0" ? "1" : "0")), "li-min"],
      ["00000000-0000-8000-8000-000000000001", "li-min"],
    ] as const)
      expect(isOwn(one, owner)).toBe(false);
  });
});
