import { useTranslation } from "react-i18next";
import type { Case, Item } from "../shared/api-types.ts";
import { useText } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";

type Props = { of: Pick<Case, "applicant" | "applicantRole" | "parties" | "state">; item: Item };

/** Who applies together (共同申请), masked, and whose confirmation is missing. */
export function Together({ of: { applicant, applicantRole, parties, state }, item }: Props) {
  const { t } = useTranslation();
  const text = useText();
  if (!parties || !applicant) return null;
  const waits = state === "awaitingParties";
  const roleName = (role: string | undefined): string => {
    const found = item.parties?.roles.find((one) => one.role === role);
    return found ? text(found.name) : "";
  };
  const people = [
    { ...applicant, role: applicantRole, confirmed: true, wantsWithdrawal: undefined },
    ...parties,
  ];
  return (
    <section className="card" aria-labelledby="together">
      <h2 id="together">{t("case.together")}</h2>
      {waits && <p>{t("case.waitsFor", { count: parties.filter(({ confirmed }) => !confirmed).length })}</p>}
      <ul className="plain">
        {people.map(({ name, idNumber, role, confirmed, wantsWithdrawal }) => (
          <li key={idNumber + name} className="upload">
            <span>
              <Written text={name} />
              <span className="facts">
                {roleName(role)} · {idNumber}
              </span>
            </span>
            <span className={confirmed ? "tag good" : "tag warn"}>
              {t(
                wantsWithdrawal
                  ? "case.asksToWithdraw"
                  : confirmed
                    ? "case.hasConfirmed"
                    : "case.hasNotConfirmed",
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
