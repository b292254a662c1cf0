import type { DynamoDBRecord } from "aws-lambda";

export type StreamPolicy = {
  bisects: boolean;
  /** Undefined: until the records are too old. */
  maximumRetries: number | undefined;
  maximumAgeSeconds: number | undefined;
  reportsFailures: boolean;
};

type Outcome = { kind: "handled" } | { kind: "failedFrom"; index: number; reported: boolean };

export type BatchRun = {
  invoke(records: DynamoDBRecord[]): Promise<unknown>;
  /** What could not be handled within the policy. */
  giveUp(
    records: DynamoDBRecord[],
    condition: "RetryAttemptsExhausted" | "MaximumRecordAgeExceeded",
  ): Promise<void>;
  /** Everything up to and including this record is done with. */
  checkpoint(record: DynamoDBRecord): void;
  pause(attempt: number): Promise<void>;
  now(): number;
  isOpen(): boolean;
};

type FailureReport = { batchItemFailures?: { itemIdentifier: string }[] } | null | undefined;

const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? "";

async function attempt(records: DynamoDBRecord[], policy: StreamPolicy, run: BatchRun): Promise<Outcome> {
  let answer: FailureReport;
  try {
    answer = (await run.invoke(records)) as FailureReport;
  } catch {
    return { kind: "failedFrom", index: 0, reported: false };
  }
  const failures = policy.reportsFailures ? (answer?.batchItemFailures ?? []) : [];
  if (failures.length === 0) return { kind: "handled" };
  const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
  const index = records.findIndex((record) => failed.has(sequenceOf(record)));
  return { kind: "failedFrom", index: Math.max(index, 0), reported: index >= 0 };
}

/**
 * One batch through Lambda's rules for streams: what comes before the lowest reported failure is done with and
 * the rest is tried again; without a report the batch is halved (bisect); each time counts as a retry, and what
 * is left when the retries or the age run out goes to the on-failure destination.
 */
export async function handleBatch(
  records: DynamoDBRecord[],
  policy: StreamPolicy,
  run: BatchRun,
  retried = 0,
): Promise<void> {
  let rest = records;
  let retries = retried;
  while (rest.length > 0 && run.isOpen()) {
    const fresh = rest.filter((record) => !isTooOld(record, policy, run.now()));
    const old = rest.slice(0, rest.length - fresh.length);
    if (old.length > 0) {
      await run.giveUp(old, "MaximumRecordAgeExceeded");
      run.checkpoint(old.at(-1) as DynamoDBRecord);
      rest = fresh;
      continue;
    }
    const outcome = await attempt(rest, policy, run);
    if (outcome.kind === "handled") {
      run.checkpoint(rest.at(-1) as DynamoDBRecord);
      return;
    }
    if (outcome.index > 0) {
      run.checkpoint(rest[outcome.index - 1] as DynamoDBRecord);
      rest = rest.slice(outcome.index);
    }
    if (policy.maximumRetries !== undefined && retries >= policy.maximumRetries) {
      await run.giveUp(rest, "RetryAttemptsExhausted");
      run.checkpoint(rest.at(-1) as DynamoDBRecord);
      return;
    }
    retries += 1;
    await run.pause(retries);
    if (policy.bisects && rest.length > 1) {
      const middle = outcome.reported ? 1 : Math.ceil(rest.length / 2);
      // The first half is settled, one way or the other, before the second is looked at: order is kept.
      await handleBatch(rest.slice(0, middle), policy, run, retries);
      rest = rest.slice(middle);
      retries = retried;
    }
  }
}

function isTooOld(record: DynamoDBRecord, { maximumAgeSeconds }: StreamPolicy, now: number): boolean {
  const created = record.dynamodb?.ApproximateCreationDateTime;
  return maximumAgeSeconds !== undefined && created !== undefined && now / 1000 - created > maximumAgeSeconds;
}
