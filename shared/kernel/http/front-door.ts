import { isIP } from "node:net";
import { isSameText } from "#shared/kernel/crypto/same-text.ts";
import type { ApiEvent } from "./route.ts";

/** By this header CloudFront shows that a call came through it; it overwrites what a caller sends under the name. */
export const frontDoorHeader = "x-front-door";
/** Holds what has to stand in it; not set where no front door is. */
export const frontDoorVariable = "FRONT_DOOR_KEY";

type Caller = Pick<ApiEvent, "headers"> & {
  requestContext: { http: Pick<ApiEvent["requestContext"]["http"], "sourceIp"> };
};
type Came = {
  /** Of whoever calls; behind a front door that of the call at it, not the edge's. */
  address: string;
  /** What the front door calls the call, in its own log; undefined where it came another way. */
  door: string | undefined;
};

/**
 * Where a call comes from. What CloudFront appended to `x-forwarded-for` is true only if the call came through it: anybody
 * else may write there what they like.
 */
export function cameFrom(
  { headers, requestContext: { http } }: Caller,
  key: string | undefined = process.env[frontDoorVariable],
): Came {
  const { sourceIp } = http;
  if (!key || !isSameText(key, headers[frontDoorHeader] ?? "")) return { address: sourceIp, door: undefined };
  const came = (headers["x-forwarded-for"] ?? "").split(",").map((entry) => entry.trim());
  // API Gateway has appended who called it: the edge.
  if (came.at(-1) === sourceIp) came.pop();
  const caller = came.at(-1) ?? "";
  return { address: isIP(caller) ? caller : sourceIp, door: headers["x-amz-cf-id"] };
}
