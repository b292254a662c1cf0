import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { Inactivity } from "../sign-in/inactivity-later.ts";
import { endedAt, homeOf, useSession } from "../sign-in/session.ts";
import { CareBar } from "./care-bar.tsx";
import { Person } from "./person.tsx";
import { usePreference } from "./preferences.ts";
import type { NavLink } from "./staff-places.tsx";
import { changeWords, loadTexts } from "./texts.ts";

const isWithin = (path: string, { to, also = to }: NavLink): boolean =>
  also !== "/" && path.startsWith(`${also}/`);

/** The main places, and which of them this page belongs to. */
function Places({ links }: { links: NavLink[] }) {
  const { t } = useTranslation();
  const [path] = useLocation();
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
            </Link>{" "}
            <Suspense fallback={null}>{link.beside}</Suspense>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const StaffPlaces = lazy(async () => {
  const [{ StaffPlaces: loaded }] = await Promise.all([import("./staff-places.tsx"), loadTexts(["place"])]);
  return { default: loaded };
});

const Unread = lazy(() => import("../citizen/messages/unread.tsx"));

function Navigation() {
  const { t } = useTranslation();
  const session = useSession();
  const role = session?.role ?? "citizen";
  if (role !== "citizen")
    return (
      <Suspense fallback={<nav className="places" aria-label={t("nav.label")} />}>
        <StaffPlaces role={role} show={(links) => <Places links={links} />} />
      </Suspense>
    );
  const links = [
    { to: "/", text: t("nav.home") },
    { to: "/cases", text: t("nav.cases") },
    { to: "/licences", text: t("nav.licences") },
    { to: "/messages", text: t("nav.messages"), ...(session && { beside: <Unread /> }) },
    { to: "/notices", text: t("nav.notices") },
    { to: "/help", text: t("nav.help") },
  ];
  return <Places links={links} />;
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
      {(session || endedAt.place()) && (
        <Suspense fallback={null}>
          <Inactivity />
        </Suspense>
      )}
    </>
  );
}
