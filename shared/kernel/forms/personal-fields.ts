import { maskIdNumber, maskName, maskPhone } from "#shared/kernel/people/masking.ts";
import { answeredFields, type Field } from "./answered-fields.ts";

/**
 * What a field of a form tells of a person, as its `x-personal` says; `false` there: nothing, though it looks so. The first
 * six say who or where somebody is; the last two are sensitive by nature (个人信息保护法 Art. 28) and not who it is.
 */
export const personalKinds = [
  "name",
  "idNumber",
  "phone",
  "address",
  "account",
  "birthday",
  "health",
  "finance",
] as const;
export type PersonalKind = (typeof personalKinds)[number];

const byFormat: Readonly<Record<string, PersonalKind>> = {
  "resident-id": "idNumber",
  "mobile-phone": "phone",
};

/** By Chinese title, the first that fits. */
const byTitle: readonly (readonly [RegExp, PersonalKind])[] = [
  [/证件号|身份证号|居住证号|驾驶证号|残疾人证号|执业证书编号|从业资格证号|演员证/, "idNumber"],
  [/姓名|联系人|监护人|责任人|负责人|经办人|法定代表人|被推荐人|对方当事人|演员或者团体/, "name"],
  [/手机|电话/, "phone"],
  [/账号|卡号/, "account"],
  [/出生日期|预产期/, "birthday"],
  [/居住地|现住|住址|家庭地址|邮寄地址|联系地址|户籍地|迁入地址/, "address"],
  [/病种|残疾类别|致残|伤情|受伤|健康状况|确诊|康复类型|特殊教育|胎儿|治疗机构|诊断医院/, "health"],
  [/收入|困难类型|致困/, "finance"],
];

/** What a field's format or title says of a person; undefined: nothing. */
export function looksPersonal({ format, title = "", type }: Field): PersonalKind | undefined {
  const said = byFormat[format ?? ""];
  if (said || type === "boolean" || type === "object" || type === "array") return said;
  return byTitle.find(([words]) => words.test(title))?.[1];
}

/** What the field says of itself; for `false` and what is no kind, undefined. */
export const saidPersonal = (field: Field): PersonalKind | undefined =>
  personalKinds.find((kind) => kind === field["x-personal"]);

/** The same, and what it looks like where an older form does not say. */
export const personalKindOf = (field: Field): PersonalKind | undefined =>
  field["x-personal"] === undefined ? looksPersonal(field) : saidPersonal(field);

const hidden = "***";
const masks: Readonly<Record<PersonalKind, ((value: string) => string) | undefined>> = {
  name: maskName,
  idNumber: maskIdNumber,
  phone: maskPhone,
  address: () => hidden,
  account: maskIdNumber,
  birthday: () => hidden,
  health: undefined,
  finance: undefined,
};

/** Answers for whoever works on the matter and may not know whose it is: names, numbers, addresses masked. */
export function withoutIdentity(form: Field, answers: Record<string, unknown>): Record<string, unknown> {
  const masked = structuredClone(answers);
  for (const { field, value, steps } of answeredFields(form, answers)) {
    const kind = personalKindOf(field);
    const mask = kind && masks[kind];
    if (!mask || typeof value === "object") continue;
    const [last = "", ...holders] = steps.toReversed();
    const holder = holders.reverse().reduce((part, step) => part[step] as Record<string, unknown>, masked);
    holder[last] = mask(String(value));
  }
  return masked;
}
