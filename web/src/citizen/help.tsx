import { useTranslation } from "react-i18next";

const phones = [
  { number: "12345", text: "help.hotline" },
  { number: "03940000000", text: "help.hall" },
] as const;

/** 帮办: people who help, one tap away. */
export default function Help() {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t("help.title")}</h1>
      <p>{t("help.intro")}</p>
      <ul className="plain">
        {phones.map(({ number, text }) => (
          <li key={number} className="card">
            <h2>{t(text)}</h2>
            <a className="button primary" href={`tel:${number}`}>
              {t("help.call", { number })}
            </a>
          </li>
        ))}
        <li className="card">
          <h2>{t("help.window")}</h2>
          <p>{t("help.windowWords")}</p>
          <p>{t("help.hours")}</p>
        </li>
        <li className="card">
          <h2>{t("help.family")}</h2>
          <p>{t("help.familyWords")}</p>
        </li>
      </ul>
    </>
  );
}
