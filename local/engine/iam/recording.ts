import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Use } from "./gate.ts";
import { rightOf } from "./rights.ts";

/** Where the engine writes down which rights were used, when this variable names a file. */
export const recordVariable = "TONGBAN_RIGHTS_USED";

/** What was done, with all the rights by each of which alone it was allowed. */
export type Used = { service: string; action: string; by: string[] };

/** Writes each use down once; many engines may write to one file. */
export function recorder(file: string | undefined): ((use: Use) => void) | undefined {
  if (!file) return undefined;
  const seen = new Set<string>();
  return ({ rights: { service }, action, by }) => {
    const used: Used = {
      service,
      action,
      by: by.map((right) => rightOf(service, right).resource).toSorted(),
    };
    const line = `${JSON.stringify(used)}\n`;
    if (seen.has(line)) return;
    seen.add(line);
    appendFileSync(file, line);
  };
}

export function readRecording(file: string): Used[] {
  if (!existsSync(file)) return [];
  const lines = new Set(readFileSync(file, "utf8").split("\n").filter(Boolean));
  return [...lines].map((line) => JSON.parse(line) as Used);
}
