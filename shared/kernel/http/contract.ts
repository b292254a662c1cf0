import * as z from "zod";
import { staffRoles } from "#events/staff.ts";
import type { Openable } from "#shared/kernel/accesses/access.ts";
import type { Limited } from "#shared/kernel/accesses/policy.ts";
import type { Text } from "./locale.ts";

export const roles = ["citizen", ...staffRoles] as const;
export type Role = (typeof roles)[number];

/** How sure the sign-in is of who a citizen is, the surest last. */
export const identityLevels = ["password", "realName", "face"] as const;
export type IdentityLevel = (typeof identityLevels)[number];

/**
 * Who may call: anybody, people who signed in with one of the roles, machines that sign their bodies
 * (checked in the function), or carriers by a rule of their own adapter.
 */
export type Access =
  | { kind: "public" }
  | {
      kind: "person";
      roles: readonly Role[];
      /** How a citizen has to be signed in; with their real name unless said. Staff always need a second factor. */
      level?: IdentityLevel;
      /** Answers staff who left as well: the sign-in by which whoever a file no longer named is there again. */
      bringsBack?: true;
    }
  | { kind: "machine" };

/**
 * One answer of a route. With a `schema` its body is JSON of exactly that; with `content` a text or bytes of that media
 * type, written by the function itself; with neither it has no body. Refusals without a schema are problem+json; those that
 * every route has (bad input, sign-in, role, size, rate, faults) are said only where there is more to say.
 */
export type Answer = {
  description: string;
  schema?: z.ZodType;
  content?: string;
  /** Headers that it always has, each with what it says. */
  headers?: Record<string, string>;
};
export type Answers = Record<number, Answer>;

/** A page of a list: `nextCursor` asks for the next one. */
export const pageOf = <View extends z.ZodType>(view: View) =>
  z.object({ items: z.array(view), nextCursor: z.string().nullable() });

/** Names one attempt to create something: repeated with it, a call finds what the first one made. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,128}$/, "需要 8 至 128 个可见字符。|Needs 8 to 128 visible characters.");

/** The version that an action was decided on, as an answer's ETag gave it; proxies that compress weaken the tag. */
export const ifMatch = z
  .string({ error: "需要 If-Match。|If-Match is needed." })
  .regex(/^(W\/)?"[1-9]\d{0,8}(-[0-9a-f]{8})?"$/, "应为带引号的版本号。|Must be the version in quotes.")
  .transform((tag) => Number(/\d+/.exec(tag)?.[0]));

export type Opens = Openable | "nothing";

/** One HTTP call, said once: API Gateway route, input check, OpenAPI and client types come from it. */
export type RouteContract = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: `/v1/${string}`;
  summary: Text;
  tag: string;
  access: Access;
  pathParameters?: z.ZodType;
  query?: z.ZodType;
  headers?: z.ZodType;
  body?: z.ZodType;
  /** For a body that the function takes apart itself, after its signature: said in the document, checked there. */
  documentedBody?: z.ZodType;
  /** Bytes; 64 KB unless said. */
  bodyLimit?: number;
  /**
   * What of somebody's matters staff open with it: an entry in who looked at their data, before it is answered.
   * `nothing`: it tells of nobody, or shows no more than the masked lists do.
   */
  opens?: Opens;
  /** Counted for each account, by the hour and the day: data/access-policy.json says how often. */
  limited?: Limited;
  answers: Answers;
};

/** Keeps the schemas' own types, so that a handler's request and answers are typed by its contract. */
export const defineRoute = <const Contract extends RouteContract>(contract: Contract): Contract => contract;

export const routeKey = (contract: Pick<RouteContract, "method" | "path">): string =>
  `${contract.method} ${contract.path}`;
