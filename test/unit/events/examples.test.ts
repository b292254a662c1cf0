import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Schema, Validator } from "@cfworker/json-schema";
import { describe, expect, it } from "vitest";
import { type TongbanEvent, urnOf, versionOf } from "#events/define-event.ts";
import { allEvents } from "#scripts/all-events.ts";
import { exampleHistories } from "#scripts/example-cases.ts";
import { caseNumberPattern } from "#shared/kernel/identifiers/case-number.ts";
import { hasValidMod3736 } from "#shared/kernel/identifiers/mod-37-36.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { caseEntries } from "#test/support/case-history.ts";

type Example = { file: string; folder: string; text: string; event: TongbanEvent };

const root = "events/examples";
const examples: Example[] = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry): Example => {
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, "utf8");
    return { file, folder: entry.parentPath.slice(root.length + 1), text, event: JSON.parse(text) };
  });

const folderOf = (type: string): string => type.replace(/\.(v\d+)$/, "/$1");
/** What a file of schemas says of an event: of whichever of its family, and of the one that it names itself. */
function schemaFaults(event: TongbanEvent): unknown[] {
  const family = `${event.source}.${event.type.split(".").at(-1)}`;
  const file = JSON.parse(readFileSync(`events/schemas/${family}.json`, "utf8")) as Schema;
  const byName = new Validator({ $ref: event.dataschema }, "2020-12", false);
  byName.addSchema(file);
  return [new Validator(file, "2020-12", false), byName].flatMap(
    (validator) => validator.validate(event).errors,
  );
}
/** Names of fields that could tell who somebody is, mobile numbers, and any text in Chinese. */
const personalWords =
  /"(name|phone|mobile|idNumber|idType|address|street|recipient|comment|reason|note)":|(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])|\p{Script=Han}/u;

describe("the examples of events", () => {
  it("are there for every event, and for nothing else", () => {
    expect(new Set(examples.map(({ folder }) => folder))).toEqual(
      new Set([...allEvents.keys()].map(folderOf)),
    );
    expect(examples.map(({ file }) => file).filter((file) => !file.endsWith(".json"))).toEqual([]);
  });

  it("have an id of their own each", () => {
    const ids = examples.map(({ event }) => event.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("tell of cases from their beginning, each in an unbroken chain of steps", () => {
    for (const heads of exampleHistories()) {
      expect(verifyChain(caseEntries(heads), heads.at(-1)?.hash)).toEqual({ ok: true });
      expect(heads.map(({ version }) => version)).toEqual(heads.map((_, index) => index + 1));
    }
  });

  describe.each(examples)("$file", ({ folder, text, event }) => {
    it("is what its definition and its published JSON Schema say", () => {
      const definition = allEvents.get(event.type);
      expect(folderOf(event.type)).toBe(folder);
      expect(definition?.schema.parse(event)).toEqual(event);
      expect(schemaFaults(event)).toEqual([]);
    });

    it("has an id made of subject and version, and a schema's name made of its type", () => {
      expect(event.id).toBe(`${event.subject}/${versionOf(event)}`);
      expect(event.dataschema).toBe(urnOf(event.type));
    });

    it("names a case by a number that checks, and nobody by name", () => {
      const { caseNumber } = event.data as { caseNumber?: string };
      if (caseNumber !== undefined) {
        expect(caseNumber).toMatch(caseNumberPattern);
        expect(hasValidMod3736(caseNumber)).toBe(true);
      } else
        expect([
          "tongban.catalogue",
          "tongban.faq",
          "tongban.consultation",
          "tongban.policy",
          "tongban.policy-match",
          "tongban.policy-pass",
          "tongban.subscriber",
          "tongban.representation",
          "tongban.staff",
        ]).toContain(event.source);
      expect(text).not.toMatch(personalWords);
    });
  });
});
