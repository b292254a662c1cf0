import * as z from "zod";
import { departmentCode } from "#events/identifiers.ts";
import { cursorSchema } from "#shared/kernel/aws/cursor.ts";
import { defineRoute, idempotencyKey, ifMatch, type Opens, pageOf, type Role } from "./contract.ts";
import type { Text } from "./locale.ts";

/** What the routes of one kind of record have in common. */
export type RecordApi<Id extends string, View extends z.ZodType> = {
  /** Their path: `/v1/<plural>`. */
  plural: string;
  /** The path parameter with the id. */
  id: Id;
  idSchema: z.ZodType<string>;
  /** One of them, as sentences name it: `a work order`. */
  what: Text;
  /** Who may look; which records each of them sees is for the routes' `mayRead`. */
  readers: readonly Role[];
  /** What staff open when they look at one: see `RouteContract`. */
  opens: Opens;
  /** What actions answer: the record afterwards. */
  view: View;
  /** Of an action's body, in bytes, unless it is the usual one. */
  bodyLimit?: number;
};

const versionTag = { etag: "its version" };
const notFound = { 404: { description: "there is none, or it is not yours to see" } };

const pathOf = <Id extends string>({ id, idSchema }: { id: Id; idSchema: z.ZodType<string> }) =>
  z.strictObject({ [id]: idSchema } as Record<Id, z.ZodType<string>>);

export const pageQuery = {
  cursor: cursorSchema,
  limit: z.coerce.number().int().min(1).max(50).default(20),
};

/** For lists of a department's; see `departmentAsked`. */
export const departmentQuery = { department: departmentCode.optional() };

export const representationId = z
  .string()
  .regex(/^[0-9a-f]{16}$/, "编号不正确。|This is not a representation's id.");
/** For lists of an applicant's: of whoever the caller acts for by this representation. */
export const behalfQuery = { onBehalfOf: representationId.optional() };

/** `GET /v1/<plural>`, or another path below it for another list of the same. */
export const listContract = <Row extends z.ZodType, Query extends z.ZodRawShape>(
  { plural }: { plural: string },
  list: {
    path?: `/v1/${string}`;
    summary: Text;
    /** Which records, in which order. */
    description: string;
    roles: readonly Role[];
    query: Query;
    row: Row;
  },
) =>
  defineRoute({
    method: "GET",
    path: list.path ?? (`/v1/${plural}` as const),
    summary: list.summary,
    tag: plural,
    access: { kind: "person", roles: list.roles },
    query: z.object({ ...pageQuery, ...list.query }),
    answers: { 200: { description: list.description, schema: pageOf(list.row) } },
  });

/** `GET /v1/<plural>/{id}`. */
export const getContract = <Id extends string, Whole extends z.ZodType>(
  api: Omit<RecordApi<Id, z.ZodType>, "view">,
  whole: Whole,
) =>
  defineRoute({
    method: "GET",
    path: `/v1/${api.plural}/{${api.id}}`,
    summary: { zh: `${api.what.zh}详情`, en: `Look at ${api.what.en}` },
    tag: api.plural,
    access: { kind: "person", roles: api.readers },
    pathParameters: pathOf(api),
    opens: api.opens,
    answers: {
      200: { description: "the record", schema: whole, headers: { etag: "its version, and what is shown" } },
      ...notFound,
    },
  });

/** One step of a record's history, as every record tells it. */
export const historyEntry = z.strictObject({
  version: z.int(),
  /** What happened: the event's own name, such as `verified`. */
  event: z.string(),
  at: z.iso.datetime(),
  /** The state that it led to. */
  state: z.string().optional(),
  by: z.strictObject({ role: z.string(), id: z.string() }),
  /** As whoever did it wrote it. */
  words: z.string().optional(),
  /** SHA-256, hex, of what they wrote, which has gone since: its time was over (保存期限届满). */
  digest: z.string().optional(),
});

/** `verified` of `tongban.rectification.verified.v1`. */
export const shortEventName = (type: string): string => type.split(".")[2] ?? type;

