import { useTranslation } from "react-i18next";
import { ItemPicker } from "../../kit/pickers.tsx";
import { ChoiceField, Group, TextField } from "../../shared/form/field.tsx";
import type { ConditionDraft } from "./draft.ts";
import type { ItemField } from "./item-fields.ts";

const facts = ["age", "entity", "area", "granted", "notGranted", "answer"] as const;
const entities = [
  "naturalPerson",
  "enterprise",
  "institution",
  "socialOrganisation",
  "governmentOrgan",
  "otherOrganisation",
] as const;

type Props = {
  id: string;
  of: ConditionDraft;
  fieldsOf: (itemCode: string) => ItemField[];
  onChange: (changes: Partial<ConditionDraft>) => void;
};

/** One condition: what it looks at, and what it is compared with. */
export function ConditionFields({ id, of, fieldsOf, onChange }: Props) {
  const { t } = useTranslation();
  const { fact, itemCode, field, atLeast, atMost, oneOf, is, basis } = of;
  const ofItem = fact === "granted" || fact === "notGranted" || fact === "answer";
  const fields = ofItem ? fieldsOf(itemCode) : [];
  const chosen = fact === "answer" ? fields.find(({ name }) => name === field) : undefined;
  const bounds = fact === "age" || chosen?.kind === "number" || chosen?.kind === "day";
  const unit = fact === "age" ? "age" : chosen?.kind === "day" ? "day" : "number";
  const several =
    fact === "entity"
      ? entities.map((value) => ({ value, label: t(`policy.entity.${value}`) }))
      : (chosen?.choices ?? []);
  return (
    <>
      <ChoiceField
        id={`${id}-fact`}
        label={t("policy.fact.label")}
        value={fact}
        options={facts.map((value) => ({ value, label: t(`policy.fact.${value}`) }))}
        onChange={(value) => onChange({ fact: value as ConditionDraft["fact"], oneOf: [], field: "" })}
      />
      {ofItem && (
        <ItemPicker
          id={`${id}-itemCode`}
          label={t("policy.item")}
          value={itemCode}
          onChange={(value) => onChange({ itemCode: value, field: "", oneOf: [] })}
        />
      )}
      {fact === "answer" && (
        <FieldPicker
          id={`${id}-field`}
          label={t("policy.field")}
          fields={fields.filter(({ kind }) => kind !== "other")}
          value={field}
          onChange={(value) => onChange({ field: value, oneOf: [], is: "" })}
        />
      )}
      {bounds && (
        <>
          <TextField
            id={`${id}-atLeast`}
            label={t(`policy.least.${unit}`)}
            inputMode="decimal"
            value={atLeast}
            onChange={(value) => onChange({ atLeast: value })}
          />
          <TextField
            id={`${id}-atMost`}
            label={t(`policy.most.${unit}`)}
            inputMode="decimal"
            value={atMost}
            onChange={(value) => onChange({ atMost: value })}
          />
        </>
      )}
      {fact === "granted" && (
        <TextField
          id={`${id}-withinDays`}
          label={t("policy.withinDays")}
          inputMode="numeric"
          value={atMost}
          onChange={(value) => onChange({ atMost: value })}
        />
      )}
      {several.length > 0 && (
        <Group id={`${id}-oneOf`} label={t("policy.oneOf")}>
          {several.map(({ value, label }) => (
            <label className="choice" key={value}>
              <input
                type="checkbox"
                checked={oneOf.includes(value)}
                onChange={(event) =>
                  onChange({
                    oneOf: event.target.checked ? [...oneOf, value] : oneOf.filter((one) => one !== value),
                  })
                }
              />
              <span>{label}</span>
            </label>
          ))}
        </Group>
      )}
      {fact === "area" && (
        <TextField
          id={`${id}-oneOf`}
          label={t("policy.areas")}
          value={oneOf.join(" ")}
          onChange={(value) => onChange({ oneOf: value.split(/[\s、,，]+/).filter(Boolean) })}
        />
      )}
      {chosen?.kind === "yesNo" && (
        <ChoiceField
          id={`${id}-is`}
          label={chosen.label}
          value={is}
          options={[
            { value: "true", label: t("form.yes") },
            { value: "false", label: t("form.no") },
          ]}
          onChange={(value) => onChange({ is: value })}
        />
      )}
      {ofItem && (
        <TextField
          id={`${id}-basis`}
          label={t("policy.sensitiveBasis")}
          hint={t("policy.sensitiveBasisHint")}
          required={false}
          maxLength={200}
          value={basis}
          onChange={(value) => onChange({ basis: value })}
        />
      )}
    </>
  );
}

/** A field of an item's form, by its title. */
export function FieldPicker({
  fields,
  value,
  onChange,
  ...labelled
}: {
  id: string;
  label: string;
  fields: readonly ItemField[];
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="field">
      <label htmlFor={labelled.id}>{labelled.label}</label>
      <select id={labelled.id} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t("form.choose")}</option>
        {fields.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
