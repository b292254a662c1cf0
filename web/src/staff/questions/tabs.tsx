import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

const tabs = [
  { to: "/staff/questions", name: "desk" },
  { to: "/staff/faqs", name: "faqs" },
] as const;

/** Questions, and what is published of them. */
export function QuestionTabs() {
  const { t } = useTranslation();
  const [path] = useLocation();
  return (
    <nav aria-label={t("question.desk")} className="on-screen">
      <ul className="tabs">
        {tabs.map(({ to, name }) => (
          <li key={to}>
            <Link to={to} aria-current={path === to ? "page" : undefined}>
              {t(`question.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
