import { expect, test } from "vitest";
import { writtenLanguage } from "../../../web/src/shared/written-language.ts";

test("free text with Chinese in it is marked as Chinese on any page", () => {
  expect(writtenLanguage("材料不清晰，请重新拍摄。")).toBe("zh-CN");
  expect(writtenLanguage("Please send the A4 page 第二页")).toBe("zh-CN");
});

test("free text without Chinese keeps the language of its page", () => {
  expect(writtenLanguage("The photograph is blurred.")).toBeUndefined();
});

test("what is no text keeps the language of its page", () => {
  expect([writtenLanguage(undefined), writtenLanguage(["川汇区"])]).toEqual([undefined, undefined]);
});
