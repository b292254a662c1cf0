import type { Text } from "#shared/kernel/http/locale.ts";

/** Why a file is not taken, in words that its sender can act on. */
export const findingTexts = {
  encrypted: {
    zh: "文件要输入密码才能打开，请去掉密码后再上传",
    en: "it opens with a password only; please remove the password",
  },
  activeContent: { zh: "文件中有脚本或可执行的动作", en: "it holds scripts or actions" },
  embeddedFile: { zh: "文件中嵌有其他文件", en: "it has other files inside" },
  polyglot: { zh: "文件同时是另一种格式", en: "it is a file of another kind as well" },
  trailingData: { zh: "文件末尾有多余的内容", en: "there is something after its end" },
  damaged: { zh: "文件不完整或已损坏", en: "it is incomplete or damaged" },
  tooManyPixels: { zh: "图片的像素过多", en: "it has too many pixels" },
  expandsTooMuch: { zh: "文件解压后过大", en: "it becomes far too large when unpacked" },
  tooComplex: { zh: "文件结构过于复杂", en: "its structure is too complex" },
  animated: { zh: "不接受动画图片", en: "moving pictures are not taken" },
} as const satisfies Record<string, Text>;

export type Finding = keyof typeof findingTexts;
