import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { homeOf, isStaff, useSession } from "../sign-in/session.ts";
import { CareBar } from "./care-bar.tsx";
import { Person } from "./person.tsx";
import { usePreference } from "./preferences.ts";
import { changeWords } from "./texts.ts";

type NavLink = {
  to: string;
  text: string;
  /** Below which its further pages are, where not below its own address. */
  also?: string;
};

const isWithin = (path: string, { to, also = to }: NavLink): boolean =>
  also !== "/" && path.startsWith(`${also}/`);

function Navigation() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const session = useSession();
  const role = session?.role ?? "citizen";
  const searches = { to: "/staff/searches", text: t("nav.searches") };
  const office: NavLink[] = [
    { to: "/staff", text: t("nav.worklist"), also: "/staff/cases" },
    ...(role === "clerk"
      ? [
          { to: "/staff/window", text: t("nav.window") },
          { to: "/staff/representations", text: t("nav.guardianships") },
        ]
      : []),
    { to: "/staff/inspections", text: t("nav.examinations") },
    { to: "/staff/rectifications", text: t("nav.orders") },
    { to: "/staff/payments", text: t("nav.payments") },
    ...(role === "supervisor"
      ? [
          { to: "/staff/reviews/ratings", text: t("nav.reviews"), also: "/staff/reviews" },
          { to: "/staff/numbers", text: t("nav.numbers") },
          searches,
        ]
      : []),
    { to: "/staff/commitments", text: t("nav.commitments") },
    { to: "/staff/archives", text: t("nav.archives") },
    ...(role === "clerk" ? [] : [{ to: "/staff/licences", text: t("nav.licenceDesk") }]),
  ];
  /** Who keeps, guards and audits the platform, each apart. */
  const apart: Record<string, NavLink[]> = {
    admin: [{ to: "/staff/catalogue", text: t("nav.catalogue") }],
    securityAdmin: [searches],
    auditor: [searches, { to: "/staff/accesses", text: t("nav.accesses") }],
  };
  const links: NavLink[] =
    role === "citizen"
      ? [
          { to: "/", text: t("nav.home") },
          { to: "/cases", text: t("nav.cases") },
          { to: "/licences", text: t("nav.licences") },
          { to: "/notices", text: t("nav.notices") },
          { to: "/help", text: t("nav.help") },
        ]
      : [
          ...(isStaff(role) ? office : (apart[role] ?? [])),
          ...(role === "clerk" || role === "reviewer"
            ? []
            : [{ to: "/staff/people", text: t("nav.people") }]),
          ...(isStaff(role) || role === "admin" ? [{ to: "/staff/devices", text: t("nav.devices") }] : []),
          { to: "/items", text: t("nav.items") },
        ];
  return (
    <nav className="places" aria-label={t("nav.label")}>
      <ul>
        {links.map((link) => (
          <li key={link.to}>
            <Link
              to={link.to}
              aria-current={link.to === path ? "page" : isWithin(path, link) ? "true" : undefined}
            >
              {link.text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Head, language, care mode (长辈版), navigation and the page below. */
export function Layout({ children, bare }: { children: ReactNode; bare: boolean }) {
  const { t } = useTranslation();
  const [language, setLanguage] = usePreference("language", "zh-CN");
  const [mode, setMode] = usePreference("mode", "standard");
  const session = useSession();
  const chinese = language === "zh-CN";
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.mode = mode;
    // Without a connection the words stay as they are.
    changeWords(language, mode === "care").catch(() => {});
  }, [language, mode]);
  if (bare)
    return (
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    );
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <header className="head">
        <Link to={homeOf(session?.role ?? "citizen")} className="brand">
          {t("site")}
        </Link>
        <div className="choices">
          <button
            type="button"
            className="quiet"
            aria-pressed={mode === "care"}
            onClick={() => setMode(mode === "care" ? "standard" : "care")}
          >
            {mode === "care" ? t("care.off") : t("care.on")}
          </button>
          <button
            type="button"
            className="quiet"
            lang={chinese ? "en" : "zh-CN"}
            onClick={() => setLanguage(chinese ? "en" : "zh-CN")}
          >
            {t("language")}
          </button>
          <Person />
        </div>
      </header>
      <Navigation />
      {mode === "care" && <CareBar />}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <p>{t("foot.hotline")}</p>
        <p>
          <Link to="/ratings">{t("foot.ratings")}</Link>
        </p>
      </footer>
    </>
  );
}
