import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { usePreference } from "./preferences.ts";
import { Link } from "./router.tsx";

/** Head, language, care mode (长辈版) and the page below. */
export function Layout({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = usePreference("language", "zh-CN");
  const [mode, setMode] = usePreference("mode", "standard");
  const chinese = language === "zh-CN";
  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language;
  }, [i18n, language]);
  useEffect(() => {
    document.documentElement.dataset.mode = mode;
  }, [mode]);
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <header className="head">
        <Link to="/" className="brand">
          {t("site")}
        </Link>
        <div className="choices">
          <button
            type="button"
            aria-pressed={mode === "care"}
            onClick={() => setMode(mode === "care" ? "standard" : "care")}
          >
            {mode === "care" ? t("care.off") : t("care.on")}
          </button>
          <button
            type="button"
            lang={chinese ? "en" : "zh-CN"}
            onClick={() => setLanguage(chinese ? "en" : "zh-CN")}
          >
            {t("language")}
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
