import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMaterialName } from "../case/content.tsx";
import { Summary } from "../kit/error-summary.tsx";
import type { Values } from "../kit/fields.ts";
import { PrintNote } from "../kit/print-note.tsx";
import { Templates } from "../kit/templates.tsx";
import { ApiProblem } from "../shared/api.ts";
import type { Case, Item } from "../shared/api-types.ts";
import { CheckField, TextField } from "../shared/form/field.tsx";
import { Form } from "../shared/form/form.tsx";
import { askedFields, type FormSchema, resolved, titleIn } from "../shared/form/schema.ts";

type Props = { of: Case; item: Item; isSending: boolean; error: unknown; onSend: (body: Values) => void };
/** Reasons by `materials/<id>` and `fields/<name>`: what is ticked is there, with or without a reason yet. */
type Ticked = Record<string, string>;

/** 一次性告知: a checklist of the item's materials and fields, so that nothing is left for a second notice. */
export function NoticeForm({ of, item, isSending, error, onSend }: Props) {
  const { t, i18n } = useTranslation();
  const name = useMaterialName(item);
  const [ticked, setTicked] = useState<Ticked>({});
  const [words, setWords] = useState("");
  const form = item.form as FormSchema;
  const things = [
    ...item.materials.map(({ materialId }) => ({ key: `materials/${materialId}`, label: name(materialId) })),
    ...askedFields(form, of.answers).map(({ name: field, field: schema }) => ({
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
  const problems = error instanceof ApiProblem ? error.errors : [];
  /** What an error is about: a thing of the list, or the notice as a whole. */
  const keyOf = (path: string): string | undefined => {
    const [, part = "", index = ""] = path.split("/");
    const found = index === "" ? undefined : reasons(part)[Number(index)];
    return found && `${part}/${found[0]}`;
  };
  const entries = problems.flatMap(({ path, message }) => {
    const thing = things.find(({ key }) => key === keyOf(path));
    return thing ? [{ id: `reason-${thing.key}`, label: thing.label, message }] : [];
  });
  const wrongAt = (key: string): string | undefined =>
    entries.find(({ id }) => id === `reason-${key}`)?.message;
  const whole = problems.filter(({ path }) => keyOf(path) === undefined).map(({ message }) => message);
  const failed = error instanceof ApiProblem ? error.message || t("failed") : t("failed");
  return (
    <Form className="action-form" onSend={() => onSend(body)}>
      <h3>{t("staff.notice")}</h3>
      <p>{t("staff.noticeHint")}</p>
      {error !== null && error !== undefined && (
        <Summary entries={entries} sentences={problems.length === 0 ? [failed] : whole} />
      )}
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
                sentences={Object.values(
                  t(key.startsWith("materials/") ? "staff.templates.material" : "staff.templates.answer", {
                    returnObjects: true,
                  }),
                )}
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
        label={t("kit.field.reason")}
        required={false}
        lines={2}
        maxLength={1000}
        value={words}
        onChange={setWords}
      />
      <PrintNote of={body} />
      <button type="submit" disabled={isSending}>
        {t("staff.sendNotice", { count: Object.keys(ticked).length })}
      </button>
    </Form>
  );
}
