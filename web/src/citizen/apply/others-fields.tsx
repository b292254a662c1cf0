import { useTranslation } from "react-i18next";
import type { ApplyingTogether } from "#shared/catalogue/item-parties.ts";
import { CheckField, ChoiceField } from "../../shared/form/field.tsx";
import { useText } from "../../shared/use-read.ts";
import { emptyOther, type OtherParty } from "./application.ts";
import { PartyFields } from "./party-fields.tsx";
import type { StepProps } from "./step-props.ts";

type Props = StepProps & { together: ApplyingTogether };

/** Who else applies, where the law wants several to apply together (共同申请). */
export function OthersFields({ item, together, application, errors, change }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const { role, others, assistance } = application;
  const hasRoles = together.roles.length > 1;
  const options = together.roles.map((one) => ({ value: one.role, label: text(one.name) }));
  const most = together.roles.reduce((sum, { atMost }) => sum + atMost, 0) - 1;
  const set = (place: number, changed: Partial<OtherParty>): void =>
    change({ others: others.map((other, index) => (index === place ? { ...other, ...changed } : other)) });
  return (
    <section id="parties" tabIndex={-1} aria-labelledby="parties-title">
      <h2 id="parties-title">{t("apply.part.parties")}</h2>
      <p className="hint">
        {t(assistance ? "laterSteps.togetherAtWindow" : "laterSteps.together", {
          count: together.confirmWithin.days,
        })}
      </p>
      <p className="facts">{together.basis}</p>
      {errors.get("parties") && <p className="wrong">{errors.get("parties")}</p>}
      {hasRoles && (
        <ChoiceField
          id="applicantRole"
          label={t("apply.applicantRole")}
          value={role}
          options={options}
          error={errors.get("applicantRole")}
          onChange={(chosen) => change({ role: chosen })}
        />
      )}
      {others.map((other, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place is what names it
        <fieldset key={place} className="card">
          <legend>{t("apply.other", { number: place + 1 })}</legend>
          {hasRoles && (
            <ChoiceField
              id={`parties-${place}-role`}
              label={t("laterSteps.role")}
              value={other.role}
              options={options}
              error={errors.get(`parties-${place}-role`)}
              onChange={(chosen) => set(place, { role: chosen })}
            />
          )}
          <PartyFields
            id={`parties-${place}`}
            party={other}
            errors={errors}
            onChange={(party) => set(place, party)}
          />
          {assistance && (
            <CheckField
              id={`parties-${place}-present`}
              label={t("laterSteps.present")}
              checked={other.present}
              error={errors.get(`parties-${place}-present`)}
              onChange={(present) => set(place, { present })}
            />
          )}
          <button
            type="button"
            className="quiet"
            onClick={() => change({ others: others.filter((_, index) => index !== place) })}
          >
            {t("laterSteps.removeOther", { number: place + 1 })}
          </button>
        </fieldset>
      ))}
      {others.length < most && (
        <button type="button" onClick={() => change({ others: [...others, emptyOther(item)] })}>
          {t("laterSteps.addOther")}
        </button>
      )}
    </section>
  );
}
