import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import departments from "#district/departments.json" with { type: "json" };
import data from "#district/remedies.json" with { type: "json" };
import { type ServiceItem, serviceItemSchema } from "#shared/catalogue/item.ts";
import { remediesSchema } from "#shared/catalogue/item-procedure.ts";
import { remedyWords } from "../../../functions/documents/official-documents/remedies.ts";
import { chineseNumber } from "../../../functions/documents/official-documents/text.ts";
import { item } from "./samples.ts";

const named = (name: string): ServiceItem => {
  const found = shippedCatalogue().find((one) => one.name.zh === name);
  if (!found) throw new Error(`${name} is gone`);
  return found;
};

describe("remedies", () => {
  test("are by the rule: the district's government within 60 days, its court within six months", () => {
    expect(remedyWords(item)).toBe(
      "如不服本决定，可以自收到本文书之日起六十日内依法向周口市川汇区人民政府申请行政复议，" +
        "或者自收到本文书之日起六个月内依法向周口市川汇区人民法院提起行政诉讼。" +
        "（依据：《中华人民共和国行政复议法》第二十条、第二十四条，" +
        "《中华人民共和国行政诉讼法》第四十四条、第四十六条）",
    );
  });

  test.each([
    ["the tax bureau's are heard one level up (行政复议法 27)", "1007", "向国家税务总局周口市税务局申请"],
    ["the justice bureau's by either (28)", "1009", "向周口市川汇区人民政府或者周口市司法局申请"],
    ["a city bureau's branch's by either (24)", "1005", "向周口市人民政府或者周口市川汇区人民政府申请"],
    ["those of the city's housing fund by the city (24)", "1027", "向周口市人民政府申请"],
  ])("of departments that differ: %s", (_name, department, words) => {
    expect(remedyWords({ ...item, department })).toContain(words);
  });

  test.each([
    ["行政复议申请", "自收到本文书之日起十五日内依法向周口市中级人民法院提起行政诉讼", "申请行政复议"],
    [
      "个人之间、个人与单位土地权属争议裁决",
      "应当先自收到本文书之日起六十日内依法向周口市人民政府申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起三十日内",
      "六个月",
    ],
    ["法律援助申请", "可以向周口市川汇区司法局提出，该机关自收到异议之日起五日内审查", "行政诉讼"],
  ])("of an item that differs, %s, are its own", (name, words, not) => {
    const said = remedyWords(named(name));
    expect(said).toContain(words);
    expect(said).not.toContain(not);
  });

  test("may be one alone, and in working days", () => {
    const limit = { days: 5, unit: "workingDay" as const };
    const remedies = {
      reconsideration: { organs: ["某市人民政府"], limit },
      lawsuit: "none" as const,
      basis: "《条例》第一条",
    };
    expect(remedyWords({ ...item, remedies })).toBe(
      "如不服本决定，可以自收到本文书之日起五个工作日内依法向某市人民政府申请行政复议。（依据：《条例》第一条）",
    );
  });

  test("have the form that the catalogue gives them, and know the departments", () => {
    expect(remediesSchema.parse(data.usual)).toEqual(data.usual);
    const codes = departments.map(({ code }) => code);
    for (const [code, own] of Object.entries(data.departments)) {
      expect(codes).toContain(code);
      expect(remediesSchema.partial().parse(own)).toEqual(own);
    }
  });

  test("are never all closed, and both open where one must come first", () => {
    const { basis } = data.usual;
    const objection = { organ: "某市司法局", answeredIn: { days: 5, unit: "calendarDay" as const } };
    const accepts = (remedies: ServiceItem["remedies"]) =>
      serviceItemSchema.safeParse({ ...item, remedies }).success;
    const none = { reconsideration: "none", lawsuit: "none", basis } as const;
    expect(accepts(none)).toBe(false);
    expect(accepts({ ...none, objection })).toBe(true);
    expect(accepts({ lawsuit: "none", basis })).toBe(true);
    expect(accepts({ lawsuit: "none", reconsiderationFirst: true, basis })).toBe(false);
  });

  test("say their numbers as laws write them", () => {
    expect([1, 9, 10, 15, 20, 36, 60, 100, 105, 110, 365].map(chineseNumber)).toEqual([
      ..."一 九 十 十五 二十 三十六 六十 一百 一百零五 一百一十 三百六十五".split(" "),
    ]);
  });
});
