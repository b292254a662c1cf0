export type Redacted = { text: string; found: string[] };

/** What a comment must not tell anybody: each kind with how it looks. The order matters: longer numbers first. */
const patterns: { kind: string; pattern: RegExp }[] = [
  { kind: "身份证号 ID number", pattern: /(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)/g },
  { kind: "办件编号 case number", pattern: /(?<![0-9A-Z])\d{18}[0-9A-Z]{7}(?![0-9A-Z])/g },
  { kind: "银行卡号 bank card", pattern: /(?<!\d)\d{16,19}(?!\d)/g },
  { kind: "手机号码 mobile number", pattern: /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g },
  { kind: "电话号码 telephone number", pattern: /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g },
  { kind: "电子邮箱 e-mail", pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { kind: "微信 / QQ", pattern: /(?:微信|QQ|qq|VX|vx)号?\s*[:：]?\s*[\w-]{5,20}/g },
  {
    kind: "车牌 plate",
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}/g,
  },
  {
    kind: "住址 address",
    pattern:
      /[\u4e00-\u9fa5]{0,8}(?:路|街|巷|小区|社区|村)\s*\d*\s*号?院?\s*\d+\s*(?:号楼|号|栋|幢|单元|室)(?:\s*\d+\s*(?:号楼|单元|楼|室|号))*/g,
  },
  {
    kind: "姓名 name",
    pattern: /(?<=(?:我叫|我是|姓名[:：]?\s*))[\u4e00-\u9fa5]{2,4}(?=[，,。；;、\s（(]|$)/g,
  },
];

const mask = "＊＊＊";

/**
 * A proposal for a comment's public text: what looks personal is masked, as are the names given. A person reads
 * it before it is published: no pattern finds everything.
 */
export function redact(comment: string, names: readonly string[] = []): Redacted {
  const found = new Set<string>();
  let text = comment;
  for (const { kind, pattern } of patterns)
    text = text.replace(pattern, () => {
      found.add(kind);
      return mask;
    });
  for (const name of names.filter((each) => each.length > 1))
    if (text.includes(name)) {
      found.add("姓名 name");
      text = text.replaceAll(name, mask);
    }
  return { text, found: [...found] };
}
