import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import type * as z from "zod";
import type { Caller } from "./caller.ts";
import type { RouteContract } from "./contract.ts";
import type { Locale } from "./locale.ts";
import type { Opened, OpenedBy } from "./opened.ts";
import type { FieldError } from "./problem.ts";

export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
type Part = "pathParameters" | "query" | "headers" | "body";
type Out<Contract, Name extends Part> = Contract extends { [Key in Name]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

export type ApiRequest<Contract extends RouteContract = RouteContract> = {
  path: Out<Contract, "pathParameters">;
  query: Out<Contract, "query">;
  headers: Out<Contract, "headers">;
  body: Out<Contract, "body">;
  /** Exactly what came, for signatures. */
  rawBody: Buffer;
  rawHeaders: Record<string, string | undefined>;
  /** Method and path as they were called: `POST /v1/…`. */
  target: string;
  /** Who signed in; nobody, with an empty id, on routes whose access is not `person`. */
  caller: Caller;
  locale: Locale;
  traceparent: string;
  sourceIp: string;
};

type BodyOf<Declared> = Declared extends { content: string }
  ? { body: string | Buffer }
  : Declared extends { schema: infer Schema extends z.ZodType }
    ? { body: z.output<Schema> }
    : { body?: undefined };
type HeadersOf<Declared> = Declared extends { headers: infer Headers }
  ? { headers: Record<keyof Headers & string, string> & Record<string, string> }
  : { headers?: Record<string, string> };
/** Thrown as a Problem, not returned: 4xx and 5xx without a schema of their own. */
type IsThrown<Status extends number, Declared> = Declared extends { schema: z.ZodType }
  ? false
  : `${Status}` extends `${4 | 5}${string}`
    ? true
    : false;
type AnswerWith<Status extends number, Declared> =
  IsThrown<Status, Declared> extends true
    ? never
    : { status: Status } & BodyOf<Declared> & HeadersOf<Declared>;
/** The compiler names keys that came by a spread as text. */
type StatusOf<Key> = Key extends number ? Key : Key extends `${infer Status extends number}` ? Status : never;

/** What a handler may return: one of the contract's answers, as it is declared. */
export type ApiAnswer<Contract extends RouteContract> = {
  [Key in keyof Contract["answers"]]: AnswerWith<StatusOf<Key>, Contract["answers"][Key]> &
    OpenedBy<Contract>;
}[keyof Contract["answers"]];

export type AnyAnswer = { status: number; body?: unknown; headers?: Record<string, string>; opened?: Opened };

/** What came, unchecked: for errors that only the domain can find. */
export type RawRequest = { body: unknown; headers: Record<string, string | undefined>; caller: Caller };

export type Route = {
  contract: RouteContract;
  handle(request: ApiRequest): Promise<AnyAnswer>;
  /** Further errors found in the raw input, listed together with those of the schemas. */
  moreErrors?(raw: RawRequest): Promise<FieldError[]>;
};

/**
 * `route(contract)(handle)`: the handler's request and answers are typed by the contract. In two calls, because the
 * compiler checks what a handler returns only against a contract that it has already settled.
 */
export const route =
  <const Contract extends RouteContract>(contract: Contract, moreErrors?: Route["moreErrors"]) =>
  (handle: (request: ApiRequest<Contract>) => Promise<ApiAnswer<Contract>>): Route => ({
    contract,
    handle: handle as Route["handle"],
    ...(moreErrors && { moreErrors }),
  });
