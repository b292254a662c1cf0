import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { TextField } from "../shared/form/field.tsx";
import { Form } from "../shared/form/form.tsx";

/**
 * The id in what stands on a licence: the third of the parts after its root (证照标识, GB/T 36904-2018), or the id
 * itself. The API says what is wrong with another text.
 */
export const licenceIdIn = (typed: string): string => {
  const text = typed.trim().toUpperCase();
  const parts = text.split(".");
  return parts.length === 10 ? (parts[7] ?? text) : text;
};

/** A licence is found by what stands on it: nobody lists other people's licences. */
export default function FindLicence() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const [, navigate] = useLocation();
  const find = (): void => {
    const id = licenceIdIn(typed);
    setEmpty(id === "");
    if (id !== "") navigate(`/staff/licences/${encodeURIComponent(id)}`);
  };
  return (
    <>
      <h1>{t("office.licences.title")}</h1>
      <p>{t("office.licences.intro")}</p>
      <Form onSend={find}>
        <TextField
          id="identifier"
          label={t("office.licences.identifier")}
          hint={t("office.licences.identifierHint")}
          error={isEmpty ? t("office.licences.empty") : undefined}
          required
          value={typed}
          onChange={setTyped}
        />
        <button type="submit">{t("office.licences.find")}</button>
      </Form>
    </>
  );
}
