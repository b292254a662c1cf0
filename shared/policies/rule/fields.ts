import type { ServiceItem } from "#shared/catalogue/public.ts";
import { type Field, isObject, resolved } from "#shared/kernel/forms/answered-fields.ts";
import { type PersonalKind, personalKindOf } from "#shared/kernel/forms/personal-fields.ts";

/** A field of an item's form, by its name or `group.name`; undefined: there is none. */
export function fieldAt(item: Pick<ServiceItem, "form">, path: string): Field | undefined {
  const form = item.form as Field;
  let at: Field | undefined = form;
  for (const name of path.split(".")) {
    const properties: unknown = at?.properties;
    const next: unknown =
      isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
    at = isObject(next) ? resolved(next as Field, form) : undefined;
  }
  return at;
}

export type FieldKind = "number" | "choice" | "yesNo" | "day" | "other";
export function kindOf(field: Field): FieldKind {
  if (field.type === "number" || field.type === "integer") return "number";
  if (field.type === "boolean") return "yesNo";
  if (field.format === "date") return "day";
  return choicesOf(field) ? "choice" : "other";
}

const optionsIn = (field: unknown): string[] | undefined =>
  isObject(field) && Array.isArray(field.enum) ? field.enum.map(String) : undefined;
/** What can be chosen, of one or of several. */
export const choicesOf = (field: Field): string[] | undefined => optionsIn(field) ?? optionsIn(field.items);

export const labelOf = (field: Field): { zh: string; en: string } => ({
  zh: String(field.title ?? ""),
  en: String(field["x-title-en"] ?? field.title ?? ""),
});
const englishIn = (field: unknown): string[] | undefined =>
  isObject(field) && Array.isArray(field["x-enum-en"]) ? field["x-enum-en"].map(String) : undefined;
/** A choice in English, where the form has it. */
export function englishChoice(field: Field, choice: string): string {
  const place = choicesOf(field)?.indexOf(choice) ?? -1;
  return (englishIn(field) ?? englishIn(field.items))?.[place] ?? choice;
}

const sensitive: readonly PersonalKind[] = ["health", "finance"];
/** By nature (个人信息保护法 Art. 28), as the form says. */
export const isSensitive = (field: Field): boolean => {
  const kind = personalKindOf(field);
  return kind !== undefined && sensitive.includes(kind);
};
/** Who or where somebody is: no rule chooses people by that. */
export const tellsWho = (field: Field): boolean => {
  const kind = personalKindOf(field);
  return kind !== undefined && !sensitive.includes(kind) && kind !== "birthday";
};
/** That somebody has it already tells something sensitive. */
export function isSensitiveItem(item: Pick<ServiceItem, "form">): boolean {
  const properties: unknown = (item.form as Field | undefined)?.properties;
  return (
    isObject(properties) &&
    Object.keys(properties).some((name) => {
      const field = fieldAt(item, name);
      return field !== undefined && isSensitive(field);
    })
  );
}
