import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "../texts/en.json";
import zh from "../texts/zh.json";

/** Chinese first; the texts are few, so that both come with the page. */
export const startTexts = (language: string) =>
  i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { "zh-CN": { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    // Missing texts are found by a test, not by people.
    returnNull: false,
  });
