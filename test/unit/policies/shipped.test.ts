import { describe, expect, it } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import departments from "#district/departments.json" with { type: "json" };
import district from "#district/district.json" with { type: "json" };
import policies from "#district/policies.json" with { type: "json" };
import subdistricts from "#district/subdistricts.json" with { type: "json" };
import { contentSchema } from "#shared/policies/content.ts";
import { contentFaults } from "#shared/policies/lint.ts";
import { sentencesOf } from "#shared/policies/rule/sentences.ts";

const items = new Map(shippedCatalogue().map((item) => [item.itemCode, item]));
const areas = new Map([district, ...subdistricts].map(({ code, name }) => [code, name]));

describe("the policies that ship", () => {
  it.each(policies.map((one) => [one.content.title.zh, one] as const))(
    "can be published: %s",
    (_title, one) => {
      const content = contentSchema.parse(one.content);
      expect(contentFaults(content, { items, areas: [...areas.keys()] }, "2026-11-28")).toEqual([]);
      expect(departments.map(({ code }) => code)).toContain(one.department);
      for (const sentence of sentencesOf(content.rule, items, areas).flat())
        for (const text of [sentence.zh, sentence.en]) expect(text).not.toMatch(/undefined|\d{31}/);
      for (const text of [content.title, content.who, content.what, content.howMuch, content.how])
        expect(text.en).toBeTruthy();
    },
  );

  it("say what nobody has confirmed", () => {
    for (const { content } of policies) expect(content.unconfirmed.length).toBeGreaterThan(0);
  });
});
