import { describe, expect, it } from "vitest";
import { knownEvents } from "#shared/notices/follows.ts";
import { type Rule, ruleFaults, rules } from "#shared/notices/rules.ts";
import { requireSound } from "#shared/notices/sound.ts";
import {
  partsOf,
  rendered,
  type Template,
  templateFaults,
  templateOf,
  templates,
  templatesFaults,
} from "#shared/notices/templates.ts";

const good = templateOf("supplement");
const broken = (changes: Partial<Template>): string[] => templateFaults({ ...good, ...changes });

describe("templates of notices", () => {
  it("that ship are right, and so are the rules that name them", () => {
    expect(templatesFaults(templates)).toEqual([]);
    expect(ruleFaults(rules, Object.keys(knownEvents))).toEqual([]);
    expect(rules.filter(({ legal }) => legal).length).toBeGreaterThan(5);
  });

  it.each([
    ["a language that is missing", { inbox: { zh: good.inbox.zh, en: " " } }, "inbox lacks its text in en"],
    [
      "a parameter that nobody declared",
      { title: { zh: "{name}", en: "x" } },
      "asks for the unknown parameter name",
    ],
    [
      "a kind of parameter that there is not",
      { params: { ...good.params, case: "idNumber" as never } },
      "unknown kind of parameter case",
    ],
    [
      "a parameter that is not used",
      { params: { ...good.params, code: "code" as const } },
      "parameter code is in no text",
    ],
    ["an ID number", { short: { zh: "411602199001010018", en: good.short.en } }, "has a long number"],
    ["a link of others", { short: { zh: "见 http://t.cn/x", en: good.short.en } }, "has a link of its own"],
    ["a link that leaves our pages", { link: "https://elsewhere.cn" }, "not a path of our own pages"],
    [
      "what was decided",
      { short: { zh: "您的申请不予批准", en: good.short.en } },
      "tells what the matter is",
    ],
    [
      "the item, where others see it",
      { short: { zh: "{item}", en: good.short.en } },
      "names what it is about",
    ],
    ["more parts than two", { short: { zh: "长".repeat(140), en: good.short.en } }, "more than 2 parts"],
  ])("are refused with %s", (_what, changes, fault) => {
    expect(broken(changes).join("; ")).toContain(fault);
  });

  it("that are wrong stop whatever is built of them, by their names", () => {
    const wrong = { ...good, inbox: { zh: "{idNumber}", en: "" } };
    const others = templates.filter(({ id }) => id !== good.id);
    expect(() => requireSound([wrong, ...others], rules)).toThrow(
      /supplement: inbox in zh asks for the unknown parameter idNumber.*supplement: inbox lacks its text in en/,
    );
  });

  it("are counted in parts with their signature", () => {
    expect(partsOf("字".repeat(65))).toBe(2);
    expect(partsOf("字".repeat(128))).toBe(2);
    expect(partsOf("字".repeat(64))).toBe(1);
  });

  it("are filled whole or not at all", () => {
    expect(rendered(good, "short", "zh", { case: "FZHRRD", item: "x", day: "y" }).text).toContain(
      "尾号FZHRRD",
    );
    expect(() => rendered(good, "inbox", "en", { case: "FZHRRD" })).toThrow("lacks its");
  });
});

describe("rules of notices", () => {
  it.each([
    [{ event: "case.sneezed" }, "no such event"],
    [{ template: "poem" }, "no template poem"],
    [{ to: [] }, "nobody is told"],
    [{ channels: ["sms", "sms"] as Rule["channels"] }, "named twice"],
  ])("are refused that say %j", (changes, fault) => {
    const rule = { ...(rules[0] as Rule), ...changes };
    expect(ruleFaults([rule], Object.keys(knownEvents)).join("; ")).toContain(fault);
  });
});
