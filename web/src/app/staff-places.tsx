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
  const searches = { to: "/staff/searches", text: t("place.searches") };
  const office: NavLink[] = [
    { to: "/staff", text: t("nav.worklist"), also: "/staff/cases" },
    ...(role === "clerk"
      ? [
          { to: "/staff/window", text: t("place.window") },
          { to: "/staff/representations", text: t("place.guardianships") },
        ]
      : []),
    { to: "/staff/inspections", text: t("place.examinations") },
    { to: "/staff/rectifications", text: t("place.orders") },
    { to: "/staff/consultations", text: t("place.questions") },
    { to: "/staff/policies", text: t("place.policies") },
    { to: "/staff/payments", text: t("nav.payments") },
    ...(role === "supervisor"
      ? [
          { to: "/staff/reviews/ratings", text: t("place.reviews"), also: "/staff/reviews" },
          { to: "/staff/numbers", text: t("place.numbers") },
          searches,
        ]
      : []),
    { to: "/staff/services", text: t("place.services") },
    { to: "/staff/commitments", text: t("place.commitments") },
    { to: "/staff/archives", text: t("place.archives") },
    ...(role === "clerk" ? [] : [{ to: "/staff/licences", text: t("place.licenceDesk") }]),
  ];
  /** Who keeps, guards and audits the platform, each apart. */
  const apart: Record<string, NavLink[]> = {
    admin: [
      { to: "/staff/catalogue", text: t("place.catalogue") },
      { to: "/staff/words", text: t("place.words") },
    ],
    securityAdmin: [searches],
    auditor: [searches, { to: "/staff/accesses", text: t("place.accesses") }],
  };
  const links: NavLink[] = [
    ...(isStaff(role) ? office : (apart[role] ?? [])),
    ...(role === "clerk" || role === "reviewer" ? [] : [{ to: "/staff/people", text: t("place.people") }]),
    ...(isStaff(role) || role === "admin" ? [{ to: "/staff/devices", text: t("place.devices") }] : []),
    { to: "/items", text: t("nav.items") },
  ];
  return show(links);
}
