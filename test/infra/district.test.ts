import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { faultsOfDistrict } from "#infra/district.ts";

const home = "411602";
let districts: string;

beforeEach(() => {
  districts = mkdtempSync(join(tmpdir(), "tongban-districts-"));
  cpSync(`data/districts/${home}`, join(districts, home), { recursive: true });
});
afterEach(() => rmSync(districts, { recursive: true }));

const change = (name: string, edit: (text: string) => string): void => {
  const path = join(districts, home, name);
  writeFileSync(path, edit(readFileSync(path, "utf8")));
};
const replace = (name: string, before: string, after: string): void =>
  change(name, (text) => text.replace(before, after));

describe("a district's folder", () => {
  it("is right as it ships", () => {
    expect(faultsOfDistrict(home, districts)).toEqual([]);
  });

  it("tells every form that is wrong, a sentence each", () => {
    replace("departments.json", "11411602MB9100104L", "11411602MB91001040");
    replace("district.json", '"en": "Chuanhui District"', '"en": ""');
    replace("official-document-organs.json", '"mark": "川汇人社"', '"sign": "川汇人社"');
    rmSync(join(districts, home, "remedies.json"));
    rmSync(join(districts, home, "items"), { recursive: true });
    expect(faultsOfDistrict(home, districts).map((fault) => fault.split(":")[0])).toEqual([
      "district.json",
      "departments.json",
      "official-document-organs.json",
      "official-document-organs.json",
      "remedies.json is missing",
      "items is missing",
    ]);
  });

  it.each<[string, [string, string, string]]>([
    ["district.json: code is not 411602, as the folder says", ["district.json", home, "411603"]],
    ["departments.json: 1002 is there twice", ["departments.json", '"1001"', '"1002"']],
    ["subdistricts.json: 411603001000 is not below 411602", ["subdistricts.json", "411602001", "411603001"]],
    [
      "official-document-organs.json: department 1001 has no code for its documents",
      ["official-document-organs.json", '"1001"', '"2001"'],
    ],
    ["remedies.json: there is no department 3005", ["remedies.json", '"1005"', '"3005"']],
    [
      "calendar.json: 2027-01-04 stands under another year",
      ["calendar.json", '"years": {}', '"years": { "2026": { "holidays": ["2027-01-04"], "workdays": [] } }'],
    ],
    [
      "everyday-words.json: 公司 is there twice",
      ["everyday-words.json", '"words": ["营业执照"', '"words": ["公司", "营业执照"'],
    ],
    ["life-events.json: there is no item 1", ["life-events.json", "11411602MB9100809U4001008001001", "1"]],
    [
      "popular-items.json: there is no item 1",
      ["popular-items.json", "11411602MB9100104L4000101001001", "1"],
    ],
  ])("%s", (fault, [name, before, after]) => {
    replace(name, before, after);
    expect(faultsOfDistrict(home, districts)).toContain(fault);
  });
});
