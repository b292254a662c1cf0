import type { Text } from "#shared/kernel/http/locale.ts";
import { isLicencePlate } from "./licence-plate.ts";
import type { NumberFormat } from "./normal-forms.ts";
import { type ResidentIdFault, residentIdFault } from "./resident-id.ts";
import { type UsccFault, usccFault } from "./uscc.ts";

export const mobilePhonePattern = /^1[3-9]\d{9}$/;

const residentId: Record<ResidentIdFault, Text> = {
  length: { zh: "身份证件号码是 18 位。", en: "An ID number has 18 characters." },
  alphabet: {
    zh: "身份证件号码是 17 位数字加一位数字或者 X。",
    en: "An ID number is 17 digits and a digit or X.",
  },
  area: { zh: "号码开头的地区不存在。", en: "The region that the number begins with does not exist." },
  birthDate: { zh: "号码中的出生日期不存在。", en: "The date of birth in the number does not exist." },
  birthDateInFuture: { zh: "号码中的出生日期晚于今天。", en: "The date of birth in the number lies ahead." },
  checkCharacter: {
    zh: "号码的最后一位对不上，请核对是否有输错的数字。",
    en: "The last character does not fit the others; please look for a mistyped digit.",
  },
};
const uscc: Record<UsccFault, Text> = {
  length: { zh: "统一社会信用代码是 18 位。", en: "A unified social credit code has 18 characters." },
  alphabet: {
    zh: "统一社会信用代码只有数字和大写字母，没有 I、O、S、V、Z。",
    en: "A unified social credit code has digits and letters, without I, O, S, V and Z.",
  },
  areaCode: { zh: "代码中的地区不存在。", en: "The region in the code does not exist." },
  checkCharacter: {
    zh: "代码的最后一位对不上，请核对是否有输错的字符；证照上确实如此的，请到窗口由工作人员核对证照后办理。",
    en: "The last character does not fit the others; please look for a mistyped one. If your licence has it so, please come to the window, where a clerk compares it.",
  },
};
const phone: Text = { zh: "请填写 11 位手机号码。", en: "Please give an 11-digit mobile number." };
const plate: Text = {
  zh: "号牌号码不正确，例如豫P12345、豫PD12345、豫P1234挂。",
  en: "This is no plate number; they read 豫P12345, 豫PD12345 or 豫P1234挂.",
};

/** Why a text in its normal form is no number of this format; undefined when it is one. */
export const numberFaults: Record<NumberFormat, (text: string) => Text | undefined> = {
  "resident-id": (text) => {
    const fault = residentIdFault(text);
    return fault && residentId[fault];
  },
  uscc: (text) => {
    const fault = usccFault(text);
    return fault && uscc[fault];
  },
  "mobile-phone": (text) => (mobilePhonePattern.test(text) ? undefined : phone),
  "licence-plate": (text) => (isLicencePlate(text) ? undefined : plate),
};
