import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Errors } from "../shared/form/errors.ts";
import { CheckField, ChoiceField, Group, TextField } from "../shared/form/field.tsx";
import { type Field, fieldsOfRow, idInList, rowsIn, type Values } from "./fields.ts";
import { ColleaguePicker, DepartmentPicker, ItemPicker } from "./pickers.tsx";
import { Templates } from "./templates.tsx";
import { useWords } from "./words.ts";

export type WidgetProps = {
  id: string;
  value: unknown;
  errors: Errors;
  /** What is in the fields beside it. */
  beside: Values;
  onChange: (value: unknown) => void;
};

/** What a page adds to the fields that follow from the contract. */
export type FormAdditions = {
  /** Sentences to begin with, by the id of their field. */
  templates?: Record<string, readonly string[]>;
  /** What a field's value is chosen from in this record, by the field's id without rows; everything the contract has when left out. */
  choices?: Record<string, { value: string; label: string }[]>;
  /** Controls of the page's own, by the id of their field. */
  widgets?: Record<string, (props: WidgetProps) => ReactNode>;
  /** Whose colleagues are chosen from; one's own department's when left out. */
  department?: string | undefined;
};

type Props = FormAdditions & {
  /** The action or call that asks. */
  of: string;
  /** Before the ids of the controls, where two forms are on one page. */
  prefix?: string;
  fields: readonly Field[];
  values: Values;
  errors: Errors;
  onChange: (values: Values) => void;
};

/** The fields of a body, each with its words, its control and what is wrong with it. */
export function FormFields({ fields, values, onChange, ...whole }: Props) {
  return fields.map((field) => (
    <OneField
      key={field.id}
      {...whole}
      field={field}
      value={values[field.name]}
      beside={values}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  ));
}

type OneProps = Omit<Props, "fields" | "values" | "onChange"> & {
  field: Field;
  value: unknown;
  beside: Values;
  onChange: (value: unknown) => void;
};

function OneField({ field, value, beside, onChange, ...whole }: OneProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { of, prefix = "", errors, templates, choices, widgets, department } = whole;
  const { id, name, kind, required, options, maxLength } = field;
  const error = errors.get(id);
  const labelled = { id: `${prefix}${id}`, label: words.field(of, id), required };
  const text = { ...labelled, error, value: String(value ?? ""), onChange };
  // The API lists its own codes here; people are asked to choose.
  const choice = { ...text, error: error && t("kit.chooseOne") };
  const chosenFrom = choices?.[idInList(id)];
  const worded = chosenFrom ?? options.map((option) => ({ value: option, label: words.value(name, option) }));
  switch (kind) {
    case "widget":
      return <>{widgets?.[id]?.({ id, value, errors, beside, onChange })}</>;
    case "group":
      return (
        <Group {...labelled} error={error}>
          <FormFields {...whole} fields={field.fields} values={(value ?? {}) as Values} onChange={onChange} />
        </Group>
      );
    case "rows":
      return (
        <Group {...labelled} error={error}>
          <Rows {...whole} field={field} value={value} onChange={onChange} />
        </Group>
      );
    case "check":
      return <CheckField {...labelled} error={error} checked={value === true} onChange={onChange} />;
    case "several":
      return (
        <Group {...labelled} error={error}>
          {worded.map((option) => {
            const chosen = Array.isArray(value) ? (value as string[]) : [];
            return (
              <CheckField
                key={option.value}
                id={`${prefix}${id}-${option.value}`}
                label={option.label}
                checked={chosen.includes(option.value)}
                onChange={(checked) =>
                  onChange(checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))
                }
              />
            );
          })}
        </Group>
      );
    case "choice":
      return <ChoiceField {...choice} options={worded} />;
    case "colleague":
      return <ColleaguePicker {...text} department={department} />;
    case "department":
      return <DepartmentPicker {...choice} />;
    case "item":
      return <ItemPicker {...text} />;
    case "words":
      return (
        <>
          {templates?.[id] && <Templates sentences={templates[id]} onChoose={onChange} />}
          <TextField {...text} lines={3} maxLength={maxLength} />
        </>
      );
    case "date":
      return <TextField {...text} type="date" hint={t("kit.dateHint")} />;
    case "number":
      return <TextField {...text} inputMode="numeric" />;
    case "text":
      if (chosenFrom) return <ChoiceField {...choice} options={worded} />;
      return <TextField {...text} maxLength={maxLength} />;
  }
}

/** As many times the same fields as there is something to say. */
function Rows({ field, value, onChange, ...whole }: Omit<OneProps, "beside">) {
  const { t } = useTranslation();
  const rows = rowsIn(value);
  return (
    <>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end, and have no other name.
        <div key={index} className="entry">
          <FormFields
            {...whole}
            fields={fieldsOfRow(field, index)}
            values={row}
            onChange={(changed) => onChange(rows.map((one, at) => (at === index ? changed : one)))}
          />
          {rows.length > 1 && (
            <button type="button" onClick={() => onChange(rows.toSpliced(index, 1))}>
              {t("form.remove", { number: index + 1 })}
            </button>
          )}
        </div>
      ))}
      <button type="button" onClick={() => onChange([...rows, {}])}>
        {t("form.add")}
      </button>
    </>
  );
}
