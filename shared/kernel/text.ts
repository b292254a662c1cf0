import * as z from "zod";
import type { Text } from "./http/locale.ts";

/**
 * Text that people read: well-formed Unicode in NFC, without what is invisible, turns the direction of reading, belongs
 * to one vendor, is no character (Unicode general categories Cc, Cf, Co, Cn, Zl, Zp, and Default_Ignorable) or stands for
 * one that was lost on the way (U+FFFC, U+FFFD). An emoji that is joined of several stays, and so do the variants of a
 * rare character (ideographic variation sequences).
 */
const joined = (): RegExp => /\p{RGI_Emoji}|(?<=\p{L})[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gv;
const refused = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{DI}\u{2800}\u{fffc}\u{fffd}]/u;
const refusedInLines = /[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{DI}\u{2800}\u{fffc}\u{fffd}]|(?![\n\t])\p{Cc}/u;
const readable = /[\p{L}\p{N}]/gu;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** What is wrong with a text, as a sentence; undefined for one that may be stored, printed and shown. */
export function textFault(text: string, { lines = false } = {}): Text | undefined {
  if (!text.isWellFormed())
    return {
      zh: "含有不完整的字符（半个代理对），请删去后重新输入。",
      en: "This has half of a character in it; please remove it and type it again.",
    };
  const pattern = lines ? refusedInLines : refused;
  // The table of emoji takes longer to make than a function's whole start, and few texts need it.
  const [found] = pattern.test(text) ? (pattern.exec(text.replaceAll(joined(), "")) ?? []) : [];
  if (found === undefined) return undefined;
  if (found === "\n" || found === "\r")
    return { zh: "此项只能填写一行，请删去换行。", en: "This is one line; please remove the line break." };
  if (found === "\ufffd" || found === "\ufffc")
    return {
      zh: "含有丢失的字符（�），请换成原来的字后重新提交。",
      en: "A character of this was lost on the way (�); please type the right one in its place.",
    };
  const code = codePoint(found);
  return {
    zh: `含有看不见或者不能通用的字符（${code}），请删去后重新输入。`,
    en: `This has a character that cannot be seen or is not standard (${code}); please remove it and type it again.`,
  };
}

/** Text as it is stored: NFC, lines ended by a line feed alone. */
export const normalText = (text: string): string =>
  text.isWellFormed() ? text.normalize("NFC").replaceAll("\r\n", "\n") : text;

const letters = (count: number): string =>
  `请用文字写明，至少 ${count} 个字。|Please put it in words: at least ${count} letters or digits.`;

function textSchema(least: number, most: number, lines: boolean) {
  const inWords = Math.min(least, 2);
  return z
    .string()
    .overwrite(normalText)
    .trim()
    .min(least)
    .max(most)
    .superRefine((text, context) => {
      const fault = textFault(text, { lines });
      if (fault) context.addIssue({ code: "custom", message: `${fault.zh}|${fault.en}` });
      // What is too short gets its own message.
      else if (text.length >= least && (text.match(readable)?.length ?? 0) < inWords)
        context.addIssue({ code: "custom", message: letters(inWords) });
    });
}

/** One line that people read: a name, a place, a title. Bounds count UTF-16 units, after the ends were trimmed. */
export const line = (least: number, most: number) => textSchema(least, most, false);

/** Several lines that people read: a reason, a statement, an answer. */
export const lines = (least: number, most: number) => textSchema(least, most, true);

/** What the platform itself publishes, said in both languages. */
export const inBothLanguages = z.strictObject({
  zh: z.string().trim().min(1),
  en: z.string().trim().min(1),
});
