import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

/** From the notices to the differences, and back. */
export function PaymentTabs() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const tabs = [
    { to: "/staff/payments", text: t("office.payments.to.payments") },
    { to: "/staff/payments/differences", text: t("office.payments.to.differences") },
  ];
  return (
    <nav aria-label={t("nav.payments")} className="on-screen">
      <ul className="tabs">
        {tabs.map(({ to, text }) => (
          <li key={to}>
            <Link to={to} aria-current={to === path ? "page" : undefined}>
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
