import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Form } from "../shared/form/form.tsx";
import { useText } from "../shared/use-read.ts";
import type { ActionContract } from "./contracts.ts";
import { ErrorSummary, noErrors, type PlacedErrors, placeErrors } from "./error-summary.tsx";
import { bodyOf, fieldsOf, type Values } from "./fields.ts";
import { type FormAdditions, FormFields } from "./form-fields.tsx";
import { PrintNote } from "./print-note.tsx";

/** What a page says about an action's form beside its contract. */
export type ActionOptions = FormAdditions & {
  /** Ids of fields that are not for this page to ask. */
  omit?: readonly string[];
  /** What is sent with it and asks for nothing. */
  fixed?: Values;
  /** What is in the form first. */
  initial?: Values;
  /** Its words go onto an official document. */
  printed?: boolean;
};

export const formOf = (
  { body }: ActionContract,
  { omit = [], widgets = {}, fixed = {} }: ActionOptions = {},
) => fieldsOf(body, { omit: [...omit, ...Object.keys(fixed)], widgets: Object.keys(widgets) });

type Send = (body: Values, refused: (error: unknown) => void) => void;
type Props = {
  action: string;
  contract: ActionContract;
  options: ActionOptions;
  values: Values;
  onChange: (values: Values) => void;
  isSending: boolean;
  /** Conflicts are shown by the panel around it. */
  isConflict: (error: unknown) => boolean;
  onSend: Send;
};

/** What an action asks for, made from its contract, and the button that takes it. */
export function ActionForm(props: Props) {
  const { action, contract, options, values, onChange, isSending, isConflict, onSend } = props;
  const { t } = useTranslation();
  const text = useText();
  const [wrong, setWrong] = useState<PlacedErrors>(noErrors);
  const fields = formOf(contract, options);
  const send = (): void => {
    setWrong(noErrors);
    const body = { ...bodyOf(fields, values), ...options.fixed };
    onSend(body, (error) => {
      if (!isConflict(error)) setWrong(placeErrors(error, fields, body, t("failed")));
    });
  };
  return (
    <Form className="action-form" onSend={send}>
      <h3>{text(contract.label)}</h3>
      {contract.final && <p className="hint">{t("kit.final")}</p>}
      <ErrorSummary of={action} wrong={wrong} fields={fields} />
      <FormFields
        {...options}
        of={action}
        fields={fields}
        values={values}
        errors={wrong.atFields}
        onChange={onChange}
      />
      {options.printed && <PrintNote of={bodyOf(fields, values)} />}
      <button type="submit" disabled={isSending}>
        {t("kit.confirm", { action: text(contract.label) })}
      </button>
    </Form>
  );
}
