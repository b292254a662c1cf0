import * as z from "zod";

/** What a service that is asked too fast calls its error. */
const names = new Set([
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "SlowDown",
  "TransactionInProgressException",
  "TransactionConflictException",
]);

/** Why a transaction was cancelled that may succeed a moment later. */
const passing = new Set(["ThrottlingError", "ProvisionedThroughputExceeded", "TransactionConflict"]);
const cancelledSchema = z.object({
  CancellationReasons: z.array(z.object({ Code: z.string().optional() })),
});

/** AWS's errors that mean "too fast", not "broken": whoever comes again after a while may succeed. */
export function isThrottling(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { CancellationReasons: reasons = [] } = cancelledSchema.safeParse(error).data ?? {};
  return names.has(error.name) || reasons.some(({ Code = "" }) => passing.has(Code));
}

/** What DynamoDB left unprocessed again and again; it has no error for that. */
export class UnprocessedItemsError extends Error {
  override readonly name = "ThrottlingException";
}
