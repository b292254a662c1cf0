import type { BusEvent } from "../types.ts";

export type TargetInput = {
  Input?: string;
  InputPath?: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string };
};

/** `$.detail.id`, `$.resources[0]`: the JSONPath that rule targets take. */
export function atPath(event: unknown, path: string): unknown {
  const steps = path.replace(/^\$\.?/, "").match(/[^.[\]]+/g) ?? [];
  return steps.reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | undefined)?.[step],
    event,
  );
}

/** What a target gets of an event, as JSON text. */
export function inputFor(target: TargetInput, event: BusEvent): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(atPath(event, target.InputPath) ?? null);
  if (!target.InputTransformer) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = target.InputTransformer;
  return InputTemplate.replace(
    /(")?<([A-Za-z0-9_.-]+)>(")?/g,
    (_all, open = "", name: string, close = "") => {
      const value = name === "aws.events.event.json" ? event : atPath(event, InputPathsMap[name] ?? "$.none");
      if (open && close)
        return JSON.stringify(typeof value === "string" ? value : JSON.stringify(value ?? ""));
      return open + (typeof value === "string" ? value : JSON.stringify(value ?? "")) + close;
    },
  );
}