/** `GET /v1/<plural>/{id}/history`. */
export const historyContract = <Id extends string>(api: Omit<RecordApi<Id, z.ZodType>, "view">) =>
  defineRoute({
    method: "GET",
    path: `/v1/${api.plural}/{${api.id}}/history`,
    summary: { zh: `${api.what.zh}办理过程`, en: `What happened to ${api.what.en}` },
    tag: api.plural,
    access: { kind: "person", roles: api.readers },
    pathParameters: pathOf(api),
    query: z.object(pageQuery),
    opens: api.opens,
    answers: { 200: { description: "oldest first", schema: pageOf(historyEntry) }, ...notFound },
  });

/** `POST /v1/<plural>`: named by its Idempotency-Key, so that a repeat finds what the first one made. */
export const createContract = <Id extends string, View extends z.ZodType, Body extends z.ZodType>(
  api: RecordApi<Id, View>,
  { summary, roles, body }: { summary: Text; roles: readonly Role[]; body: Body },
) =>
  defineRoute({
    method: "POST",
    path: `/v1/${api.plural}`,
    summary,
    tag: api.plural,
    access: { kind: "person", roles },
    headers: z.object({ "idempotency-key": idempotencyKey }),
    body,
    answers: {
      201: {
        description: "durably made; the same for a repeat of its Idempotency-Key",
        schema: api.view,
        headers: { ...versionTag, location: "where it is" },
      },
      404: { description: "what it is about is not there, or not yours" },
      409: { description: "not possible now" },
      422: { description: "the Idempotency-Key was used with another body" },
    },
  });

const actionContract = <Id extends string, View extends z.ZodType, Body extends z.ZodType>(
  api: RecordApi<Id, View>,
  action: string,
  { label, roles }: { label: Text; roles: readonly Role[] },
  body: Body,
) =>
  defineRoute({
    method: "POST",
    path: `/v1/${api.plural}/{${api.id}}/actions/${action}`,
    summary: label,
    tag: api.plural,
    access: { kind: "person", roles },
    pathParameters: pathOf(api),
    headers: z.object({ "if-match": ifMatch, "idempotency-key": idempotencyKey.optional() }),
    body,
    ...(api.bodyLimit && { bodyLimit: api.bodyLimit }),
    answers: {
      200: {
        description: "the record afterwards; the same for a repeat of its Idempotency-Key",
        schema: api.view,
        headers: versionTag,
      },
      409: {
        description:
          "actionNotAllowed in this state, or guardFailed: `guard` and its sentence; allowedActions says what is possible",
      },
      412: { description: "it has another version now: currentVersion" },
      422: { description: "the Idempotency-Key was used with another body, or what is brought is another's" },
      ...notFound,
    },
  });
export type ActionContract<Id extends string, View extends z.ZodType, Body extends z.ZodType> = ReturnType<
  typeof actionContract<Id, View, Body>
>;

type Row = { label: Text; roles: readonly string[] };

/**
 * `POST /v1/<plural>/{id}/actions/{action}`, a contract for each action that people take: roles and label as the
 * lifecycle's table has them. A body's field `words` goes into the history and not onto the bus.
 */
export function actionContracts<
  Id extends string,
  View extends z.ZodType,
  Bodies extends Record<string, z.ZodType>,
>(
  api: RecordApi<Id, View>,
  { actions }: { actions: Record<keyof Bodies & string, Row> },
  bodies: Bodies,
): { [Action in keyof Bodies & string]: ActionContract<Id, View, Bodies[Action]> } {
  return Object.fromEntries(
    Object.entries(bodies).map(([action, body]) => {
      const { label, roles } = actions[action as keyof Bodies & string];
      const people = roles.filter((role): role is Role => role !== "system");
      return [action, actionContract(api, action, { label, roles: people }, body)];
    }),
  ) as { [Action in keyof Bodies & string]: ActionContract<Id, View, Bodies[Action]> };
}
