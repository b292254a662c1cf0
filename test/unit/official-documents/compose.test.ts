import { describe, expect, test } from "vitest";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { composeOfficialDocument } from "../../../functions/documents/official-documents/compose.ts";
import { factsOf, item, kindOf } from "./samples.ts";

describe("what documents say", () => {
  test("promise by the law of licences for licences alone", () => {
    const promised = (name: "submitted" | "returned", itemType: "licence" | "publicService") => {
      const facts = { ...factsOf(name), item: { ...item, itemType } };
      return composeOfficialDocument(kindOf(name), facts).paragraphs.join("\n");
    };
    for (const name of ["submitted", "returned"] as const) {
      expect(promised(name, "licence")).toContain("第三十二条，");
      expect(promised(name, "publicService")).not.toMatch(/行政许可法|即为受理/);
    }
    expect(promised("submitted", "publicService")).toContain("承诺自收到申请材料之日起五个工作日内");
  });

  test("name an organisation with its code, and how many of each material were received", () => {
    const facts = factsOf("submitted");
    const applicant = {
      name: "颍河餐饮有限公司",
      idType: "uscc",
      idNumber: "91411602MA44ABCD0X",
      phone: "13800003210",
    } as const;
    const [material] = facts.record.form.materials;
    if (!material) throw new Error("nothing was handed in");
    const record = {
      ...facts.record,
      person: { ...facts.record.person, applicant },
      form: { ...facts.record.form, materials: [material, { ...material, documentId: "another" }] },
    };
    const { addressee, list } = composeOfficialDocument("receipt", { ...facts, record });
    expect(addressee).toBe("颍河餐饮有限公司（统一社会信用代码：91411602MA44ABCD0X）");
    expect(list?.rows).toEqual([["1", "食品经营许可申请书", "电子文件", "2"]]);
  });

  test("of a rejection without provisions, as older cases have it, give the reason alone", () => {
    const facts = factsOf("rejected");
    const { written, ...note } = facts.entry.privateNote;
    if (!written) throw new Error("nobody wrote why");
    const { provisions: _none, ...details } = written.details ?? {};
    const entry = { ...facts.entry, privateNote: { ...note, written: { ...written, details } } };
    const { paragraphs, list } = composeOfficialDocument("rejection", { ...facts, entry });
    expect(list).toBeUndefined();
    expect(paragraphs.join("")).toContain("我机关决定不予准许。不符合的规定、事实和理由：操作间面积不足");
  });

  test("say so where no law sets a limit", () => {
    const facts = factsOf("accepted");
    const { dueAt: _none, ...clock } = facts.record.head.clock;
    const entry = { ...facts.entry, changes: { set: { clock } } };
    const { paragraphs } = composeOfficialDocument("acceptance", { ...facts, entry });
    expect(paragraphs).toContain("本事项没有法定办理期限，承诺办理期限至2026年9月29日。");
    expect(paragraphs.join("")).not.toContain("法定办理期限至");
  });

  test("grant what was applied for: what, where, until when, and no telephone number", () => {
    const facts = factsOf("approved");
    const answers = {
      shopName: "颍河小馆",
      premisesArea: 60,
      outdoor: false,
      kinds: ["热食", "冷食"],
      phone: "13800003210",
      other: " ",
    };
    const properties: ServiceItem["form"]["properties"] = {
      shopName: { type: "string", title: "店铺名称" },
      premisesArea: { type: "number", title: "面积（平方米）" },
      outdoor: { type: "boolean", title: "外摆" },
      kinds: { type: "array", title: "经营项目" },
      phone: { type: "string", title: "联系手机", format: "mobile-phone" },
      other: { type: "string", title: "其他" },
    };
    const granted = (itemType: "licence" | "payment", type: "licence" | "none") => {
      const own = { ...item, itemType, result: { ...item.result, type }, form: { ...item.form, properties } };
      const record = { ...facts.record, form: { ...facts.record.form, answers } };
      return composeOfficialDocument("approval", { ...facts, record, item: own }).list?.rows;
    };
    const kept = ["条件和要求", "不得制售生食类食品"];
    const term = ["有效期限", "五年，起止日期以证件载明的为准"];
    expect(granted("licence", "licence")).toEqual([
      ["准予事项", "食品经营许可（新办）"],
      ["店铺名称", "颍河小馆"],
      ["面积（平方米）", "60"],
      ["外摆", "否"],
      ["经营项目", "热食、冷食"],
      ["办理结果", "食品经营许可证"],
      term,
      kept,
    ]);
    const amended = { ...item, result: { ...item.result, effect: "amend" as const } };
    const { list } = composeOfficialDocument("approval", { ...facts, item: amended });
    expect(list?.rows.map(([name]) => name)).not.toContain("有效期限");
    expect(granted("payment", "none")).toEqual([["准予事项", "食品经营许可（新办）"], term, kept]);
  });

  test("are titled by the type of the item, and cite the law of licences for licences alone", () => {
    const code = (digits: string) => item.itemCode.replace(/(?<=^.{21})../, digits);
    const of = (name: "approved" | "rejected" | "refused" | "suspended", digits: string) => {
      const facts = factsOf(name);
      const own = { ...item, itemType: digits === "01" ? ("licence" as const) : ("payment" as const) };
      const event = { ...facts.event, data: { ...facts.event.data, itemCode: code(digits) } };
      return composeOfficialDocument(kindOf(name), { ...facts, event, item: own });
    };
    expect([of("approved", "01").title, of("rejected", "01").title]).toEqual([
      "准予行政许可决定书",
      "不予行政许可决定书",
    ]);
    expect([of("approved", "05").title, of("approved", "20").title]).toEqual([
      "行政给付决定书",
      "准予办理决定书",
    ]);
    for (const name of ["approved", "rejected", "refused", "suspended"] as const) {
      expect(of(name, "01").paragraphs.join("")).toContain("《中华人民共和国行政许可法》第");
      expect(of(name, "05").paragraphs.join("")).not.toContain("《中华人民共和国行政许可法》");
    }
  });

  test("are in the name of whoever decides by law", () => {
    const organ = { zh: "川汇区人民政府", en: "Chuanhui District Government" };
    const decided = { ...factsOf("rejected"), item: { ...item, organ } };
    expect(composeOfficialDocument("rejection", decided).organ).toBe("川汇区人民政府");
  });
});
