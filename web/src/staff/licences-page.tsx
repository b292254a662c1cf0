import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { TextField } from "../shared/form/field.tsx";
import { Form } from "../shared/form/form.tsx";
import { licenceIdIn } from "./licence-id.ts";

/** A licence is found by what is on it: nobody lists other people's licences. */
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
