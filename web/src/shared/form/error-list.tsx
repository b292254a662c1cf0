import { type MouseEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Written } from "../written.tsx";
import type { Errors } from "./errors.ts";

type Props = {
  errors: Errors;
  /** Shows the step with this element first, where it is not there. */
  show?: (id: string) => void;
  label?: (id: string) => string | undefined;
};

/** Everything that is wrong, once and at once (一次性告知), each a way to its field. */
export function ErrorList({ errors, show, label }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.size > 0) list.current?.focus();
  }, [errors]);
  if (errors.size === 0) return null;
  const lead = (id: string) => (event: MouseEvent) => {
    event.preventDefault();
    show?.(id);
    // After the step is on the screen.
    requestAnimationFrame(() => requestAnimationFrame(() => focusField(id)));
  };
  return (
    <div role="alert" tabIndex={-1} className="problem" ref={list} id="errors">
      <h2>{t("form.wrong", { count: errors.size })}</h2>
      <ul>
        {[...errors].map(([id, message]) => (
          <li key={id}>
            <a href={`#${id}`} onClick={lead(id)}>
              {label?.(id) && `${label(id)}: `}
              <Written text={message} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function focusField(id: string): void {
  const field = document.getElementById(id);
  field?.scrollIntoView({ block: "center" });
  field?.focus();
}
