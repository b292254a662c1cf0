import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Department, Item, Items, Page } from "../shared/api-types.ts";
import { Field, type Labelled } from "../shared/form/field.tsx";
import { ErrorMessage } from "../shared/query-view.tsx";
import { useRead, useText } from "../shared/use-read.ts";
import { useSession } from "../sign-in/session.ts";
import { useColleagues } from "./colleagues.ts";
import { LookupField } from "./lookup-field.tsx";
import { useDebounced } from "./use-settled.ts";
import { useWords } from "./words.ts";

type Props = Labelled & { value: string; onChange: (value: string) => void };

/** Shown at once; more is found by typing. */
const maxShown = 8;

/** One of the district's departments: a list from the beginning, whether they are there yet or not. */
export function DepartmentPicker({ value, onChange, ...labelled }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const { data } = useRead<Page<Department>>("/v1/departments");
  return (
    <Field {...labelled}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t("form.choose")}</option>
          {data?.items.map(({ code, name }) => (
            <option key={code} value={code}>
              {text(name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A colleague by name, of one department; nobody who works somewhere else, or nowhere, can be chosen. */
export function ColleaguePicker({ department, ...props }: Props & { department?: string | undefined }) {
  const words = useWords();
  const own = useSession();
  const { data, error, isPending } = useColleagues(department ?? own?.department);
  const [typed, setTyped] = useState("");
  const letters = typed.trim().toLowerCase();
  const found = (data?.items ?? []).filter(
    ({ account, name }) => account !== own?.id && `${name} ${account}`.toLowerCase().includes(letters),
  );
  const nameOf = (account: string): string =>
    data?.items.find((one) => one.account === account)?.name ?? account;
  return (
    <>
      <LookupField
        {...props}
        typed={typed}
        onType={setTyped}
        isLoading={isPending}
        chosen={nameOf(props.value)}
        more={found.length > maxShown}
        found={found.slice(0, maxShown).map(({ account, name, roles }) => ({
          value: account,
          label: name,
          facts: roles.map((role) => words.role(role)).join(" "),
        }))}
      />
      <ErrorMessage error={error} />
    </>
  );
}

/** A service item, by its name. */
export function ItemPicker(props: Props) {
  const text = useText();
  const [typed, setTyped] = useState("");
  const asked = useDebounced(typed.trim());
  const items = useRead<Items>(`/v1/items?limit=${maxShown}&q=${encodeURIComponent(asked)}`, {
    enabled: asked !== "",
  });
  const chosen = useRead<Item>(`/v1/items/${props.value}`, { enabled: props.value !== "" });
  return (
    <LookupField
      {...props}
      typed={typed}
      onType={setTyped}
      isLoading={asked !== "" && items.isPending}
      chosen={chosen.data ? text(chosen.data.name) : props.value}
      more={(items.data?.total ?? 0) > maxShown}
      found={(items.data?.items ?? []).map(({ itemCode, name }) => ({ value: itemCode, label: text(name) }))}
    />
  );
}
