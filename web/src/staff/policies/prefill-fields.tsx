import { useTranslation } from "react-i18next";
import { ItemPicker } from "../../kit/pickers.tsx";
import { ChoiceField, Group, TextField } from "../../shared/form/field.tsx";
import { FieldPicker } from "./condition-fields.tsx";
import type { PrefillDraft } from "./draft.ts";
import type { ItemField } from "./item-fields.ts";

const kinds = ["identityName", "identityNumber", "fixed", "answer"] as const;

type Props = {
  id: string;
  of: PrefillDraft;
  /** Of the item that is applied for. */
  fields: readonly ItemField[];
  fieldsOf: (itemCode: string) => ItemField[];
  onChange: (changes: Partial<PrefillDraft>) => void;
  onTakeOut: () => void;
};

/** One field of the application, and where its answer comes from. */
export function PrefillFields({ id, of, fields, fieldsOf, onChange, onTakeOut }: Props) {
  const { t } = useTranslation();
  const chosen = fields.find(({ name }) => name === of.field);
  return (
    <Group id={id} label={t("policy.form.prefill")}>
      <FieldPicker
        id={`${id}-field`}
        label={t("policy.field")}
        fields={fields}
        value={of.field}
        onChange={(field) => onChange({ field, value: "" })}
      />
      <ChoiceField
        id={`${id}-from`}
        label={t("policy.form.from")}
        value={of.kind}
        options={kinds.map((value) => ({ value, label: t(`policy.prefill.${value}`) }))}
        onChange={(kind) => onChange({ kind })}
      />
      {of.kind === "fixed" &&
        (chosen && chosen.choices.length > 0 && chosen.kind === "choice" ? (
          <ChoiceField
            id={`${id}-value`}
            label={t("policy.prefill.fixed")}
            value={of.value}
            options={chosen.choices}
            onChange={(value) => onChange({ value })}
          />
        ) : (
          <TextField
            id={`${id}-value`}
            label={t("policy.prefill.fixed")}
            maxLength={100}
            value={of.value}
            onChange={(value) => onChange({ value })}
          />
        ))}
      {of.kind === "answer" && (
        <>
          <ItemPicker
            id={`${id}-itemCode`}
            label={t("policy.item")}
            value={of.itemCode}
            onChange={(itemCode) => onChange({ itemCode, from: "" })}
          />
          <FieldPicker
            id={`${id}-from-field`}
            label={t("policy.form.fromField")}
            fields={fieldsOf(of.itemCode)}
            value={of.from}
            onChange={(from) => onChange({ from })}
          />
        </>
      )}
      <button type="button" className="quiet" onClick={onTakeOut}>
        {t("policy.form.takeOut", { what: t("policy.form.prefill") })}
      </button>
    </Group>
  );
}
