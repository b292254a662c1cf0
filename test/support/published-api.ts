import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import document from "#docs/openapi.json" with { type: "json" };
import { router } from "#local/engine/http-api/routes.ts";
import type { SentAnswer } from "#local/engine/types.ts";
import type { Person } from "#local/play/api.ts";

type Response = {
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: Schema }>;
};
type Operation = { responses: Record<string, Response | { $ref: string }> };
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Response> };
};

/** The innermost faults: those around them only say that there are some. */
const messageOf = (errors: OutputUnit[]): string =>
  errors
    .filter(({ keyword }) => !/^(\$ref|properties|items|anyOf|allOf|additionalProperties)$/.test(keyword))
    .map(({ instanceLocation, error }) => `${instanceLocation} ${error}`)
    .slice(0, 5)
    .join("; ") || errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`).join("; ");

/** Says of an answer what the description does not, or the other way round; undefined when they agree. */
function differencesFrom({ paths, components }: Document) {
  const findOperation = router(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        key: `${method.toUpperCase()} ${path}`,
        route: operation,
      })),
    ),
  );
  const responseOf = ({ responses }: Operation, status: number): Response | undefined => {
    const found = responses[status];
    return found && "$ref" in found ? components.responses[found.$ref.split("/").at(-1) ?? ""] : found;
  };
  const validators = new Map<Schema, Validator>();
  const validatorOf = (schema: Schema): Validator => {
    const known = validators.get(schema);
    if (known) return known;
    const made = new Validator({ ...schema, components } as Schema, "2020-12", false);
    validators.set(schema, made);
    return made;
  };

  return function differenceOf({ method, path, status, headers, body }: SentAnswer): string | undefined {
    const operation = findOperation(method, path)?.route;
    // Not ours: the gateway says so itself, and answers browsers that ask what they may send.
    if (!operation) return status === 404 || method === "OPTIONS" ? undefined : "there is no such operation";
    const response = responseOf(operation, status);
    if (!response) return "this status is not declared";
    const missing = Object.keys(response.headers ?? {}).filter((name) => headers[name] === undefined);
    if (missing.length > 0) return `headers are missing: ${missing.join(", ")}`;
    if (body === "") return response.content ? "there is no body" : undefined;
    const type = String(headers["content-type"]).split(";")[0] ?? "";
    const schema = response.content?.[type]?.schema;
    if (!schema) return `a body of type ${type} is not declared`;
    // What comes packed is the caller's to unpack.
    if (!type.endsWith("json") || headers["content-encoding"]) return undefined;
    const { valid, errors } = validatorOf(schema).validate(JSON.parse(body));
    return valid ? undefined : messageOf(errors);
  };
}

/** Held against the API as it is published. */
export const differenceOf = differencesFrom(document as unknown as Document);

/** Holds all answers of an app against the published description, or another one. */
export function answerCheck(description?: unknown) {
  const differs = description === undefined ? differenceOf : differencesFrom(description as Document);
  let checked = 0;
  const differing: string[] = [];
  /** @throws Error that names every answer that differs */
  const demandNone = (): void => {
    if (differing.length > 0)
      throw new Error(`answers differ from docs/openapi.json:\n${differing.join("\n")}`);
  };
  return {
    onAnswer(answer: SentAnswer): void {
      checked += 1;
      const difference = differs(answer);
      const { method, path, status } = answer;
      if (difference) differing.push(`${method} ${path} answered ${status}: ${difference}`);
    },
    demandNone,
    /** A person whose calls fail when an answer differs. */
    held: ({ call, ask }: Person): Person => ({
      call: (...request) => call(...request).finally(demandNone),
      ask: (...request) => ask(...request).finally(demandNone),
    }),
    count: () => ({ checked, differing: differing.length }),
  };
}
