import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

const tabs = [
  { to: "/staff/inspections", name: "inspections" },
  { to: "/staff/hearings", name: "hearings" },
  { to: "/staff/interested-parties", name: "parties" },
] as const;

/** The three kinds of work around the examination of cases. */
export function ExaminationTabs() {
  const { t } = useTranslation();
  const [path] = useLocation();
  return (
    <nav aria-label={t("examination.title")} className="on-screen">
      <ul className="tabs">
        {tabs.map(({ to, name }) => (
          <li key={to}>
            <Link to={to} aria-current={path === to ? "page" : undefined}>
              {t(`examination.${name}.title`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
