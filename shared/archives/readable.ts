import type { Schema } from "@cfworker/json-schema";

/** A table of the readable document. */
export type Section = { title: string; rows: readonly (readonly [string, string])[] };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** One value of an answer as people read it; a choice by its label, which is its value in Chinese. */
function valueText(value: unknown): string {
  if (value === true) return "是";
  if (value === false) return "否";
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const isSchema = (schema: unknown): schema is Schema => typeof schema === "object" && schema !== null;

/** Every answer with its label, as the form said it that was applied with; what the form does not know by its name. */
export function answerRows(schema: Schema, answers: Record<string, unknown>, above = ""): [string, string][] {
  return Object.entries(answers).flatMap(([name, value]): [string, string][] => {
    const field = schema.properties?.[name];
    const label = `${above}${isSchema(field) && field.title ? field.title : name}`;
    if (Array.isArray(value)) {
      const item = isSchema(field) && isSchema(field.items) && !Array.isArray(field.items) ? field.items : {};
      return value.flatMap((one, index): [string, string][] =>
        typeof one === "object" && one !== null
          ? answerRows(item as Schema, one as Record<string, unknown>, `${label} ${index + 1} · `)
          : [[`${label} ${index + 1}`, valueText(one)]],
      );
    }
    if (typeof value === "object" && value !== null)
      return answerRows(
        isSchema(field) ? field : ({} as Schema),
        value as Record<string, unknown>,
        `${label} · `,
      );
    return [[label, valueText(value)]];
  });
}

/** 可读文档: one page of HTML that needs nothing beside itself, to be read in fifty years. */
export function readableDocument(title: string, sections: readonly Section[]): string {
  const tables = sections
    .filter(({ rows }) => rows.length > 0)
    .map(
      ({ title: heading, rows }) =>
        `<h2>${escaped(heading)}</h2>\n<table>\n${rows
          .map(([label, text]) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(text)}</td></tr>`)
          .join("\n")}\n</table>`,
    )
    .join("\n");
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>body{font-family:serif;max-width:50em;margin:2em auto;line-height:1.6}table{border-collapse:collapse;width:100%}th,td{border:1px solid #555;padding:.3em .6em;text-align:left;vertical-align:top}th{width:30%}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${tables}
</body>
</html>
`;
}
