import * as z from "zod";
import { contexts } from "#shared/contexts.ts";
import type { Context } from "#shared/kernel/context.ts";
import type { Answer, Answers, RouteContract } from "#shared/kernel/http/contract.ts";
import { gatewaySchema, problemSchema } from "./problem-schema.ts";

export const routesOf = ({ functions }: Context): RouteContract[] =>
  Object.values(functions).flatMap(({ routes = [] }) => routes);

export const allRoutes: RouteContract[] = contexts.flatMap(routesOf);

type JsonSchema = {
  type?: string;
  properties?: Record<string, unknown>;
  required?: string[];
  propertyNames?: { enum?: string[] };
  additionalProperties?: unknown;
};

/** Schemas that have an id (`.meta({ id })`) are in the document once and are referred to. */
type Components = Record<string, unknown>;

const pointToComponents = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll("#/$defs/", "#/components/schemas/"));

/** A record of known keys as an object with these fields: what is required has to be a field. */
function nameFields({ jsonSchema: schema }: { jsonSchema: JsonSchema }): void {
  const names = schema.propertyNames?.enum;
  if (!names) return;
  schema.properties = Object.fromEntries(names.map((name) => [name, schema.additionalProperties]));
  schema.additionalProperties = false;
  delete schema.propertyNames;
}

/** `components` receives what the schema refers to. */
function jsonSchema(schema: z.ZodType, io: "input" | "output", components: Components): JsonSchema {
  // Within another one, because the outermost schema is never referred to.
  const { properties, $defs = {} } = z.toJSONSchema(z.object({ schema }), {
    io,
    unrepresentable: "any",
    override: nameFields as (context: { jsonSchema: z.core.JSONSchema.BaseSchema }) => void,
  });
  Object.assign(components, pointToComponents($defs));
  return pointToComponents(properties?.schema) as JsonSchema;
}

const parametersOf = (
  schema: z.ZodType | undefined,
  place: "path" | "query" | "header",
  components: Components,
) => {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input", components);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
};

/** What the HTTP layer answers by itself, and the gateway in front of it. */
const commonAnswers: Answers = {
  400: { description: "everything wrong with the input, at once" },
  401: { description: "sign-in needed" },
  403: { description: "not permitted" },
  409: { description: "what changed a moment ago is still being written; see Retry-After" },
  413: { description: "too large" },
  415: { description: "not JSON" },
  429: { description: "too many requests; see Retry-After" },
  431: { description: "the headers are larger than 10,240 bytes together" },
  500: { description: "a fault of ours" },
  503: { description: "not possible for a moment; ask again" },
};
const gatewayStatuses = [401, 403, 413, 429, 431, 500, 503];

function commonStatusesOf({ access, body, method, ...parts }: RouteContract): number[] {
  const takesInput = body || parts.pathParameters || parts.query || parts.headers;
  return [
    ...(takesInput ? [400] : []),
    ...(access.kind === "person" ? [401, 403] : []),
    ...(access.kind === "person" && method !== "GET" ? [409] : []),
    // Whatever is sent may be too large, also where no body is asked for.
    ...(method !== "GET" ? [413] : []),
    ...(body ? [415] : []),
    429,
    431,
    500,
    503,
  ];
}

/** The bodies that an answer may have, by media type. */
function contentOf(status: number, { schema, content }: Answer, components: Components) {
  const json = (schemas: z.ZodType[]) => {
    const [first, ...others] = schemas.map((each) => jsonSchema(each, "output", components));
    return { schema: others.length > 0 ? { anyOf: [first, ...others] } : first };
  };
  const plain = [
    ...(schema && !content ? [schema] : []),
    ...(gatewayStatuses.includes(status) ? [gatewaySchema] : []),
  ];
  return {
    ...(plain.length > 0 && { "application/json": json(plain) }),
    ...(content && { [content]: schema ? json([schema]) : { schema: { type: "string" } } }),
    ...(status >= 400 && { "application/problem+json": json([problemSchema]) }),
  };
}

function responseOf(status: number, answer: Answer, components: Components) {
  const { description, headers } = answer;
  const content = contentOf(status, answer, components);
  return {
    description,
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, description]) => [
          name,
          { description: description, required: true, schema: { type: "string" } },
        ]),
      ),
    }),
    ...(Object.keys(content).length > 0 && { content }),
  };
}

/** Whether `If-None-Match` is looked at: what a GET answers has a tag. */
const isConditional = ({ method, answers }: RouteContract): boolean =>
  method === "GET" && answers[200]?.headers?.etag !== undefined;

function responsesOf(contract: RouteContract, components: Components) {
  const common = commonStatusesOf(contract).map((status) => [
    status,
    { $ref: `#/components/responses/${status}` },
  ]);
  const known: Answer = {
    description: "If-None-Match names the tag of what would be answered",
    headers: { etag: "that tag" },
  };
  const own = Object.entries({ ...contract.answers, ...(isConditional(contract) && { 304: known }) }).map(
    ([status, answer]) => [status, responseOf(Number(status), answer, components)],
  );
  return Object.fromEntries([...common, ...own]);
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Stable as the path is: `getCasesByCaseNumber`, `postCasesByCaseNumberActionsAccept`. */
export const operationId = ({ method, path }: Pick<RouteContract, "method" | "path">): string =>
  [
    method.toLowerCase(),
    ...path
      .slice("/v1/".length)
      .replaceAll("{", "by-")
      .split(/[^A-Za-z0-9]+/)
      .filter((word) => word !== "")
      .map(capital),
  ].join("");

function operationOf(contract: RouteContract, components: Components) {
  const { summary, tag, access } = contract;
  const body = contract.body ?? contract.documentedBody;
  return {
    operationId: operationId(contract),
    summary: `${summary.zh} ${summary.en}`,
    tags: [tag],
    security:
      access.kind === "person" ? [{ signIn: [] }] : access.kind === "machine" ? [{ machine: [] }] : [],
    ...(access.kind === "person" && { "x-roles": access.roles }),
    parameters: [
      ...parametersOf(contract.pathParameters, "path", components),
      ...parametersOf(contract.query, "query", components),
      ...parametersOf(contract.headers, "header", components),
      ...(isConditional(contract)
        ? [{ name: "if-none-match", in: "header", required: false, schema: { type: "string" } }]
        : []),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: jsonSchema(body, "input", components) } },
      },
    }),
    responses: responsesOf(contract, components),
  };
}

/** The whole API as OpenAPI 3.1, from the contracts that the functions themselves check by. */
export function openApi(routes = allRoutes) {
  const components: Components = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const contract of routes) {
    paths[contract.path] = {
      ...paths[contract.path],
      [contract.method.toLowerCase()]: operationOf(contract, components),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tongban 通办",
      version: "1",
      description:
        "One-stop government services. Errors are RFC 9457 problem details in the Accept-Language.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/", description: "where this description was read" }],
    paths,
    components: {
      securitySchemes: {
        signIn: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        machine: {
          type: "apiKey",
          in: "header",
          name: "X-Tongban-Signature",
          description:
            "'v2:' and hex HMAC-SHA256 over the lines 'v2', X-Tongban-Timestamp, method and path ('POST /v1/…'), and the body; or, for machines that know no other, hex HMAC-SHA256 over X-Tongban-Timestamp + '.' + body. X-Tongban-Key names the machine; 5 minutes of skew",
        },
      },
      responses: Object.fromEntries(
        Object.entries(commonAnswers).map(([status, answer]) => [
          status,
          responseOf(Number(status), answer, components),
        ]),
      ),
      schemas: components,
    },
  };
}
