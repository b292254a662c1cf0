import * as z from "zod";
import { caseReviewRoutes, caseSubmissionRoutes } from "#shared/cases/api.ts";
import { personRoutes } from "#shared/cases/person-api.ts";
import { catalogueRoutes } from "#shared/catalogue/api.ts";
import { contexts } from "#shared/contexts.ts";
import { courierRoutes } from "#shared/delivery/api.ts";
import { documentRoutes } from "#shared/documents/api.ts";
import type { Answer, RouteContract } from "#shared/kernel/http/contract.ts";
import { licenceRoutes } from "#shared/licences/api.ts";
import { ratingRoutes } from "#shared/ratings/api.ts";
import { ratingDeskRoutes } from "#shared/ratings/desk-api.ts";

export const allRoutes: RouteContract[] = [
  ...catalogueRoutes,
  ...documentRoutes,
  ...caseSubmissionRoutes,
  ...caseReviewRoutes,
  ...personRoutes,
  ...licenceRoutes,
  ...courierRoutes,
  ...ratingRoutes,
  ...ratingDeskRoutes,
  ...contexts.flatMap(({ functions }) => Object.values(functions).flatMap(({ routes = [] }) => routes)),
];

type JsonSchema = { type?: string; properties?: Record<string, unknown>; required?: string[] };

/** Schemas that have an id (`.meta({ id })`) stand in the document once and are referred to. */
const components: Record<string, unknown> = {};

const jsonSchema = (schema: z.ZodType, io: "input" | "output"): JsonSchema => {
  const { $schema: _dialect, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  Object.assign(components, pointToComponents($defs));
  return pointToComponents(rest) as JsonSchema;
};

const pointToComponents = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll("#/$defs/", "#/components/schemas/"));

const parametersOf = (schema: z.ZodType | undefined, place: "path" | "query" | "header") => {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input");
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
};

const problemContent = {
  "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
};

function responseOf(status: number, { description, schema, content, headers }: Answer) {
  const contents = {
    ...(schema && { "application/json": { schema: jsonSchema(schema, "output") } }),
    ...(content && { [content]: {} }),
    ...(status >= 400 && problemContent),
  };
  return {
    description,
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, says]) => [
          name,
          { description: says, required: true, schema: { type: "string" } },
        ]),
      ),
    }),
    ...(Object.keys(contents).length > 0 && { content: contents }),
  };
}

function operationOf(contract: RouteContract) {
  const { summary, tag, access, answers } = contract;
  const body = contract.body ?? contract.documentedBody;
  return {
    summary: `${summary.zh} ${summary.en}`,
    tags: [tag],
    security:
      access.kind === "person" ? [{ signIn: [] }] : access.kind === "machine" ? [{ machine: [] }] : [],
    ...(access.kind === "person" && { "x-roles": access.roles }),
    parameters: [
      ...parametersOf(contract.pathParameters, "path"),
      ...parametersOf(contract.query, "query"),
      ...parametersOf(contract.headers, "header"),
    ],
    ...(body && {
      requestBody: { required: true, content: { "application/json": { schema: jsonSchema(body, "input") } } },
    }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, responseOf(Number(status), answer)]),
    ),
  };
}

/** The whole API as OpenAPI 3.1, from the contracts that the functions themselves check by. */
export function openApi() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const contract of allRoutes) {
    paths[contract.path] = {
      ...paths[contract.path],
      [contract.method.toLowerCase()]: operationOf(contract),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tongban 通办",
      version: "1",
      description:
        "One-stop government services. Errors are RFC 9457 problem details in the Accept-Language.",
    },
    paths,
    components: {
      securitySchemes: {
        signIn: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        machine: {
          type: "apiKey",
          in: "header",
          name: "X-Tongban-Signature",
          description:
            "hex HMAC-SHA256 over X-Tongban-Timestamp + '.' + body, with X-Tongban-Key naming the machine; 5 minutes of skew",
        },
      },
      schemas: {
        ...components,
        Problem: {
          type: "object",
          required: ["type", "title", "status", "code"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            detail: { type: "string" },
            code: { type: "string" },
            allowedActions: { type: "array", items: { type: "string" } },
            currentVersion: { type: "integer" },
            errors: {
              type: "array",
              items: {
                type: "object",
                required: ["path", "code", "message"],
                properties: {
                  path: { type: "string" },
                  code: { type: "string" },
                  message: { type: "string" },
                },
              },
            },
          },
        },
      },
    },
  };
}
