import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { DepartmentFilter, Filter } from "../../kit/filters.tsx";
import { useWords } from "../../kit/words.ts";

const tabs = [
  { to: "/staff/consultations", name: "desk" },
  { to: "/staff/faqs", name: "faqs" },
] as const;

/** Consultations, and what is published of them. */
function ConsultationTabs() {
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

type HeadProps = {
  name: (typeof tabs)[number]["name"];
  record: "consultations" | "faqs";
  /** The first stands chosen. */
  states: readonly [string, ...string[]];
};

/** What both lists begin with: their name, the way to the other one, and what they are narrowed by. */
export function ConsultationHead({ name, record, states }: HeadProps) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      <h1>{t(`consultation.${name}`)}</h1>
      <ConsultationTabs />
      <div className="filters on-screen">
        <DepartmentFilter />
        <Filter
          name="state"
          label={t("kit.field.state")}
          initial={states[0]}
          options={states.map((value) => ({ value, label: words.state(record, value) }))}
        />
      </div>
    </>
  );
}
