import S3Error from "@20minutes/s3rver/lib/models/error.js";
import { callerIn } from "../iam/caller.ts";
import type { Gate } from "../iam/gate.ts";
import { listRequest, type Place, s3Requests } from "../iam/requests.ts";
import { refuse, type S3Context } from "./guard.ts";

export type Callers = { gate: Gate; place: Place };

/** Of a link it is the one who signed it. */
const askingIn = ({ headers, query }: S3Context): string => {
  const signed = query["X-Amz-Credential"];
  return callerIn(signed === undefined ? headers.authorization : `Credential=${String(signed)}`);
};

/** A fifth thing: it refuses what the asking function has no right to, and says "forbidden" for "not found" to who may not list. */
export const rightsOfCallers =
  ({ gate, place }: Callers) =>
  async (context: S3Context, next: () => Promise<void>): Promise<void> => {
    const caller = askingIn(context);
    if (context.method === "OPTIONS" || !gate.isFunction(caller)) return next();
    const refused = gate.refusalOf(caller, s3Requests(place, context));
    if (refused) return refuse(context, 403, "AccessDenied", refused);
    try {
      await next();
    } catch (error) {
      if (!(error instanceof S3Error) || error.code !== "NoSuchKey") throw error;
      const unlisted = gate.refusalOf(caller, [listRequest(place, context.path)]);
      if (!unlisted) throw error;
      refuse(context, 403, "AccessDenied", unlisted);
    }
  };
