import * as z from "zod";
import national from "#data/national-rating.json" with { type: "json" };
import type { Text } from "#shared/kernel/http/locale.ts";

export type NationalField = keyof typeof national.fields;
export const nationalFields = Object.keys(national.fields) as [NationalField, ...NationalField[]];

/** What keeps a rating from being passed on, each with how it is put right. */
const faultTexts = {
  missing: { zh: "没有填写", en: "is missing" },
  noCase: {
    zh: "对应的办件找不到，或者个人信息已过保存期限",
    en: "names no case, or one whose personal data has gone",
  },
  tooLong: { zh: "超过规定长度", en: "is longer than allowed" },
  wrongFormat: { zh: "不符合规定的代码或格式", en: "is not in the code or form that is asked for" },
  wrongNumber: {
    zh: "校验不通过，请更正办件中的号码",
    en: "does not pass its check; please put the number of the case right",
  },
  testData: { zh: "是测试数据，不能上报", en: "is test data, which is not passed on" },
  otherDepartment: {
    zh: "不属于受理部门，请核对事项的实施主体",
    en: "is not the department's; please check whose item it is",
  },
  notPublished: { zh: "不在已发布的事项清单中", en: "is not among the published items" },
  otherLevel: { zh: "不属于所评的满意度", en: "belongs to another level" },
  oldEdition: { zh: "不是现行版本的评价详情", en: "is of an edition of details that is not in force" },
  inFuture: { zh: "晚于现在", en: "lies in the future" },
  beforeStage: {
    zh: "早于所评环节办完的时间",
    en: "is before the stage that is rated was over",
  },
  beforeAcceptance: { zh: "晚于评价时间", en: "is after the time of rating" },
  firstNotPassed: { zh: "是追评，而首次评价尚未通过校验", en: "follows a first rating that has not passed" },
  underReview: { zh: "尚未核查", en: "has not been reviewed" },
} as const satisfies Record<string, Text>;
export type NationalFaultCode = keyof typeof faultTexts;

export const nationalFaultSchema = z.object({
  field: z.enum(nationalFields),
  code: z.enum(Object.keys(faultTexts) as [NationalFaultCode, ...NationalFaultCode[]]),
});
export type NationalFault = z.output<typeof nationalFaultSchema>;

const fieldTexts: Readonly<Record<string, Text>> = national.fields;
const codeTexts: Readonly<Record<string, Text>> = faultTexts;

/** `评价人证件号码没有填写。` What an older edition named and this one does not know is said as it stands. */
export function faultText({ field, code }: { field: string; code: string }): Text {
  const { zh, en } = fieldTexts[field] ?? { zh: field, en: field };
  const what = codeTexts[code] ?? { zh: code, en: code };
  const sentence = `${en} ${what.en}`;
  return { zh: `${zh}${what.zh}。`, en: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.` };
}
