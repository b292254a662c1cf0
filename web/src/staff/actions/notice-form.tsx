import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMaterialName } from "../../case/content.tsx";
import type { useAction } from "../../case/use-action.ts";
import { ApiProblem } from "../../shared/api.ts";
import type { Case, Item } from "../../shared/api-types.ts";
import { CheckField, TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { type FormSchema, fieldsOf, resolved, titleIn } from "../../shared/form/schema.ts";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { Templates } from "./templates.tsx";

type Props = { of: Case; item: Item; act: ReturnType<typeof useAction> };
/** Reasons by `materials/<id>` and `fields/<name>`: what is ticked is there, with or without a reason yet. */
type Ticked = Record<string, string>;

/** 一次性告知: a checklist of the item's materials and fields, so that nothing is left for a second notice. */
export function NoticeForm({ of, item, act }: Props) {
  const { t, i18n } = useTranslation();
  const name = useMaterialName(item);
  const [ticked, setTicked] = useState<Ticked>({});
  const [words, setWords] = useState("");
  const form = item.form as FormSchema;
  const things = [
    ...item.materials.map(({ materialId }) => ({ key: `materials/${materialId}`, label: name(materialId) })),
    ...fieldsOf(form).map(([field, schema]) => ({
      key: `fields/${field}`,
      label: titleIn(resolved(schema, form), i18n.language),
    })),
  ];
  const provided = new Set(of.materials.map(({ materialId }) => `materials/${materialId}`));
  const reasons = (part: string): [string, string][] =>
    Object.entries(ticked).flatMap(([key, reason]): [string, string][] =>
      key.startsWith(`${part}/`) ? [[key.slice(part.length + 1), reason.trim()]] : [],
    );
  const body = {
    ...(words.trim() && { reason: words.trim() }),
    materials: reasons("materials").map(([materialId, reason]) => ({ materialId, reason })),
    fields: reasons("fields").map(([field, reason]) => ({ path: `/${field}`, reason })),
  };
  const problems = act.error instanceof ApiProblem ? act.error.errors : [];
  const wrongAt = (key: string): string | undefined => {
    const [part = "", id = ""] = key.split(/\/(.*)/);
    const index = reasons(part).findIndex(([one]) => one === id);
    return problems.find(({ path }) => path.startsWith(`body/${part}/${index}/`))?.message;
  };
  return (
    <Form className="action-form" onSend={() => act.mutate({ action: "requestSupplement", body })}>
      <h3>{t("staff.notice")}</h3>
      <p>{t("staff.noticeHint")}</p>
      {things.map(({ key, label }) => (
        <div key={key}>
          <CheckField
            id={`tick-${key}`}
            label={
              key.startsWith("materials/") && !provided.has(key)
                ? t("staff.notProvided", { name: label })
                : label
            }
            checked={ticked[key] !== undefined}
            onChange={(checked) =>
              setTicked((before) => {
                const { [key]: _gone, ...others } = before;
                return checked ? { ...others, [key]: "" } : others;
              })
            }
          />
          {ticked[key] !== undefined && (
            <div className="indented">
              <Templates
                of={key.startsWith("materials/") ? "material" : "answer"}
                onChoose={(reason) => setTicked((before) => ({ ...before, [key]: reason }))}
              />
              <TextField
                id={`reason-${key}`}
                label={t("staff.why", { name: label })}
                required
                lines={2}
                maxLength={1000}
                error={wrongAt(key)}
                value={ticked[key] ?? ""}
                onChange={(reason) => setTicked((before) => ({ ...before, [key]: reason }))}
              />
            </div>
          )}
        </div>
      ))}
      <TextField
        id="notice-reason"
        label={t("staff.field.reason")}
        required={false}
        lines={2}
        maxLength={1000}
        value={words}
        onChange={setWords}
      />
      <ErrorMessage error={act.error} />
      <button type="submit" disabled={act.isPending}>
        {t("staff.sendNotice", { count: Object.keys(ticked).length })}
      </button>
    </Form>
  );
}
