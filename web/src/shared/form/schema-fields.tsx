import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answersAskedFor } from "#shared/catalogue/form-conditions.ts";
import { isNumberFormat } from "#shared/kernel/identifiers/normal-forms.ts";
import type { Errors } from "./errors.ts";
import { CheckField, ChoiceField, Group, type Labelled, TextField } from "./field.tsx";
import { numberOrText } from "./numbers.ts";
import { type Answers, askedFields, type FormSchema, optionsIn, resolved, titleIn } from "./schema.ts";

type Whole = { root: FormSchema; errors: Errors };
type FieldProps = Whole & {
  id: string;
  schema: FormSchema;
  required: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
};

/** The fields of an item's form (JSON Schema 2020-12), or those of one step of it. Ids are pointers: `answers-shopName`. */
export function SchemaFields({
  id,
  schema,
  names,
  value,
  onChange,
  ...whole
}: Whole & {
  id: string;
  schema: FormSchema;
  names?: readonly string[] | undefined;
  value: Answers;
  onChange: (value: Answers) => void;
}) {
  const change = (name: string, next: unknown): void => {
    const { [name]: _before, ...others } = value;
    onChange(answersAskedFor(schema, next === undefined ? others : { ...others, [name]: next }));
  };
  return askedFields(schema, value)
    .filter(({ name }) => !names || names.includes(name))
    .map(({ name, field, required }) => (
      <SchemaField
        {...whole}
        key={name}
        id={`${id}-${name}`}
        schema={resolved(field, whole.root)}
        required={required}
        value={value[name]}
        onChange={(next) => change(name, next)}
      />
    ));
}

const labelledBy = (
  { id, schema, required, errors }: Pick<FieldProps, "id" | "schema" | "required" | "errors">,
  language: string,
): Labelled => ({
  id,
  label: titleIn(schema, language),
  hint: schema.description,
  error: errors.get(id),
  required,
});

type NumberProps = Labelled & { whole: boolean; value: string; onChange: (value: unknown) => void };

/** What is typed stays as it is typed ("12." on the way to "12.5"); the answer is the number it stands for. */
function NumberField({ whole, value, onChange, ...labelled }: NumberProps) {
  const [typed, setTyped] = useState(value);
  const change = (next: string): void => {
    setTyped(next);
    onChange(numberOrText(next));
  };
  return (
    <TextField {...labelled} value={typed} inputMode={whole ? "numeric" : "decimal"} onChange={change} />
  );
}

function SchemaField({ id, schema, required, value, onChange, ...whole }: FieldProps) {
  const { t, i18n } = useTranslation();
  const { root, errors } = whole;
  const labelled = labelledBy({ id, schema, required, errors }, i18n.language);
  const text = value === undefined ? "" : String(value);
  switch (schema.type) {
    case "boolean":
      return (
        <ChoiceField
          {...labelled}
          value={text}
          options={[
            { value: "true", label: t("form.yes") },
            { value: "false", label: t("form.no") },
          ]}
          onChange={(next) => onChange(next === "true")}
        />
      );
    case "integer":
    case "number":
      return <NumberField {...labelled} whole={schema.type === "integer"} value={text} onChange={onChange} />;
    case "array":
      return (
        <ListField {...whole} id={id} schema={schema} required={required} value={value} onChange={onChange} />
      );
    case "object":
      return (
        <Group {...labelled}>
          <SchemaFields
            root={root}
            errors={errors}
            id={id}
            schema={schema}
            value={(value ?? {}) as Answers}
            onChange={onChange}
          />
        </Group>
      );
    default:
      break;
  }
  const change = (next: string): void => onChange(next === "" ? undefined : next);
  if (schema.enum)
    return (
      <ChoiceField {...labelled} value={text} options={optionsIn(schema, i18n.language)} onChange={change} />
    );
  const format = isNumberFormat(schema.format) ? schema.format : undefined;
  return (
    <TextField
      {...labelled}
      value={text}
      onChange={change}
      type={schema.format === "date" ? "date" : format === "mobile-phone" ? "tel" : "text"}
      format={format}
      maxLength={schema.maxLength}
      {...((schema.maxLength ?? 0) > 200 && { lines: 5 })}
    />
  );
}

/** Several of given options, or entries that are added one by one. */
function ListField({ id, schema, required, value, onChange, root, errors }: FieldProps) {
  const { t, i18n } = useTranslation();
  const entries = Array.isArray(value) ? (value as unknown[]) : [];
  const items = resolved((schema.items ?? {}) as FormSchema, root);
  const labelled = labelledBy({ id, schema, required, errors }, i18n.language);
  if (items.enum)
    return (
      <Group {...labelled}>
        {optionsIn(items, i18n.language).map((option) => (
          <CheckField
            key={option.value}
            id={`${id}-${option.value}`}
            label={option.label}
            checked={entries.includes(option.value)}
            onChange={(checked) =>
              onChange(
                checked ? [...entries, option.value] : entries.filter((entry) => entry !== option.value),
              )
            }
          />
        ))}
      </Group>
    );
  return (
    <Group {...labelled}>
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other name than their place
        <div className="entry" key={index}>
          <SchemaField
            root={root}
            errors={errors}
            id={`${id}-${index}`}
            schema={
              items.title
                ? items
                : {
                    ...items,
                    title: `${labelled.label} ${index + 1}`,
                    "x-title-en": `${labelled.label} ${index + 1}`,
                  }
            }
            required
            value={entry}
            onChange={(next) => onChange(entries.map((one, at) => (at === index ? next : one)))}
          />
          <button type="button" onClick={() => onChange(entries.filter((_, at) => at !== index))}>
            {t("form.remove", { number: index + 1 })}
          </button>
        </div>
      ))}
      <button type="button" onClick={() => onChange([...entries, items.type === "object" ? {} : ""])}>
        {t("form.add")}
      </button>
    </Group>
  );
}
