import i18next from "i18next";
import { initReactI18next } from "react-i18next";

type Texts = { [name: string]: string | Texts };

/** One file per language and area; an area's texts come with the first page that needs them. */
const inChinese = import.meta.glob<Texts>("../texts/zh/*.json", { import: "default" });
const areas = new Set(["common"]);
let simple = false;

const add = (language: string, texts: Texts): void => {
  i18next.addResourceBundle(language, "translation", texts, true, true);
};

async function load(area: string, language: string): Promise<Texts> {
  // Most people never need to know where the English ones are.
  const file = language.startsWith("zh")
    ? inChinese[`../texts/zh/${area}.json`]
    : (await import("./english-texts.ts")).inEnglish[`../texts/en/${area}.json`];
  if (!file) throw new Error(`there are no texts for ${area}`);
  return file();
}

/** The areas' texts, and over them the simple words of care mode. */
async function addAll(names: readonly string[], language: string): Promise<void> {
  const [words, ...loaded] = await Promise.all([
    simple ? load("simple", language) : {},
    ...names.map((name) => load(name, language)),
  ]);
  for (const [index, texts] of loaded.entries()) {
    const area = names[index] ?? "";
    add(language, area === "common" ? texts : { [area]: texts });
  }
  add(language, words);
}

/** @throws TypeError when they do not arrive, as for a page that does not */
export async function loadTexts(names: readonly string[]): Promise<void> {
  await addAll(names, i18next.language);
  for (const name of names) areas.add(name);
}

/** Everything that is on the screen in another language, or in simple words or not. */
export async function changeWords(language: string, inSimpleWords: boolean): Promise<void> {
  simple = inSimpleWords;
  await addAll([...areas], language);
  await i18next.changeLanguage(language);
}

/** Chinese first. Missing texts are found by a test, not by people. */
export async function startTexts(language: string, inSimpleWords: boolean): Promise<void> {
  simple = inSimpleWords;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await addAll(["common"], language);
}
