import { readFileSync } from "node:fs";
import { allEvents } from "#scripts/all-events.ts";
import { contextMap } from "./context-map.ts";
import { eventSchemas } from "./event-schemas.ts";
import { exampleFiles } from "./example-cases.ts";
import { lifecycleDiagram } from "./lifecycle-diagram.ts";
import { openApi } from "./openapi.ts";
import { pageContracts } from "./page-contracts.ts";
import { readings } from "./readings.ts";
import { statusSummary } from "./requirement-rows.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The parts of a document between two marks are generated, by name; the rest is written by people. */
function withBlocks(file: string, blocks: Record<string, string>): string {
  let text = readFileSync(file, "utf8");
  for (const [name, block] of Object.entries(blocks)) {
    const pattern = new RegExp(`(<!-- generated:${name} -->\n)[^]*?(<!-- /generated:${name} -->)`);
    if (!pattern.test(text)) throw new Error(`${file} has no place for ${name}`);
    text = text.replace(pattern, (_all, open: string, close: string) => `${open}${block}\n${close}`);
  }
  return text;
}

/** Every file that is made from code, with what it should hold. */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [family, schema] of eventSchemas(allEvents.values()))
    files.set(`events/schemas/${family}.json`, json(schema));
  for (const [path, event] of exampleFiles()) files.set(path, json(event));
  files.set("data/readings.json", json(readings()));
  files.set("docs/openapi.json", json(openApi()));
  files.set("web/src/kit/contracts.json", json(pageContracts()));
  files.set(
    "docs/architecture.md",
    withBlocks("docs/architecture.md", {
      contexts: contextMap(),
      lifecycle: `\`\`\`mermaid\n${lifecycleDiagram()}\n\`\`\``,
    }),
  );
  for (const [name, path] of Object.entries({
    asvs: "docs/security-asvs.md",
    mlps: "docs/security-mlps.md",
  }))
    files.set(path, withBlocks(path, { [name]: statusSummary(readFileSync(path, "utf8")) }));
  return files;
}
