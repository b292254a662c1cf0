import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { read } from "../../shared/api.ts";
import type { Item } from "../../shared/api-types.ts";
import { type FormSchema, fieldsOf } from "../../shared/form/schema.ts";
import type { Kind, PolicyDraft } from "./draft.ts";

export type ItemField = {
  name: string;
  label: string;
  kind: Kind;
  choices: { value: string; label: string }[];
};

type Schema = FormSchema & {
  enum?: string[];
  items?: Schema;
  format?: string;
  "x-enum-en"?: string[];
  "x-title-en"?: string;
};

function fieldOf(name: string, schema: Schema, inChinese: boolean): ItemField {
  const { type, format, title = name } = schema;
  const listed = schema.enum ?? schema.items?.enum;
  const english = schema["x-enum-en"] ?? schema.items?.["x-enum-en"];
  const choices = (listed ?? []).map((value, place) => ({
    value,
    label: inChinese ? value : (english?.[place] ?? value),
  }));
  const kind: Kind =
    type === "number" || type === "integer"
      ? "number"
      : type === "boolean"
        ? "yesNo"
        : format === "date"
          ? "day"
          : listed
            ? type === "array"
              ? "list"
              : "choice"
            : "other";
  return { name, label: inChinese ? title : (schema["x-title-en"] ?? title), kind, choices };
}

/** The fields of the items that a draft speaks of, as far as they are read. */
export function useItemFields({
  alternatives,
  itemCode,
  prefill,
}: PolicyDraft): (code: string) => ItemField[] {
  const { i18n } = useTranslation();
  const codes = [
    ...new Set([
      ...alternatives.flatMap(({ conditions }) => conditions.map((one) => one.itemCode)),
      ...prefill.map((one) => one.itemCode),
      itemCode,
    ]),
  ].filter(Boolean);
  const found = useQueries({
    queries: codes.map((code) => ({
      queryKey: [`/v1/items/${code}`, i18n.language, "form"],
      queryFn: () => read<Item>(`/v1/items/${code}`),
    })),
  });
  return (code) => {
    const item = found[codes.indexOf(code)]?.data;
    return item
      ? fieldsOf(item.form as FormSchema).map(([name, schema]) =>
          fieldOf(name, schema as Schema, i18n.language.startsWith("zh")),
        )
      : [];
  };
}
