import { useState } from "react";
import { useTranslation } from "react-i18next";
import { actionLabel } from "../../case/labels.ts";
import type { useAction } from "../../case/use-action.ts";
import { ApiProblem } from "../../shared/api.ts";
import type { Case, Department, Page } from "../../shared/api-types.ts";
import { ErrorList } from "../../shared/form/error-list.tsx";
import { type Errors, errorsById, noErrors } from "../../shared/form/errors.ts";
import { ChoiceField, TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { useRead, useText } from "../../shared/use-read.ts";
import { type ActionField, fieldsOfAction, isAssisted } from "./fields.ts";
import { Templates } from "./templates.tsx";

type Values = Record<string, string>;
type Props = { of: Case; action: string; act: ReturnType<typeof useAction> };

/** What an action asks for, and the button that takes it. */
export function ActionForm({ of, action, act }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<Errors>(noErrors);
  const fields = fieldsOfAction(action);
  const body = {
    ...Object.fromEntries(
      fields.flatMap(({ name, kind }): [string, unknown][] => {
        const value = values[name]?.trim();
        return value ? [[name, kind === "number" ? Number(value) : value]] : [];
      }),
    ),
    ...(isAssisted(action) && { assistance: { kind: "helped" } }),
  };
  const labelOf = (id: string): string | undefined => {
    const field = fields.find(({ name }) => name === id);
    return field && t(`staff.field.${field.name}`);
  };
  const send = (): void => {
    setErrors(noErrors);
    act.mutate(
      { action, body },
      {
        onError: (error) =>
          setErrors(error instanceof ApiProblem ? errorsById(error.errors, body) : noErrors),
      },
    );
  };
  return (
    <Form className="action-form" onSend={send}>
      <h3>{text(actionLabel(action))}</h3>
      <ErrorList errors={errors} label={labelOf} />
      {fields.map((field) => (
        <OneField
          key={field.name}
          of={of}
          field={field}
          value={values[field.name] ?? ""}
          error={errors.get(field.name)}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <button type="submit" disabled={act.isPending}>
        {t("staff.confirm", { action: text(actionLabel(action)) })}
      </button>
    </Form>
  );
}

type FieldProps = {
  of: Case;
  field: ActionField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

function OneField({ field, value, error, onChange }: FieldProps) {
  const { t } = useTranslation();
  const text = useText();
  const departments = useRead<Page<Department>>("/v1/departments", { enabled: field.kind === "department" });
  const labelled = {
    id: field.name,
    label: t(`staff.field.${field.name}`),
    error,
    required: field.required,
    value,
    onChange,
  };
  switch (field.kind) {
    case "choice":
      return (
        <ChoiceField
          {...labelled}
          options={(field.options ?? []).map((one) => ({ value: one, label: t(`staff.suspension.${one}`) }))}
        />
      );
    case "department":
      return (
        <ChoiceField
          {...labelled}
          options={(departments.data?.items ?? []).map(({ code, name }) => ({
            value: code,
            label: text(name),
          }))}
        />
      );
    case "words":
      return (
        <>
          {field.templates && <Templates of={field.templates} onChoose={onChange} />}
          <TextField {...labelled} lines={3} maxLength={1000} />
        </>
      );
    default:
      return <TextField {...labelled} {...(field.kind === "number" && { inputMode: "numeric" as const })} />;
  }
}
