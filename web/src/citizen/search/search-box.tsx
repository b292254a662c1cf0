import { type FormEvent, type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { loadTexts } from "../../app/texts.ts";

/** What is found, and how, comes with the first letter that somebody types. */
async function loadResults() {
  const [{ Results }] = await Promise.all([import("./results.tsx"), loadTexts(["search", "list"])]);
  return Results;
}
type Loaded = Awaited<ReturnType<typeof loadResults>>;

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
      {typed.trim() !== "" && <WhatIsFound typed={typed} asked={initial} />}
    </search>
  );
}

/** Without it the rest of the page stays as it is. */
function WhatIsFound(props: { typed: string; asked: string }) {
  const { t } = useTranslation();
  const [Results, setResults] = useState<Loaded | "failed">();
  useEffect(() => {
    loadResults().then(
      (loaded) => setResults(() => loaded),
      () => setResults("failed"),
    );
  }, []);
  if (Results === "failed")
    return (
      <div role="alert" className="problem">
        <p>{t("failed")}</p>
        <button type="button" onClick={() => window.location.reload()}>
          {t("retry")}
        </button>
      </div>
    );
  return Results ? <Results {...props} /> : <p role="status">{t("loading")}</p>;
}
