import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { mayLiveOnOwnEarnings } from "#shared/kernel/people/age.ts";
import { dayFromToday } from "../../shared/dates.ts";
import { CheckField } from "../../shared/form/field.tsx";
import { useSession } from "../../sign-in/session.ts";

/** What somebody of 16 or 17 declares to act by themselves (民法典 Art. 18(2)): its field, and what is sent of it. */
export function useOwnEarnings(id: string): { field: ReactNode; declared: { ownEarnings?: true } } {
  const { t } = useTranslation();
  const identity = useSession()?.identity;
  const [declares, setDeclares] = useState(false);
  if (identity?.idType !== "residentId" || !mayLiveOnOwnEarnings(dayFromToday(0), identity.idNumber))
    return { field: null, declared: {} };
  return {
    field: (
      <CheckField
        id={`${id}-ownEarnings`}
        label={t("representation.ownEarnings")}
        hint={t("representation.ownEarningsHint")}
        checked={declares}
        onChange={setDeclares}
      />
    ),
    declared: declares ? { ownEarnings: true } : {},
  };
}
