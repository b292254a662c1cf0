import { cursorSchema, decodeCursor, encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { type SecretTexts, secretTexts } from "#shared/kernel/aws/secret.ts";
import { openText, sealText } from "#shared/kernel/machine-keys/sealed-text.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { readVariables } from "#shared/kernel/needs.ts";
import type { Caller } from "./caller.ts";
import { type RouteContract, routeKey } from "./contract.ts";
import type { AnyAnswer, ApiEvent } from "./route.ts";

/** Where a page goes on from: whose call it is, to which list of which record. */
type Place = { contract: RouteContract; path: Record<string, string | undefined>; callerId: string };

/** As long as a mark is published to be at most. */
const longest = 1024;

/** Whether a route's pages go on from a table's keys. */
export const hasPageMarks = ({ query }: Pick<RouteContract, "query">): boolean =>
  query !== undefined && "shape" in query && (query.shape as { cursor?: unknown }).cursor === cursorSchema;

const purposeOf = ({ contract, path, callerId }: Place): string =>
  `page marks ${sha256Hex(JSON.stringify([routeKey(contract), Object.values(path), callerId]))}`;

/**
 * Page marks as callers carry them: a table's keys would tell more than a list does, so they are sealed, for one list and
 * one caller. The same place has the same mark, so that answers which everybody reads can be kept by caches. One that was
 * given before a rotation is still taken.
 */
export function sealedMarks(secrets: SecretTexts) {
  return {
    async seal(place: Place, cursor: string): Promise<string> {
      const [secret = ""] = await secrets();
      return sealText(secret, purposeOf(place), JSON.stringify(decodeCursor(cursor)));
    },
    /** Nothing that is a cursor, for what is not one of this place. */
    async open(place: Place, mark: string): Promise<string> {
      const text = mark.length > longest ? undefined : openText(await secrets(), purposeOf(place), mark);
      return (text && encodeCursor(JSON.parse(text) as Record<string, unknown>)) ?? "";
    },
  };
}
export type PageMarks = ReturnType<typeof sealedMarks>;

let ofThisFunction: SecretTexts | undefined;

/** Of a function with `PERSON_INDEX_SECRET` among its needs, which is read when a list first has another page. */
export const pageMarksOf = (): PageMarks =>
  sealedMarks(() => {
    ofThisFunction ??= secretTexts(readVariables(["PERSON_INDEX_SECRET"]).PERSON_INDEX_SECRET);
    return ofThisFunction();
  });

/** An answer as its caller gets it: the mark of its next page sealed. */
export async function withMark(
  answer: AnyAnswer,
  contract: RouteContract,
  { pathParameters: path = {} }: Pick<ApiEvent, "pathParameters">,
  { id: callerId }: Pick<Caller, "id">,
  marks: PageMarks,
): Promise<AnyAnswer> {
  const { nextCursor } = (answer.body ?? {}) as { nextCursor?: unknown };
  if (typeof nextCursor !== "string" || !hasPageMarks(contract)) return answer;
  const sealed = await marks.seal({ contract, path, callerId }, nextCursor);
  return { ...answer, body: { ...(answer.body as object), nextCursor: sealed } };
}
