import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type NumberFormat, normalForms } from "#shared/kernel/identifiers/normal-forms.ts";
import { Written } from "../written.tsx";
import { writtenLanguage } from "../written-language.ts";

export type Labelled = {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
};
type Control = { id: string; "aria-describedby"?: string; "aria-invalid"?: true; "aria-required"?: true };

const described = ({ id, hint, error }: Labelled): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;

function Notes({ id, hint, error }: Labelled) {
  return (
    <>
      {hint && (
        <p className="hint" id={`${id}-hint`} lang={writtenLanguage(hint)}>
          {hint}
        </p>
      )}
      {error && (
        <p className="wrong" id={`${id}-error`} lang={writtenLanguage(error)}>
          {error}
        </p>
      )}
    </>
  );
}

function Name({ label, required }: Pick<Labelled, "label" | "required">) {
  const { t } = useTranslation();
  return (
    <>
      {label}
      {required === false && <span className="optional">{t("form.optional")}</span>}
    </>
  );
}

/** A label, a hint, what is wrong, and the control that they belong to. */
export function Field({ children, ...labelled }: Labelled & { children: (control: Control) => ReactNode }) {
  const { id, label, error, required } = labelled;
  const describedBy = described(labelled);
  return (
    <div className={error ? "field has-error" : "field"}>
      <label htmlFor={id}>
        <Name label={label} required={required} />
      </label>
      <Notes {...labelled} />
      {children({
        id,
        ...(describedBy && { "aria-describedby": describedBy }),
        ...(error && { "aria-invalid": true }),
        ...(required && { "aria-required": true }),
      })}
    </div>
  );
}

/** Several controls under one question. */
export function Group({ children, ...labelled }: Labelled & { children: ReactNode }) {
  const { id, label, error, required } = labelled;
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={error ? "field has-error" : "field"}
      aria-describedby={described(labelled)}
    >
      <legend>
        <Name label={label} required={required} />
      </legend>
      <Notes {...labelled} />
      {children}
    </fieldset>
  );
}

type TextProps = Labelled & {
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "tel" | "date" | "password";
  inputMode?: "text" | "numeric" | "decimal" | "tel";
  autoComplete?: string;
  /** Bounds what is typed; a number of a format is not cut, because it may be pasted with more around it. */
  maxLength?: number | undefined;
  /** A number that is put in order when the field is left, which is said beneath it. */
  format?: NumberFormat | undefined;
  lines?: number;
};

export function TextField({
  value,
  onChange,
  type = "text",
  inputMode,
  autoComplete,
  maxLength,
  format,
  lines,
  ...labelled
}: TextProps) {
  const { t } = useTranslation();
  const [tidied, setTidied] = useState<string>();
  const tidy = (): void => {
    const normal = format && normalForms[format](value);
    if (normal === undefined || normal === value) return;
    setTidied(normal);
    onChange(normal);
  };
  const hint = tidied !== undefined && tidied === value ? t("form.tidied", { value }) : labelled.hint;
  return (
    <Field {...labelled} hint={hint}>
      {(control) =>
        lines ? (
          <textarea
            {...control}
            rows={lines}
            value={value}
            maxLength={maxLength}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...control}
            type={type}
            value={value}
            inputMode={inputMode}
            autoComplete={autoComplete ?? "off"}
            maxLength={format ? undefined : maxLength}
            onBlur={tidy}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}

export type Option = { value: string; label: string; hint?: string | undefined };
type ChoiceProps = Labelled & { value: string; onChange: (value: string) => void; options: Option[] };

/** Few options are there to be seen; of many, one is picked from a list. */
export function ChoiceField({ value, onChange, options, ...labelled }: ChoiceProps) {
  const { t } = useTranslation();
  if (options.length > 6)
    return (
      <Field {...labelled}>
        {(control) => (
          <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="">{t("form.choose")}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value} lang={writtenLanguage(option.label)}>
                {option.label}
              </option>
            ))}
          </select>
        )}
      </Field>
    );
  return (
    <Group {...labelled}>
      {options.map((option) => (
        <label className="choice" key={option.value}>
          <input
            type="radio"
            name={labelled.id}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            <Written text={option.label} />
            {option.hint && <span className="hint">{option.hint}</span>}
          </span>
        </label>
      ))}
    </Group>
  );
}

type CheckProps = Labelled & { checked: boolean; onChange: (checked: boolean) => void };

export function CheckField({ checked, onChange, ...labelled }: CheckProps) {
  const { id, label, error } = labelled;
  return (
    <div className={error ? "field has-error" : "field"}>
      <Notes {...labelled} />
      <label className="choice">
        <input
          type="checkbox"
          id={id}
          checked={checked}
          aria-describedby={described(labelled)}
          aria-invalid={error ? true : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}
