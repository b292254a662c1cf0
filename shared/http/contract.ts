import type * as z from "zod";
import type { Text } from "./locale.ts";

export const roles = ["citizen", "clerk", "reviewer", "supervisor", "admin"] as const;
export type Role = (typeof roles)[number];

/**
 * Who may call: anybody, people who signed in with one of the roles, machines that sign their bodies
 * (checked in the function), or carriers by a rule of their own adapter.
 */
export type Access = { kind: "public" } | { kind: "person"; roles: readonly Role[] } | { kind: "machine" };

export type Answers = Record<number, { description: string; schema?: z.ZodType }>;

/** One HTTP call, said once: API Gateway route, input check, OpenAPI and client types come from it. */
export type RouteContract<
  Path extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Headers extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: `/v1/${string}`;
  summary: Text;
  tag: string;
  access: Access;
  pathParameters?: Path;
  query?: Query;
  headers?: Headers;
  body?: Body;
  /** Bytes; 64 KB unless said. */
  bodyLimit?: number;
  answers: Answers;
};

export function defineRoute<
  Path extends z.ZodType,
  Query extends z.ZodType,
  Headers extends z.ZodType,
  Body extends z.ZodType,
>(contract: RouteContract<Path, Query, Headers, Body>): RouteContract<Path, Query, Headers, Body> {
  return contract;
}

export const routeKey = (contract: Pick<RouteContract, "method" | "path">): string =>
  `${contract.method} ${contract.path}`;
