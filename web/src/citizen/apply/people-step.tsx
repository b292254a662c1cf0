import { useTranslation } from "react-i18next";
import type { Errors } from "../../shared/form/errors.ts";
import { CheckField, ChoiceField, TextField } from "../../shared/form/field.tsx";
import { UploadField } from "../../shared/papers/upload-field.tsx";
import { emptyParty, type Party } from "./application.ts";
import type { StepProps } from "./step-props.ts";

type PartyProps = {
  id: string;
  party: Party;
  errors: Errors;
  onChange: (party: Party) => void;
  own: boolean;
};

export function PartyFields({ id, party, errors, onChange, own }: PartyProps) {
  const { t } = useTranslation();
  const labelled = (field: keyof Party) => ({
    id: `${id}-${field}`,
    label: t(`apply.${field}`),
    error: errors.get(`${id}-${field}`),
    required: true,
    value: party[field],
  });
  return (
    <>
      <TextField
        {...labelled("name")}
        maxLength={100}
        {...(own && { autoComplete: "name" })}
        onChange={(name) => onChange({ ...party, name })}
      />
      <ChoiceField
        {...labelled("idType")}
        options={(["residentId", "uscc", "passport"] as const).map((value) => ({
          value,
          label: t(`apply.idTypes.${value}`),
        }))}
        onChange={(idType) => onChange({ ...party, idType: idType as Party["idType"] })}
      />
      <TextField
        {...labelled("idNumber")}
        maxLength={32}
        onChange={(idNumber) => onChange({ ...party, idNumber: idNumber.toUpperCase() })}
      />
      <TextField
        {...labelled("phone")}
        type="tel"
        maxLength={11}
        hint={t("apply.phoneHint")}
        {...(own && { autoComplete: "tel-national" })}
        onChange={(phone) => onChange({ ...party, phone })}
      />
    </>
  );
}

/** Who applies, and who does it for them. */
export function PeopleStep({ application, errors, change }: StepProps) {
  const { t } = useTranslation();
  const { applicant, agent, assistance } = application;
  const byProxy = assistance?.kind === "byProxy";
  return (
    <>
      {assistance && (
        <ChoiceField
          id="assistance-kind"
          label={t("apply.assistance")}
          value={assistance.kind}
          options={(["helped", "byProxy"] as const).map((value) => ({
            value,
            label: t(`apply.assistanceKinds.${value}`),
          }))}
          onChange={(kind) =>
            change({
              assistance: { ...assistance, kind: kind as "helped" | "byProxy" },
              agent: kind === "byProxy" ? (agent ?? emptyParty()) : null,
            })
          }
        />
      )}
      <h2>{t("apply.part.applicant")}</h2>
      <PartyFields
        id="applicant"
        own={!assistance}
        party={applicant}
        errors={errors}
        onChange={(party) => change({ applicant: party })}
      />
      {assistance ? (
        <TextField
          id="applicantAccount"
          label={t("apply.account")}
          hint={t("apply.accountHint")}
          required={false}
          value={application.account}
          error={errors.get("applicantAccount")}
          onChange={(account) => change({ account })}
        />
      ) : (
        <CheckField
          id="agent"
          label={t("apply.forSomebody")}
          checked={agent !== null}
          error={errors.get("agent")}
          onChange={(checked) => change({ agent: checked ? emptyParty() : null })}
        />
      )}
      {agent && (
        <>
          <h2>{t("apply.part.agent")}</h2>
          <PartyFields
            id="agent"
            own={false}
            party={agent}
            errors={errors}
            onChange={(party) => change({ agent: party })}
          />
        </>
      )}
      {assistance && byProxy && (
        <section className="card" id="assistance-authority" tabIndex={-1}>
          <h3>{t("apply.authority")}</h3>
          {errors.get("assistance-authority") && (
            <p className="wrong">{errors.get("assistance-authority")}</p>
          )}
          <UploadField
            id="assistance-authority-file"
            name={t("apply.authority")}
            uploads={assistance.authority}
            onChange={(changed) =>
              change((before) =>
                before.assistance
                  ? { assistance: { ...before.assistance, authority: changed(before.assistance.authority) } }
                  : {},
              )
            }
          />
        </section>
      )}
    </>
  );
}
