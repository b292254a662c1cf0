import { describe, expect, it } from "vitest";
import { personalWordsIn } from "#shared/consultation/personal-words.ts";
import { consultationPolicy } from "#shared/consultation/policy.ts";
import { bigramsOf, similarity, similarOnes } from "#shared/consultation/similarity.ts";

describe("likeness of two texts", () => {
  const likeness = (one: string, other: string) => similarity(bigramsOf(one), bigramsOf(other));

  it("is shared two-character parts of all, whatever stands between them", () => {
    expect(likeness("食品经营许可", "食品经营许可")).toBe(1);
    expect(likeness("食品，经营 许可？", "食品经营许可")).toBe(1);
    // 食品 品经 经营 营许 许可 and 食品 品许 许可: two of six.
    expect(likeness("食品经营许可", "食品许可")).toBeCloseTo(2 / 6);
    expect(likeness("", "")).toBe(0);
    expect(likeness("开", "开")).toBe(0);
  });

  it("finds what is alike, the likest first, and nothing else", () => {
    const among = ["食品经营许可证怎么办理", "食品经营许可证办理要多久", "社保卡丢了怎么补办"];
    const found = similarOnes("食品经营许可证怎么办", among, (one) => one, consultationPolicy.similarFrom);
    expect(found).toEqual(among.slice(0, 2));
  });
});

describe("what an answer for everybody must not say", () => {
  const kinds = (text: string) => personalWordsIn(text).map(({ kind }) => kind);

  it.each([
    ["我的身份证 411602199001011234 已录入", ["idNumber"]],
    ["请打 138 0000 3210 联系", ["mobile"]],
    ["请打 １３８００００３２１０ 联系", ["mobile"]],
    ["卡号 6222021234567890123", ["bankCard"]],
    ["发到 someone@example.cn", ["mail"]],
    ["我叫张三，想问一下", ["name"]],
    ["请张先生到窗口领取", ["name"]],
    ["办件 411602100120260917FZHRRD1 已办结", ["caseNumber"]],
  ])("%s", (text, found) => expect(kinds(text)).toEqual(found));

  it.each([
    "请带营业执照到窗口，或者打 12345、0394-8261234 询问。",
    "各位先生、女士：窗口周一至周五开放，法定节假日除外。",
    "按《中华人民共和国行政许可法》第三十二条，五日内一次告知。",
  ])("and what it may: %s", (text) => expect(kinds(text)).toEqual([]));
});
