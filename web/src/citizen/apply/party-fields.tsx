import { useTranslation } from "react-i18next";
import type { Errors } from "../../shared/form/errors.ts";
import { ChoiceField, TextField } from "../../shared/form/field.tsx";
import type { Party } from "./application.ts";

export type PartyProps = {
  id: string;
  party: Party;
  errors: Errors;
  onChange: (party: Party) => void;
};

export const useLabelled = ({ id, party, errors }: PartyProps) => {
  const { t } = useTranslation();
  return (field: keyof Party) => ({
    id: `${id}-${field}`,
    label: t(`apply.${field}`),
    error: errors.get(`${id}-${field}`),
    required: true,
    value: party[field],
  });
};

/** Somebody else, as their documents say. */
export function PartyFields(props: PartyProps) {
  const { party, onChange } = props;
  const { t } = useTranslation();
  const labelled = useLabelled(props);
  return (
    <>
      <TextField {...labelled("name")} maxLength={100} onChange={(name) => onChange({ ...party, name })} />
      <ChoiceField
        {...labelled("idType")}
        options={(["residentId", "uscc", "passport"] as const).map((value) => ({
          value,
          label: t(`laterSteps.idTypes.${value}`),
        }))}
        onChange={(idType) => onChange({ ...party, idType: idType as Party["idType"] })}
      />
      <TextField
        {...labelled("idNumber")}
        format={party.idType === "uscc" ? "uscc" : "resident-id"}
        onChange={(idNumber) => onChange({ ...party, idNumber })}
      />
      <TextField
        {...labelled("phone")}
        type="tel"
        format="mobile-phone"
        hint={t("laterSteps.phoneHint")}
        onChange={(phone) => onChange({ ...party, phone })}
      />
    </>
  );
}
