import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

export type Texts = { [name: string]: string | Texts };
const languages = ["zh", "en"] as const;
export type Language = (typeof languages)[number];
const folder = join(import.meta.dirname, "src/texts");

/** Not an area, but words that stand in for others in care mode. */
const simpleWords = "simple";

const read = (language: Language, area: string): Texts =>
  JSON.parse(readFileSync(join(folder, language, `${area}.json`), "utf8")) as Texts;

export const textAreas = (language: Language): string[] =>
  readdirSync(join(folder, language))
    .map((file) => basename(file, ".json"))
    .filter((area) => area !== simpleWords);

/** As pages see them: an area's texts under its name, the common ones at the top. */
export const textsIn = (language: Language): Texts =>
  Object.assign(
    {},
    ...textAreas(language).map((area) => {
      const texts = read(language, area);
      return area === "common" ? texts : { [area]: texts };
    }),
  );

/** Every text with its key, such as `case.clock.due`. */
export const flat = (texts: Texts, at = ""): [key: string, text: string][] =>
  Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "string" ? [[`${at}${name}`, value]] : flat(value, `${at}${name}.`),
  );

const factsIn = (text: string): string => (text.match(/\{\{\w+\}\}/g) ?? []).sort().join(" ");

/** What one language has and the other has not: a text, or a fact that is filled in. Nobody can publish that. */
export function textFaults(): string[] {
  const [zh, en] = languages.map((language) => new Map(flat(textsIn(language)))) as [
    Map<string, string>,
    Map<string, string>,
  ];
  const [simpleZh, simpleEn] = languages.map((language) => flat(read(language, simpleWords)));
  const strange = [...(simpleZh ?? []), ...(simpleEn ?? [])].flatMap(([key, text]) =>
    factsIn(text) === factsIn(zh.get(key) ?? "{{unknown}}")
      ? []
      : [`${simpleWords}: ${key} stands in for nothing`],
  );
  // Chinese has one form for any number; English says "1 day".
  const ofOne = (key: string): boolean => key.endsWith("_one") && zh.has(key.slice(0, -"_one".length));
  const all = [...new Set([...zh.keys(), ...en.keys()])].filter((key) => !ofOne(key));
  const wrong = all.flatMap((key) => {
    const [inZh, inEn] = [zh.get(key)?.trim(), en.get(key)?.trim()];
    if (!inZh || !inEn) return [`${key} is missing in ${inZh ? "English" : "Chinese"}`];
    return factsIn(inZh) === factsIn(inEn) ? [] : [`${key} does not say the same in both languages`];
  });
  const keys = (texts: [string, string][] = []): string => texts.map(([key]) => key).join();
  return [...wrong, ...strange, ...(keys(simpleZh) === keys(simpleEn) ? [] : [`${simpleWords} differs`])];
}
