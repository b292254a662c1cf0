import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isStaff, type Session } from "../sign-in/session.ts";

export type NavLink = {
  to: string;
  text: string;
  /** Below which its further pages are, where not below its own address. */
  also?: string;
  /** What stands beside it. */
  beside?: ReactNode;
};

type Props = { role: Session["role"]; show: (links: NavLink[]) => ReactNode };

/** Where those of the office go; loaded for them alone. */
export function StaffPlaces({ role, show }: Props) {
  const { t } = useTranslation();
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
    { to: "/staff/consultations", text: t("nav.questions") },
    { to: "/staff/policies", text: t("nav.policies") },
    { to: "/staff/payments", text: t("nav.payments") },
    ...(role === "supervisor"
      ? [
          { to: "/staff/reviews/ratings", text: t("nav.reviews"), also: "/staff/reviews" },
          { to: "/staff/numbers", text: t("nav.numbers") },
          searches,
        ]
      : []),
    { to: "/staff/services", text: t("nav.services") },
    { to: "/staff/commitments", text: t("nav.commitments") },
    { to: "/staff/archives", text: t("nav.archives") },
    ...(role === "clerk" ? [] : [{ to: "/staff/licences", text: t("nav.licenceDesk") }]),
  ];
  /** Who keeps, guards and audits the platform, each apart. */
  const apart: Record<string, NavLink[]> = {
    admin: [
      { to: "/staff/catalogue", text: t("nav.catalogue") },
      { to: "/staff/words", text: t("nav.words") },
    ],
    securityAdmin: [searches],
    auditor: [searches, { to: "/staff/accesses", text: t("nav.accesses") }],
  };
  const links: NavLink[] = [
    ...(isStaff(role) ? office : (apart[role] ?? [])),
    ...(role === "clerk" || role === "reviewer" ? [] : [{ to: "/staff/people", text: t("nav.people") }]),
    ...(isStaff(role) || role === "admin" ? [{ to: "/staff/devices", text: t("nav.devices") }] : []),
    { to: "/items", text: t("nav.items") },
  ];
  return show(links);
}
