import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { mayLiveOnOwnEarnings } from "#shared/kernel/people/age.ts";
import { dayFromToday } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { UploadField } from "../../shared/files/upload-field.tsx";
import { CheckField, ChoiceField, TextField } from "../../shared/form/field.tsx";
import { useSession } from "../../sign-in/session.ts";
import { useActing } from "../acting-for.tsx";
import { asksForOthers, emptyParty } from "./application.ts";
import { OthersFields } from "./others-fields.tsx";
import { PartyFields, type PartyProps, useLabelled } from "./party-fields.tsx";
import type { StepProps } from "./step-props.ts";

/** Who signed in, as their identity was verified; only how to reach them is asked. */
function OwnFields(props: PartyProps) {
  const { t } = useTranslation();
  const identity = useSession()?.identity;
  const labelled = useLabelled(props);
  return (
    <>
      {identity ? (
        <>
          <Facts
            rows={[
              [t("apply.name"), identity.name],
              [t(`laterSteps.idTypes.${identity.idType}`), identity.idNumber],
            ]}
          />
          <p className="hint">{t("laterSteps.verified")}</p>
        </>
      ) : (
        <p className="problem">{t("laterSteps.notVerified")}</p>
      )}
      <TextField
        {...labelled("phone")}
        type="tel"
        format="mobile-phone"
        hint={t("laterSteps.phoneHint")}
        autoComplete="tel-national"
        onChange={(phone) => props.onChange({ ...props.party, phone })}
      />
    </>
  );
}

type ForWhomProps = { value: string; error: string | undefined; onChange: (value: string) => void };

/** In one's own name, or for whoever one acts for. */
function ForWhom({ value, error, onChange }: ForWhomProps) {
  const { t } = useTranslation();
  const acting = useActing();
  return (
    <>
      {(acting.length > 0 || error) && (
        <ChoiceField
          id="onBehalfOf-representationId"
          label={t("laterSteps.forWhom")}
          value={value}
          error={error}
          options={[
            { value: "", label: t("laterSteps.forMyself") },
            ...acting.map(({ representationId, principal }) => ({
              value: representationId,
              label: principal.name,
            })),
          ]}
          onChange={onChange}
        />
      )}
      <p className="hint">
        <Link to="/representations">{t("laterSteps.representations")}</Link>
      </p>
    </>
  );
}

/** What somebody of 16 or 17 declares to apply by themselves (民法典 Art. 18(2)). */
function OwnEarnings({ application, change }: Pick<StepProps, "application" | "change">) {
  const { t } = useTranslation();
  const identity = useSession()?.identity;
  const { assistance, applicant, onBehalfOf, ownEarnings } = application;
  const who = assistance ? applicant : identity;
  const isAsked =
    !onBehalfOf &&
    who?.idType === "residentId" &&
    who.idNumber.length === 18 &&
    mayLiveOnOwnEarnings(dayFromToday(0), who.idNumber);
  if (!isAsked) return null;
  return (
    <CheckField
      id="applicant-ownEarnings"
      label={t("laterSteps.ownEarnings")}
      hint={t("laterSteps.ownEarningsHint")}
      checked={ownEarnings ?? false}
      onChange={(declared) => change({ ownEarnings: declared })}
    />
  );
}

/** Who applies, and who does it for them. */
export function PeopleStep({ item, application, errors, change }: StepProps) {
  const { t } = useTranslation();
  const { applicant, agent, assistance } = application;
  const byProxy = assistance?.kind === "byProxy";
  const asksForCodes =
    [applicant, agent].some((party) => party?.idType === "uscc") ||
    JSON.stringify(item.form).includes('"uscc"');
  const Fields = assistance ? PartyFields : OwnFields;
  return (
    <>
      {assistance && (
        <ChoiceField
          id="assistance-kind"
          label={t("laterSteps.assistance")}
          value={assistance.kind}
          options={(["helped", "byProxy"] as const).map((value) => ({
            value,
            label: t(`laterSteps.assistanceKinds.${value}`),
          }))}
          onChange={(kind) =>
            change({
              assistance: { ...assistance, kind: kind as "helped" | "byProxy" },
              agent: kind === "byProxy" ? (agent ?? emptyParty()) : null,
            })
          }
        />
      )}
      {!assistance && (
        <ForWhom
          value={application.onBehalfOf}
          error={errors.get("onBehalfOf-representationId") ?? errors.get("applicant")}
          onChange={(onBehalfOf) => change({ onBehalfOf })}
        />
      )}
      <h2>{t(application.onBehalfOf ? "apply.part.agent" : "apply.part.applicant")}</h2>
      <Fields
        id="applicant"
        party={applicant}
        errors={errors}
        onChange={(party) => change({ applicant: party })}
      />
      <OwnEarnings application={application} change={change} />
      {assistance && agent && (
        <>
          <h2>{t("apply.part.agent")}</h2>
          <PartyFields
            id="agent"
            party={agent}
            errors={errors}
            onChange={(party) => change({ agent: party })}
          />
        </>
      )}
      {assistance && asksForCodes && (
        <TextField
          id="assistance-codeReason"
          label={t("laterSteps.codeReason")}
          hint={t("laterSteps.codeReasonHint")}
          error={errors.get("assistance-codeReason")}
          maxLength={200}
          value={assistance.codeReason ?? ""}
          onChange={(codeReason) => change({ assistance: { ...assistance, codeReason } })}
        />
      )}
      {assistance && byProxy && (
        <section className="card" id="assistance-authority" tabIndex={-1}>
          <h3>{t("laterSteps.authority")}</h3>
          {errors.get("assistance-authority") && (
            <p className="wrong">{errors.get("assistance-authority")}</p>
          )}
          <UploadField
            id="assistance-authority-file"
            name={t("laterSteps.authority")}
            draft={application.draft}
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
      {item.parties && asksForOthers(item, application.answers) && (
        <OthersFields
          item={item}
          together={item.parties}
          application={application}
          errors={errors}
          change={change}
        />
      )}
    </>
  );
}
