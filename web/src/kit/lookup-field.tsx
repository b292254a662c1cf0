import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Field, type Labelled } from "../shared/form/field.tsx";

export type Suggestion = { value: string; label: string; facts?: string | undefined };
export type LookupProps = Labelled & {
  value: string;
  onChange: (value: string) => void;
  typed: string;
  onType: (typed: string) => void;
  found: readonly Suggestion[];
  /** There are more than those found: more letters narrow them. */
  more?: boolean | undefined;
  isLoading: boolean;
  /** How what is chosen is called. */
  chosen: string;
};

/**
 * Somebody or something that is looked up by a few letters and then chosen: a search box above plain buttons. What
 * is in the form is what was chosen, never what was typed.
 */
export function LookupField({
  value,
  onChange,
  typed,
  onType,
  found,
  more = false,
  isLoading,
  chosen,
  ...labelled
}: LookupProps) {
  const { t } = useTranslation();
  const results = useId();
  const { id } = labelled;
  const choose = (next: string): void => {
    onChange(next);
    // To what is there instead of the button just pressed.
    requestAnimationFrame(() => document.getElementById(id)?.focus());
  };
  if (value)
    return (
      <Field {...labelled}>
        {(control) => (
          <div className="chosen">
            <input {...control} readOnly value={chosen} />
            <button type="button" onClick={() => choose("")}>
              {t("kit.chooseOther")}
            </button>
          </div>
        )}
      </Field>
    );
  return (
    <div className="lookup">
      <Field {...labelled} hint={labelled.hint ?? t("kit.lookupHint")}>
        {(control) => (
          <input
            {...control}
            type="search"
            autoComplete="off"
            aria-controls={results}
            value={typed}
            onChange={(event) => onType(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              // One that fits is chosen; the form is not sent by it.
              event.preventDefault();
              if (found.length === 1 && found[0]) choose(found[0].value);
            }}
          />
        )}
      </Field>
      <div id={results}>
        <p role="status" className="hint">
          {isLoading
            ? t("loading")
            : typed !== "" || found.length > 0
              ? t(more ? "kit.foundMore" : "kit.found", { count: found.length })
              : ""}
        </p>
        <ul className="plain found">
          {found.map((one) => (
            <li key={one.value}>
              <button type="button" onClick={() => choose(one.value)}>
                {one.label}
                {one.facts && <span className="facts">{one.facts}</span>}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
