import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Role } from "#shared/kernel/http/contract.ts";
import { Written } from "../shared/written.tsx";
import { homeOf, isStaff, useSession } from "./session.ts";
import { SignInButton } from "./sign-in-button.tsx";

/** Who a page is for. People who are not signed in are asked to; others see that it is not theirs. */
export type Audience =
  | "anybody"
  | "citizen"
  | "applicant"
  /** Who works on cases. */
  | "staff"
  | "clerk"
  | "supervisor"
  | "admin"
  | "auditor"
  /** Who watches over searches for people. */
  | "watch"
  /** Everybody of the office, whoever keeps its catalogue and devices too. */
  | "desk"
  /** Everybody who is in the directory. */
  | "office";

const admits: Record<Audience, (role: Role) => boolean> = {
  anybody: () => true,
  applicant: (role) => role === "citizen" || role === "clerk",
  citizen: (role) => role === "citizen",
  clerk: (role) => role === "clerk",
  supervisor: (role) => role === "supervisor",
  admin: (role) => role === "admin",
  auditor: (role) => role === "auditor",
  watch: (role) => role === "supervisor" || role === "securityAdmin" || role === "auditor",
  staff: isStaff,
  desk: (role) => isStaff(role) || role === "admin",
  office: (role) => role !== "citizen",
};

/** What a page shows to people it is not for. The API refuses them anyway; this only says so sooner. */
export function RequireAudience({ audience, children }: { audience: Audience; children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSession();
  if (audience === "anybody") return children;
  if (!session)
    return (
      <section className="panel narrow">
        <h1>{t("signIn.title")}</h1>
        <p>{t("signIn.why")}</p>
        <SignInButton />
      </section>
    );
  if (admits[audience](session.role)) return children;
  return (
    <section className="panel narrow">
      <h1>{t("signIn.notYours")}</h1>
      <p>
        <Written text={t("signIn.signedInAs", { name: session.name })} />
      </p>
      <p>
        <Link to={homeOf(session.role)}>{t("notFound.home")}</Link>
      </p>
    </section>
  );
}
