import { useMutation } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type * as z from "zod";
import type { importItems } from "#shared/catalogue/api.ts";
import { ApiProblem, call } from "../shared/api.ts";
import { Field } from "../shared/form/field.tsx";
import { Form } from "../shared/form/form.tsx";
import { ErrorMessage } from "../shared/query-view.tsx";

type Imported = z.output<(typeof importItems)["answers"][200]["schema"]>;

/** A file with one item, a list of them, or what the API takes itself. */
async function itemsIn(file: File): Promise<unknown[]> {
  const content = JSON.parse(await file.text()) as unknown;
  if (Array.isArray(content)) return content;
  const { items } = content as { items?: unknown };
  return Array.isArray(items) ? items : [content];
}

/** 导入事项: what a file says is published, all of it or nothing. */
export default function CataloguePage() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File>();
  const [unreadable, setUnreadable] = useState(false);
  const publish = useMutation({
    mutationFn: (items: unknown[]) => call<Imported>("POST", "/v1/catalogue/imports", { body: { items } }),
  });
  const send = async (): Promise<void> => {
    publish.reset();
    if (!file) return setUnreadable(true);
    const items = await itemsIn(file).catch(() => undefined);
    setUnreadable(items === undefined);
    if (items) publish.mutate(items);
  };
  const wrong = publish.error instanceof ApiProblem ? publish.error.errors : [];
  return (
    <>
      <h1>{t("office.catalogue.title")}</h1>
      <p>{t("office.catalogue.intro")}</p>
      <Form onSend={send}>
        <Field
          id="file"
          label={t("office.catalogue.file")}
          hint={t("office.catalogue.fileHint")}
          error={unreadable ? t("office.catalogue.unreadable") : undefined}
          required
        >
          {(control) => (
            <input
              {...control}
              type="file"
              accept="application/json,.json"
              onChange={(event: ChangeEvent<HTMLInputElement>) => setFile(event.target.files?.[0])}
            />
          )}
        </Field>
        <button type="submit" disabled={publish.isPending}>
          {t("office.catalogue.publish")}
        </button>
      </Form>
      <div role="status">
        {publish.data && (
          <p className="panel good">
            {t("office.catalogue.done", {
              count: publish.data.published,
              unchanged: publish.data.unchanged,
            })}
          </p>
        )}
      </div>
      <ErrorMessage error={publish.error} />
      {wrong.length > 0 && (
        <ul>
          {wrong.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path.replace(/^body\//, "")}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to="/items">{t("nav.items")}</Link>
      </p>
    </>
  );
}
