import { describe, expect, it } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { caseSummarySchema } from "#shared/cases/case-views.ts";
import { type Field, isObject } from "#shared/kernel/forms/answered-fields.ts";
import {
  looksPersonal,
  personalKindOf,
  saidPersonal,
  withoutIdentity,
} from "#shared/kernel/forms/personal-fields.ts";

/** Every field of a form, with its place. */
function* fieldsOf(schema: Field, at = ""): Generator<[string, Field]> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (!isObject(field)) continue;
    yield [`${at}${name}`, field as Field];
    yield* fieldsOf(field as Field, `${at}${name}.`);
    if (isObject(field.items)) yield* fieldsOf(field.items as Field, `${at}${name}[].`);
  }
}

describe("fields of forms that tell of a person", () => {
  it("are these in the items that ship, each with its kind", async () => {
    const lines = shippedCatalogue().flatMap(({ name, form }) =>
      [...fieldsOf(form as Field)].flatMap(([place, field]) => {
        const kind = saidPersonal(field);
        return kind ? [`${name.zh}: ${place} ${field.title} ${kind}`] : [];
      }),
    );
    await expect(`${lines.sort().join("\n")}\n`).toMatchFileSnapshot("personal-fields.txt");
  });

  it.each<[string, Partial<Field>, string | undefined]>([
    ["儿童证件", { format: "resident-id" }, "idNumber"],
    ["证件号码", {}, "idNumber"],
    ["联系手机", { format: "mobile-phone" }, "phone"],
    ["监护人手机", { format: "mobile-phone" }, "phone"],
    ["监护人或照料人", {}, "name"],
    ["受伤职工姓名", {}, "name"],
    ["受伤部位", {}, "health"],
    ["现居住地", {}, "address"],
    ["收款账号", {}, "account"],
    ["家庭月总收入（元）", { type: "number" }, "finance"],
    // Where the matter is, not where somebody lives.
    ["经营场所地址", {}, undefined],
    ["店名", {}, undefined],
    ["被申请人", {}, undefined],
    ["家庭成员（姓名、关系）", { type: "array" }, undefined],
  ])("%s is known by format and title", (title, more, kind) => {
    expect(looksPersonal({ type: "string", title, ...more } as Field)).toBe(kind);
  });

  it("say what they are over what they look like", () => {
    const field = { type: "string", title: "法定代表人" } as Field;
    expect(personalKindOf(field)).toBe("name");
    expect(personalKindOf({ ...field, "x-personal": false } as Field)).toBeUndefined();
    expect(personalKindOf({ ...field, "x-personal": "account" } as Field)).toBe("account");
  });

  it("are masked for whoever may not know whose matter it is, in lists and groups too", () => {
    const person = {
      type: "object",
      properties: {
        name: { type: "string", title: "姓名", "x-personal": "name" },
        idNumber: { type: "string", title: "证件号码", "x-personal": "idNumber" },
        health: { type: "string", title: "健康状况", "x-personal": "health" },
      },
    };
    const form = {
      type: "object",
      properties: {
        shopName: { type: "string", title: "店名" },
        phone: { type: "string", title: "联系手机", "x-personal": "phone" },
        home: { type: "string", title: "居住地址", "x-personal": "address" },
        family: { type: "array", title: "家庭成员", items: person },
        head: person,
      },
    } as Field;
    const one = { name: "欧阳小敏", idNumber: "11010519491231002X", health: "良好" };
    const answers = { shopName: "小馆", phone: "13800003210", home: "东街1号", family: [one], head: one };
    const masked = { name: "欧**敏", idNumber: "1***************2X", health: "良好" };
    expect(withoutIdentity(form, answers)).toEqual({
      shopName: "小馆",
      phone: "138****3210",
      home: "***",
      family: [masked],
      head: masked,
    });
    expect(answers.head.name).toBe("欧阳小敏");
  });

  it("are in no list of cases: these show no answers and nobody's data", () => {
    const shown = Object.keys(caseSummarySchema.shape);
    for (const part of ["answers", "applicant", "agent", "parties", "materials"])
      expect(shown).not.toContain(part);
  });
});
