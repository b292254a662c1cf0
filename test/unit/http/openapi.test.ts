import { expect, test } from "vitest";
import { allRoutes, openApi, operationId } from "#scripts/openapi.ts";

/** Paths of everything in a document that a test holds for. */
function found(value: unknown, holds: (value: object, path: string) => boolean, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  return [
    ...(holds(value, path) ? [path] : []),
    ...Object.entries(value).flatMap(([name, inner]) => found(inner, holds, `${path}/${name}`)),
  ];
}

const document = openApi();
const isAnswered = (value: object, path: string) =>
  (path.includes("/responses/") || path.startsWith("/components/schemas/")) && "type" in value;

test("no schema of the published description is empty: what may be anything says what it is", () => {
  expect(found({ a: [{ b: {} }] }, (value) => Object.keys(value).length === 0)).toEqual(["/a/0/b"]);
  expect(found(document, (value) => Object.keys(value).length === 0 && !Array.isArray(value))).toEqual([]);
});

test("an object that is answered has no fields that are not declared", () => {
  const isOpen = (value: object, path: string): boolean => {
    const { type, additionalProperties, description } = value as Record<string, unknown>;
    return (
      isAnswered(value, path) &&
      type === "object" &&
      additionalProperties === undefined &&
      description === undefined
    );
  };
  expect(found(document, isOpen)).toEqual([]);
});

test("whatever may be sent something says that it may be too large, also where no body is asked for", () => {
  const silent = (value: object, path: string): boolean =>
    /^\/paths\/[^ ]+\/(post|put|delete)\/responses$/.test(path) && !("413" in value);
  expect(found(document, silent)).toEqual([]);
  expect(found({ paths: { "/v1/a": { put: { responses: { 204: {} } } } } }, silent)).toHaveLength(1);
});

test("everything that is referred to is there, and everything there is referred to", () => {
  const refs = new Set(
    [...JSON.stringify(document).matchAll(/"#\/components\/(schemas|responses)\/([^"]+)"/g)].map(
      ([, kind, name]) => `${kind}/${name}`,
    ),
  );
  const { schemas, responses } = document.components;
  const parts = [
    ...Object.keys(schemas).map((name) => `schemas/${name}`),
    ...Object.keys(responses).map((name) => `responses/${name}`),
  ];
  expect([...refs].sort()).toEqual(parts.sort());
});

test("every operation has an id of its own, that follows from its method and path", () => {
  expect(operationId({ method: "POST", path: "/v1/cases/{caseNumber}/actions/passPreReview" })).toBe(
    "postCasesByCaseNumberActionsPassPreReview",
  );
  const ids = allRoutes.map(operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("every operation says each way in which it may be refused", () => {
  const silent = allRoutes.flatMap((contract) => {
    const { method, path, access, body, pathParameters, query, headers } = contract;
    const operation = document.paths[path]?.[method.toLowerCase()] as { responses?: object } | undefined;
    const needed = [
      ...(body || pathParameters || query || headers ? [400] : []),
      ...(access.kind === "person" ? [401, 403] : []),
      ...(method === "GET" && pathParameters ? [404] : []),
      ...(path.includes("/actions/") ? [404, 409, 412, 422] : []),
      ...(method === "GET" ? [] : [413]),
      ...(body ? [415] : []),
      ...[429, 500, 503],
    ];
    return needed
      .filter((status) => !(status in (operation?.responses ?? {})))
      .map((status) => `${method} ${path} ${status}`);
  });
  expect(silent).toEqual([]);
});
