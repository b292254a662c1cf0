import { readFileSync } from "node:fs";
import { allEvents } from "#scripts/all-events.ts";
import { eventSchemas } from "./event-schemas.ts";
import { exampleFiles } from "./example-cases.ts";
import { lifecycleDiagram } from "./lifecycle-diagram.ts";
import { openApi } from "./openapi.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The part of a document between two marks is generated; the rest is written by people. */
function withBlock(file: string, name: string, text: string): string {
  const pattern = new RegExp(`(<!-- generated:${name} -->\n)[^]*?(<!-- /generated:${name} -->)`);
  const before = readFileSync(file, "utf8");
  if (!pattern.test(before)) throw new Error(`${file} has no place for ${name}`);
  return before.replace(pattern, (_all, open: string, close: string) => `${open}${text}\n${close}`);
}

/** Every file that is made from code, with what it should hold. */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [family, schema] of eventSchemas(allEvents.values()))
    files.set(`events/schemas/${family}.json`, json(schema));
  for (const [path, event] of exampleFiles()) files.set(path, json(event));
  files.set("docs/openapi.json", json(openApi()));
  files.set(
    "docs/architecture.md",
    withBlock("docs/architecture.md", "lifecycle", `\`\`\`mermaid\n${lifecycleDiagram()}\n\`\`\``),
  );
  return files;
}
