import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import type { Department, Page } from "../shared/api-types.ts";
import { useRead, useText } from "../shared/use-read.ts";
import { writtenLanguage } from "../shared/written-language.ts";
import { useSession } from "../sign-in/session.ts";

/** What a list is narrowed by is in its address: it can be kept, sent, and gone back to. */
export function useFilters(): {
  chosen: (name: string) => string;
  set: (name: string, value: string) => void;
} {
  const [query, setQuery] = useSearchParams();
  return {
    chosen: (name) => query.get(name) ?? "",
    set: (name, value) => {
      const next = new URLSearchParams(query);
      if (value) next.set(name, value);
      else next.delete(name);
      setQuery(next, { replace: true });
    },
  };
}

type Option = { value: string; label: string };
type Props = {
  name: string;
  label: string;
  options: readonly Option[];
  /** What no choice means; left out, one is always chosen. */
  any?: string;
  /** What stands chosen while the address says nothing. */
  initial?: string | undefined;
};

/** One thing that a list is narrowed by. */
export function Filter({ name, label, options, any, initial = "" }: Props) {
  const { chosen, set } = useFilters();
  return (
    <label>
      {label}
      <select value={chosen(name) || initial} onChange={(event) => set(name, event.target.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={writtenLanguage(option.label)}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** For whoever sees more than their own department. */
export function DepartmentFilter() {
  const { t } = useTranslation();
  const text = useText();
  const isBound = useSession()?.department !== undefined;
  const { data } = useRead<Page<Department>>("/v1/departments", { enabled: !isBound });
  if (isBound || !data) return null;
  return (
    <Filter
      name="department"
      label={t("kit.field.department")}
      any={t("kit.all")}
      options={data.items.map(({ code, name }) => ({ value: code, label: text(name) }))}
    />
  );
}

/** The path of a list with those filters of the address that have a value. */
export function useListPath(path: string, names: readonly string[]): string {
  const { chosen } = useFilters();
  const query = new URLSearchParams(
    names.flatMap((name) => (chosen(name) ? [[name, chosen(name)]] : [])),
  ).toString();
  return query ? `${path}?${query}` : path;
}
