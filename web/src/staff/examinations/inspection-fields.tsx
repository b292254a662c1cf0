import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../kit/colleagues.ts";
import type { WidgetProps } from "../../kit/form-fields.tsx";
import { ColleaguePicker } from "../../kit/pickers.tsx";
import { useWords } from "../../kit/words.ts";
import type { Upload } from "../../shared/files/upload.ts";
import { UploadField } from "../../shared/files/upload-field.tsx";
import { ChoiceField, Group, TextField } from "../../shared/form/field.tsx";

type Officer = { account: string; cardNumber: string };

/** One list in which each entry is changed by its place. */
const replaced = <One,>(all: readonly One[], at: number, change: Partial<One>): One[] =>
  all.map((one, index) => (index === at ? { ...one, ...change } : one));

/** Two officers or more, each with the number of their card. */
export function OfficersField({ id, value, errors, onChange }: WidgetProps) {
  const { t } = useTranslation();
  const words = useWords();
  const officers = (value ?? []) as Officer[];
  return (
    <Group
      id={id}
      label={words.field("schedule", "officers")}
      hint={t("examination.inspections.officersHint")}
      error={errors.get(id)}
    >
      {officers.map((officer, index) => (
        // An entry is known by its place: nothing is taken out of the middle.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index}>
          <ColleaguePicker
            id={`${id}-${index}-account`}
            label={t("examination.inspections.officer", { number: index + 1 })}
            error={errors.get(`${id}-${index}-account`)}
            value={officer.account}
            onChange={(account) => onChange(replaced(officers, index, { account }))}
          />
          <TextField
            id={`${id}-${index}-cardNumber`}
            label={words.field("schedule", "cardNumber")}
            error={errors.get(`${id}-${index}-cardNumber`)}
            value={officer.cardNumber}
            onChange={(cardNumber) => onChange(replaced(officers, index, { cardNumber }))}
          />
        </div>
      ))}
      {officers.length < 5 && (
        <button type="button" onClick={() => onChange([...officers, { account: "", cardNumber: "" }])}>
          {t("examination.inspections.addOfficer")}
        </button>
      )}
    </Group>
  );
}

/** Who of the officers stands back. */
export function OfficerChoice({
  officers,
  department,
  ...props
}: WidgetProps & { officers: readonly Partial<Officer>[]; department: string }) {
  const nameOf = useNames(department);
  const words = useWords();
  return (
    <ChoiceField
      id={props.id}
      label={words.field("recuse", "account")}
      error={props.errors.get(props.id)}
      value={String(props.value ?? "")}
      onChange={props.onChange}
      options={officers.flatMap(({ account, cardNumber = "" }) =>
        account ? [{ value: account, label: `${nameOf(account)} · ${cardNumber}` }] : [],
      )}
    />
  );
}

/** Photos from the phone's camera and signed sheets: sent at once, attached with the step. */
export function FilesField({ of, id, errors, onChange }: WidgetProps & { of: string }) {
  const words = useWords();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const name = words.field(of, "documents");
  return (
    <Group id={id} label={name} error={errors.get(id)}>
      <UploadField
        id={`${id}-file`}
        name={name}
        uploads={uploads}
        onChange={(change) => {
          const next = change(uploads);
          setUploads(next);
          onChange(next.map(({ documentId }) => documentId));
        }}
      />
    </Group>
  );
}
