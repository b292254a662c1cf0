import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

const tabs = [
  { to: "/staff/consultations", name: "desk" },
  { to: "/staff/faqs", name: "faqs" },
] as const;

/** Consultations, and what is published of them. */
export function ConsultationTabs() {
  const { t } = useTranslation();
  const [path] = useLocation();
  return (
    <nav aria-label={t("consultation.desk")} className="on-screen">
      <ul className="tabs">
        {tabs.map(({ to, name }) => (
          <li key={to}>
            <Link to={to} aria-current={path === to ? "page" : undefined}>
              {t(`consultation.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
