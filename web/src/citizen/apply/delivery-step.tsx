import { useTranslation } from "react-i18next";
import subdistricts from "#district/subdistricts.json";
import type { Errors } from "../../shared/form/errors.ts";
import { CheckField, ChoiceField, Field, TextField } from "../../shared/form/field.tsx";
import { useText } from "../../shared/use-read.ts";
import type { Address } from "./application.ts";
import type { StepProps } from "./step-props.ts";

type AddressProps = { id: string; address: Address; errors: Errors; onChange: (address: Address) => void };

export function AddressFields({ id, address, errors, onChange }: AddressProps) {
  const { t } = useTranslation();
  const text = useText();
  const labelled = (field: keyof Address) => ({
    id: `${id}-${field}`,
    label: t(`apply.address.${field}`),
    error: errors.get(`${id}-${field}`),
  });
  return (
    <div className="card" id={id} tabIndex={-1}>
      {errors.get(id) && <p className="wrong">{errors.get(id)}</p>}
      <TextField
        {...labelled("recipient")}
        required
        maxLength={50}
        autoComplete="name"
        value={address.recipient}
        onChange={(recipient) => onChange({ ...address, recipient })}
      />
      <TextField
        {...labelled("phone")}
        required
        type="tel"
        format="mobile-phone"
        autoComplete="tel-national"
        value={address.phone}
        onChange={(phone) => onChange({ ...address, phone })}
      />
      <Field {...labelled("areaCode")} required={false}>
        {(control) => (
          <select
            {...control}
            value={address.areaCode}
            onChange={(event) => onChange({ ...address, areaCode: event.target.value })}
          >
            <option value="">{t("apply.address.elsewhere")}</option>
            {subdistricts.map(({ code, name }) => (
              <option key={code} value={code}>
                {text(name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        {...labelled("street")}
        required
        maxLength={200}
        autoComplete="street-address"
        hint={t("apply.address.streetHint")}
        value={address.street}
        onChange={(street) => onChange({ ...address, street })}
      />
    </div>
  );
}

/** How documents come to the office, and how the result comes home. */
export function DeliveryStep({ item, application, errors, change }: StepProps) {
  const { t } = useTranslation();
  const { handIn, receive, applicant } = application;
  // Whoever receives it is most often whoever applies.
  const filled = (address: Address): Address =>
    address.recipient || address.phone
      ? address
      : { ...address, recipient: applicant.name, phone: applicant.phone };
  return (
    <>
      <ChoiceField
        id="handIn-mode"
        label={t("laterSteps.handInMode")}
        error={errors.get("handIn-mode")}
        required
        value={handIn.mode}
        options={item.handIn.map((value) => ({
          value,
          label: t(`laterSteps.handInModes.${value}`),
          hint: t(`laterSteps.handInHints.${value}`),
        }))}
        onChange={(mode) =>
          change({ handIn: { mode: mode as typeof handIn.mode, address: filled(handIn.address) } })
        }
      />
      {handIn.mode === "courier" && (
        <AddressFields
          id="handIn-address"
          address={handIn.address}
          errors={errors}
          onChange={(address) => change({ handIn: { ...handIn, address } })}
        />
      )}
      <ChoiceField
        id="receive-mode"
        label={t("laterSteps.receiveMode")}
        error={errors.get("receive-mode")}
        required
        value={receive.mode}
        options={item.receive.map((value) => ({
          value,
          label: t(`laterSteps.receiveModes.${value}`),
          hint: t(`laterSteps.receiveHints.${value}`),
        }))}
        onChange={(mode) =>
          change({
            receive: { ...receive, mode: mode as typeof receive.mode, address: filled(receive.address) },
          })
        }
      />
      {receive.mode === "courier" && (
        <>
          <AddressFields
            id="receive-address"
            address={receive.address}
            errors={errors}
            onChange={(address) => change({ receive: { ...receive, address, confirmed: false } })}
          />
          <CheckField
            id="receive-confirmed"
            label={t("apply.confirmAddress")}
            error={errors.get("receive-confirmed")}
            checked={receive.confirmed}
            onChange={(confirmed) => change({ receive: { ...receive, confirmed } })}
          />
        </>
      )}
    </>
  );
}
