import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

const tabs = [
  { to: "/staff/reviews/ratings", name: "ratings" },
  { to: "/staff/reviews/comments", name: "comments" },
  { to: "/staff/reviews/calls", name: "calls" },
  { to: "/staff/reviews/held-back", name: "heldBack" },
] as const;

/** The supervisor's four kinds of work on ratings. */
export function ReviewTabs() {
  const { t } = useTranslation();
  const [path] = useLocation();
  return (
    <nav aria-label={t("office.reviews")} className="on-screen">
      <ul className="tabs">
        {tabs.map(({ to, name }) => (
          <li key={to}>
            <Link to={to} aria-current={path === to ? "page" : undefined}>
              {t(`office.${name}.title`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
