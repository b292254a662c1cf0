import S3Error from "@20minutes/s3rver/lib/models/error.js";
import type { S3Context } from "./guard.ts";

type StoredObject = { bucket: string; key: string };
type Store = {
  existsObject(bucket: string, key: string): Promise<boolean>;
  putObject(object: StoredObject): Promise<unknown>;
};

/** A third thing that S3 does and s3rver leaves out: with `If-None-Match: *` it writes no object that is there. */
export function writeOnce() {
  let last: Promise<unknown> = Promise.resolve();
  const put = async (store: Store, object: StoredObject): Promise<unknown> => {
    if (await store.existsObject(object.bucket, object.key))
      throw new S3Error(
        "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold",
        { Condition: "If-None-Match" },
      );
    return store.putObject(object);
  };
  return async (context: S3Context & { store: Store }, next: () => Promise<void>): Promise<void> => {
    const { store, method, headers } = context;
    // In the store and not before: whose signature is wrong learns nothing, and a browser may read the answer.
    if (method === "PUT" && headers["if-none-match"] === "*")
      context.store = Object.create(store, {
        putObject: {
          // One after the other: of two at once, one finds the other's.
          value: (object: StoredObject) => {
            const turn = last.then(() => put(store, object));
            last = turn.catch(() => undefined);
            return turn;
          },
        },
      });
    return next();
  };
}
