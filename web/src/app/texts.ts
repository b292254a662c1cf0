import i18next from "i18next";
import { initReactI18next } from "react-i18next";

type Texts = { [name: string]: string | Texts };

/** One file per language and area; an area's texts come with the first page that needs them. */
const files = import.meta.glob<Texts>("../texts/*/*.json", { import: "default" });
const folder = (language: string): "zh" | "en" => (language.startsWith("zh") ? "zh" : "en");
const areas = new Set(["common"]);

async function load(area: string, language: string): Promise<void> {
  const file = files[`../texts/${folder(language)}/${area}.json`];
  if (!file) throw new Error(`there are no texts for ${area}`);
  const texts = await file();
  i18next.addResourceBundle(language, "translation", area === "common" ? texts : { [area]: texts }, true);
}

/** @throws TypeError when they do not arrive, as for a page that does not */
export async function loadTexts(names: readonly string[]): Promise<void> {
  for (const name of names) areas.add(name);
  await Promise.all(names.map((name) => load(name, i18next.language)));
}

export async function changeLanguage(language: string): Promise<void> {
  await Promise.all([...areas].map((area) => load(area, language)));
  await i18next.changeLanguage(language);
}

/** Chinese first. Missing texts are found by a test, not by people. */
export async function startTexts(language: string): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await load("common", language);
}
