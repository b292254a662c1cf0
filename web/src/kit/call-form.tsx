import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Form } from "../shared/form/form.tsx";
import { useRefresh } from "../shared/use-action.ts";
import { useText } from "../shared/use-read.ts";
import type { ActionOptions } from "./action-form.tsx";
import { type CallName, callContract } from "./contracts.ts";
import { ErrorSummary, noErrors, type PlacedErrors, placeErrors } from "./error-summary.tsx";
import { bodyOf, fieldsOf, type Values } from "./fields.ts";
import { FormFields } from "./form-fields.tsx";

type Props<Answer> = {
  /** The call as the API names it. */
  name: CallName;
  /** Under which its fields have words of their own; it stands before their ids, too. */
  words: string;
  options?: ActionOptions;
  /** On the button, where the call's own words are too wide. */
  submit?: string;
  /** Not what the page is for. */
  secondary?: boolean;
  /** What is asked for beside the body. */
  children?: ReactNode;
  send: (body: Values) => Promise<Answer>;
  onDone: (answer: Answer) => void;
};

/** The form of a call that makes something new, from its contract. */
export function CallForm<Answer>({
  name,
  words,
  options = {},
  submit,
  secondary = false,
  children,
  send,
  onDone,
}: Props<Answer>) {
  const { t } = useTranslation();
  const text = useText();
  const refresh = useRefresh();
  const { omit = [], fixed = {}, widgets = {}, initial = {} } = options;
  const { label, body } = callContract(name);
  const [values, setValues] = useState<Values>(initial);
  const [wrong, setWrong] = useState<PlacedErrors>(noErrors);
  const fields = fieldsOf(body, { omit: [...omit, ...Object.keys(fixed)], widgets: Object.keys(widgets) });
  const given = { ...bodyOf(fields, values), ...fixed };
  const sending = useMutation({
    mutationFn: () => send(given),
    onSuccess: async (answer) => {
      setValues(initial);
      onDone(answer);
      await refresh();
    },
    onError: (error) => setWrong(placeErrors(error, fields, given, t("failed"))),
  });
  return (
    <Form
      className="call-form"
      onSend={() => {
        setWrong(noErrors);
        sending.mutate();
      }}
    >
      <ErrorSummary of={words} prefix={`${words}-`} wrong={wrong} fields={fields} />
      {children}
      <FormFields
        {...options}
        of={words}
        prefix={`${words}-`}
        fields={fields}
        values={values}
        errors={wrong.atFields}
        onChange={setValues}
      />
      <button type="submit" className={secondary ? "secondary" : ""} disabled={sending.isPending}>
        {submit ?? text(label)}
      </button>
    </Form>
  );
}
