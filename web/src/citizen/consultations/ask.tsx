import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "wouter";
import type { ConsultationView } from "#shared/consultation/api.ts";
import { DepartmentPicker } from "../../kit/pickers.tsx";
import { useDebounced } from "../../kit/use-settled.ts";
import { ApiProblem, call } from "../../shared/api.ts";
import type { Upload } from "../../shared/files/upload.ts";
import { UploadField } from "../../shared/files/upload-field.tsx";
import { ErrorList } from "../../shared/form/error-list.tsx";
import { errorsById, noErrors } from "../../shared/form/errors.ts";
import { Group, TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { useRefresh } from "../../shared/use-action.ts";
import { Similar } from "./similar.tsx";

/** 我要咨询: about an item, about a case of one's own, or about anything. */
export default function Ask() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [query] = useSearchParams();
  const itemCode = query.get("item") ?? undefined;
  const caseNumber = query.get("case") ?? undefined;
  const [text, setText] = useState("");
  const [department, setDepartment] = useState("");
  const [uploads, setUploads] = useState<Upload[]>([]);
  const refresh = useRefresh();
  const attempt = useRef({ key: crypto.randomUUID(), of: "" });
  const body = {
    text,
    ...(itemCode && { itemCode }),
    ...(caseNumber && { caseNumber }),
    ...(department && { department }),
    files: uploads.map(({ documentId }) => documentId),
  };
  const sending = useMutation({
    mutationFn: () => {
      const of = JSON.stringify(body);
      if (attempt.current.of !== of) attempt.current = { key: crypto.randomUUID(), of };
      return call<ConsultationView>("POST", "/v1/consultations", {
        body,
        headers: { "idempotency-key": attempt.current.key },
      });
    },
    onSuccess: async ({ consultationId }) => {
      await refresh();
      navigate(`/consultations/${consultationId}`);
    },
  });
  const { error } = sending;
  const wrong = error instanceof ApiProblem ? errorsById(error.errors, body) : noErrors;
  const settled = useDebounced(text, 300);
  return (
    <>
      <h1>{t("consultation.ask")}</h1>
      {itemCode && (
        <p>
          {t("consultation.aboutItem")} <ItemName itemCode={itemCode} />
        </p>
      )}
      {caseNumber && (
        <p>
          {t("consultation.aboutCase")} <Link to={`/cases/${caseNumber}`}>{caseNumber}</Link>
        </p>
      )}
      <p className="hint">{t("consultation.askHint")}</p>
      <ErrorList errors={wrong} />
      {error && wrong.size === 0 && <ErrorMessage error={error} />}
      <Form onSend={() => sending.mutate()}>
        {!itemCode && !caseNumber && (
          <DepartmentPicker
            id="department"
            label={t("consultation.department")}
            required
            error={wrong.get("department")}
            value={department}
            onChange={setDepartment}
          />
        )}
        <TextField
          id="text"
          label={t("consultation.text")}
          hint={t("consultation.textHint")}
          required
          error={wrong.get("text")}
          lines={6}
          maxLength={2000}
          value={text}
          onChange={setText}
        />
        <Similar text={settled} itemCode={itemCode} />
        <Group id="files" label={t("consultation.attach")} required={false} error={wrong.get("files")}>
          <UploadField
            id="files-file"
            name={t("consultation.attach")}
            uploads={uploads}
            onChange={(change) => setUploads(change)}
          />
        </Group>
        <button type="submit" className="primary" disabled={sending.isPending}>
          {t("consultation.send")}
        </button>
      </Form>
    </>
  );
}
