import { type FormEvent, type KeyboardEvent, lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { loadTexts } from "../../app/texts.ts";

/** What is found and how comes with the first letter that somebody types. */
const Results = lazy(async () => {
  const [{ Results: loaded }] = await Promise.all([import("./results.tsx"), loadTexts(["search", "list"])]);
  return { default: loaded };
});

/** From the box into what was found and back: the arrows, beside Tab. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input, .items a")];
  const next = stops[stops.indexOf(event.target as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function SearchBox({ initial = "" }: { initial?: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState(initial);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    // What came along with pasted text and cannot be seen.
    const q = typed.replaceAll(/[\p{Cc}\p{Cf}]/gu, " ").trim();
    navigate(q ? `/items?q=${encodeURIComponent(q)}` : "/items");
  };
  return (
    <search onKeyDown={move}>
      <form className="search" onSubmit={submit}>
        <label htmlFor="q">{t("home.search")}</label>
        <div>
          <input
            id="q"
            name="q"
            type="search"
            maxLength={100}
            autoComplete="off"
            value={typed}
            placeholder={t("home.placeholder")}
            onChange={({ target }) => setTyped(target.value)}
          />
          <button type="submit">{t("home.submit")}</button>
        </div>
      </form>
      {typed.trim() !== "" && (
        <Suspense fallback={<p role="status">{t("loading")}</p>}>
          <Results typed={typed} asked={initial} />
        </Suspense>
      )}
    </search>
  );
}
