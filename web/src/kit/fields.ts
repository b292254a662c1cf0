import type { BodySchema } from "./contracts.ts";

export type FieldKind =
  | "text"
  | "words"
  | "number"
  | "date"
  | "choice"
  | "check"
  | "several"
  | "colleague"
  | "department"
  | "item"
  | "group"
  | "rows"
  | "widget";

/** One thing that a form asks for, as the body's schema has it. */
export type Field = {
  name: string;
  /** As errors lead to it: `rating-comment` is `body/rating/comment`. */
  id: string;
  kind: FieldKind;
  required: boolean;
  /** Values to choose from. */
  options: readonly string[];
  maxLength: number | undefined;
  /** Those of a group, or of each row. */
  fields: readonly Field[];
};

/** What a person typed and chose so far, as the body will have it; texts as they were typed. */
export type Values = Record<string, unknown>;

export type FieldChoice = {
  /** Ids of fields that this form leaves out. */
  omit?: readonly string[];
  /** Ids of fields that the page draws itself. */
  widgets?: readonly string[];
};

/** Fields that stand for somebody or something that is picked, by name. */
const pickers: Record<string, FieldKind> = {
  assignee: "colleague",
  department: "department",
  itemCode: "item",
};
/** From so many characters on a text is written in lines. */
const longText = 201;

const is = (list: readonly string[] | undefined, id: string): boolean => list?.includes(id) ?? false;

function kindOf(name: string, schema: BodySchema): FieldKind | undefined {
  switch (schema.type) {
    case "string":
      if (schema.enum) return "choice";
      if (pickers[name]) return pickers[name];
      if (schema.format === "date") return "date";
      if (schema.format) return undefined;
      return (schema.maxLength ?? 0) >= longText ? "words" : "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "check";
    case "array":
      if (schema.items?.enum) return "several";
      return schema.items?.properties ? "rows" : undefined;
    case "object":
      return schema.properties ? "group" : undefined;
    default:
      return undefined;
  }
}

/**
 * The fields of a body.
 * @throws Error that names a field for which the kit has no control, as it would be left out unseen; or one that a page
 * names and the body does not have
 */
export function fieldsOf(schema: BodySchema, choice: FieldChoice = {}): Field[] {
  const ids = idsIn(schema);
  const strange = [...(choice.omit ?? []), ...(choice.widgets ?? [])].find((id) => !ids.includes(id));
  if (strange) throw new Error(`the body has no field ${strange}`);
  return fieldsIn(schema, choice, "");
}

const idsIn = (schema: BodySchema, at = ""): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    `${at}${name}`,
    ...idsIn(property, `${at}${name}-`),
  ]);

function fieldsIn(schema: BodySchema, choice: FieldChoice, at: string): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]): Field[] => {
    const id = `${at}${name}`;
    if (is(choice.omit, id)) return [];
    const kind = is(choice.widgets, id) ? "widget" : kindOf(name, property);
    if (!kind) throw new Error(`the kit has no control for ${id}: ${JSON.stringify(property)}`);
    return [
      {
        name,
        id,
        kind,
        required: schema.required?.includes(name) ?? false,
        options: property.enum ?? property.items?.enum ?? [],
        maxLength: property.maxLength,
        fields: innerFields(kind, property, choice, `${id}-`),
      },
    ];
  });
}

function innerFields(kind: FieldKind, schema: BodySchema, choice: FieldChoice, at: string): Field[] {
  if (kind === "group") return fieldsIn(schema, choice, at);
  return kind === "rows" && schema.items ? fieldsIn(schema.items, choice, at) : [];
}

/** Those of a list's row, with the ids that errors lead to: `provisions-0-basis`. */
export const fieldsOfRow = (list: Field, row: number): Field[] =>
  list.fields.map((field) => ({ ...field, id: field.id.replace(list.id, `${list.id}-${row}`) }));

/** Without the row: what the fields of all rows have in common goes by `provisions-basis`. */
export const idInList = (id: string): string => id.replaceAll(/-\d+(?=-)/g, "");

/** The rows of a list so far: one to begin with. */
export const rowsIn = (value: unknown): Values[] => (Array.isArray(value) && value.length > 0 ? value : [{}]);

/** "12" becomes 12; what is no number is sent as it was typed, and the API says what is wrong with it. */
const numberOrText = (text: string): unknown => (Number.isFinite(Number(text)) ? Number(text) : text);

function given({ kind, fields }: Field, value: unknown): unknown {
  switch (kind) {
    case "group": {
      const body = bodyOf(fields, (value ?? {}) as Values);
      return Object.keys(body).length > 0 ? body : undefined;
    }
    case "rows": {
      // An empty one between others stays, so that what is wrong is shown at the row that it is about.
      const rows = rowsIn(value).map((row) => bodyOf(fields, row));
      return rows.some((row) => Object.keys(row).length > 0) ? rows : undefined;
    }
    case "check":
      return value === true ? true : undefined;
    case "several":
      return Array.isArray(value) && value.length > 0 ? value : undefined;
    case "widget":
      return value;
    default: {
      const text = String(value ?? "").trim();
      if (text === "") return undefined;
      return kind === "number" ? numberOrText(text) : text;
    }
  }
}

/** What is sent: nothing is in it that was left empty. */
export const bodyOf = (fields: readonly Field[], values: Values): Values =>
  Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const value = given(field, values[field.name]);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );

/** Whether anything was typed that would be a pity to lose. */
export const hasInput = (values: Values): boolean =>
  Object.values(values).some((value) =>
    typeof value === "object" && value !== null
      ? hasInput(value as Values)
      : typeof value === "string" && value.trim() !== "",
  );

/** Each field with those of its groups. */
export const allFields = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [field, ...allFields(field.fields)]);
