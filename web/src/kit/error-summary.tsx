import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../shared/api.ts";
import type { Errors } from "../shared/form/errors.ts";
import { errorsById } from "../shared/form/errors.ts";
import { Written } from "../shared/written.tsx";
import { writtenLanguage } from "../shared/written-language.ts";
import type { Field } from "./fields.ts";
import { allFields } from "./fields.ts";
import { useWords } from "./words.ts";

export type PlacedErrors = {
  /** By the id of the field that each is shown at. */
  atFields: Errors;
  /** What belongs to no field of the form, as sentences. */
  sentences: readonly string[];
};
export const noErrors: PlacedErrors = { atFields: new Map(), sentences: [] };

/** Where each thing that the API says is wrong is shown: at its field, at the group around it, or above the form. */
export function placeErrors(
  error: unknown,
  fields: readonly Field[],
  body: unknown,
  failed: string,
): PlacedErrors {
  if (!(error instanceof ApiProblem)) return { atFields: new Map(), sentences: [failed] };
  if (error.errors.length === 0) return { atFields: new Map(), sentences: [error.message || failed] };
  const ids = new Set(allFields(fields).map(({ id }) => id));
  const atFields = new Map<string, string>();
  const sentences: string[] = [];
  for (const [id, message] of errorsById(error.errors, body)) {
    const steps = id.split("-");
    while (steps.length > 0 && !ids.has(steps.join("-"))) steps.pop();
    if (steps.length === 0) sentences.push(message);
    else {
      atFields.set(id, message);
      atFields.set(steps.join("-"), message);
    }
  }
  return { atFields, sentences };
}

type Entry = { id: string; label: string; message: string };

/** Everything that is wrong, at once, each a way to its field; it takes the focus with each new attempt. */
export function Summary({
  id = "errors",
  entries,
  sentences,
}: {
  id?: string;
  entries: readonly Entry[];
  sentences: readonly string[];
}) {
  const { t } = useTranslation();
  const summary = useRef<HTMLDivElement>(null);
  const count = entries.length + sentences.length;
  useEffect(() => summary.current?.focus(), []);
  return (
    <div role="alert" tabIndex={-1} className="problem" ref={summary} id={id}>
      {entries.length > 0 && <h4>{t("form.wrong", { count })}</h4>}
      {sentences.map((sentence) => (
        <p key={sentence} lang={writtenLanguage(sentence)}>
          {sentence}
        </p>
      ))}
      {entries.length > 0 && (
        <ul>
          {entries.map(({ id, label, message }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  const field = document.getElementById(id);
                  field?.scrollIntoView({ block: "center" });
                  field?.focus();
                }}
              >
                {label}: <Written text={message} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What is wrong with a form that was made from a contract. */
export function ErrorSummary({
  of,
  prefix = "",
  wrong,
  fields,
}: {
  of: string;
  /** As the form's fields have it. */
  prefix?: string;
  wrong: PlacedErrors;
  fields: readonly Field[];
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { atFields, sentences } = wrong;
  const entries = allFields(fields).flatMap(({ id, kind }): Entry[] => {
    const message = atFields.get(id);
    if (message === undefined) return [];
    const isChosen = kind === "choice" || kind === "department";
    return [
      { id: `${prefix}${id}`, label: words.field(of, id), message: isChosen ? t("kit.chooseOne") : message },
    ];
  });
  if (entries.length + sentences.length === 0) return null;
  return <Summary id={`${prefix}errors`} entries={entries} sentences={sentences} />;
}
