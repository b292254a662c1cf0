import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

export function Search({ initial = "" }: { initial?: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get("q") ?? "")
      // What came along with pasted text and cannot be seen.
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, " ")
      .trim();
    navigate(q ? `/items?q=${encodeURIComponent(q)}` : "/items");
  };
  return (
    <search>
      <form className="search" onSubmit={submit}>
        <label htmlFor="q">{t("home.search")}</label>
        <div>
          <input
            id="q"
            name="q"
            type="search"
            maxLength={100}
            defaultValue={initial}
            placeholder={t("home.placeholder")}
          />
          <button type="submit">{t("home.submit")}</button>
        </div>
      </form>
    </search>
  );
}
