import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { type BatchRun, handleBatch, type StreamPolicy } from "#local/engine/lambda/stream-batch.ts";

const now = 1_800_000_000_000;
const record = (sequence: number, ageSeconds = 0): DynamoDBRecord => ({
  dynamodb: { SequenceNumber: String(sequence), ApproximateCreationDateTime: now / 1000 - ageSeconds },
});
const numbers = (records: DynamoDBRecord[]) =>
  records.map(({ dynamodb }) => Number(dynamodb?.SequenceNumber));
const policy: StreamPolicy = {
  bisects: false,
  maximumRetries: 2,
  maximumAgeSeconds: undefined,
  reportsFailures: false,
};

/** Plays one batch; `answer` is the function's, which may throw. */
async function play(
  records: DynamoDBRecord[],
  given: Partial<StreamPolicy>,
  answer: (records: number[]) => unknown,
) {
  const seen: number[][] = [];
  const givenUp: [string, number[]][] = [];
  const checkpoints: number[] = [];
  const pauses: number[] = [];
  const run: BatchRun = {
    invoke: async (batch) => {
      seen.push(numbers(batch));
      return answer(numbers(batch));
    },
    giveUp: async (batch, condition) => void givenUp.push([condition, numbers(batch)]),
    checkpoint: (last) => void checkpoints.push(Number(last.dynamodb?.SequenceNumber)),
    pause: async (attempt) => void pauses.push(attempt),
    now: () => now,
    isOpen: () => true,
  };
  await handleBatch(records, { ...policy, ...given }, run);
  return { seen, givenUp, checkpoints, pauses };
}
const fails = (bad: number) => (batch: number[]) => {
  if (batch.includes(bad)) throw new Error("bad record");
};
const reports = (bad: number) => (batch: number[]) => ({
  batchItemFailures: batch.includes(bad) ? [{ itemIdentifier: String(bad) }] : [],
});
const four = [1, 2, 3, 4].map((sequence) => record(sequence));

describe("a batch of stream records", () => {
  it("is done with when the function returns", async () => {
    const { seen, checkpoints, givenUp } = await play(four, {}, () => undefined);
    expect([seen, checkpoints, givenUp]).toEqual([[[1, 2, 3, 4]], [4], []]);
  });

  it("is tried again as a whole, and given up after its retries", async () => {
    const { seen, givenUp, checkpoints, pauses } = await play(four, {}, fails(3));
    expect(seen).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
    expect(givenUp).toEqual([["RetryAttemptsExhausted", [1, 2, 3, 4]]]);
    expect([checkpoints, pauses]).toEqual([[4], [1, 2]]);
  });

  it("is tried for ever when its retries have no end", async () => {
    let left = 20;
    const answer = () => {
      left -= 1;
      if (left > 0) throw new Error("not yet");
    };
    const { givenUp, checkpoints } = await play(four, { maximumRetries: undefined }, answer);
    expect([left, givenUp, checkpoints]).toEqual([0, [], [4]]);
  });

  it("is halved until the bad record is alone, the others handled in their order", async () => {
    const { seen, givenUp, checkpoints } = await play(four, { bisects: true, maximumRetries: 3 }, fails(3));
    expect(givenUp).toEqual([["RetryAttemptsExhausted", [3]]]);
    expect(checkpoints).toEqual([2, 3, 4]);
    expect(seen.filter((batch) => !batch.includes(3))).toEqual([[1, 2], [4]]);
  });

  it("goes on from the record that the function reported", async () => {
    const { seen, givenUp, checkpoints } = await play(four, { reportsFailures: true }, reports(3));
    expect(seen).toEqual([
      [1, 2, 3, 4],
      [3, 4],
      [3, 4],
    ]);
    expect(givenUp).toEqual([["RetryAttemptsExhausted", [3, 4]]]);
    expect(checkpoints).toEqual([2, 4]);
  });

  it("gives up the reported record alone when it may also halve", async () => {
    const { givenUp, checkpoints } = await play(four, { reportsFailures: true, bisects: true }, reports(2));
    expect(givenUp).toEqual([["RetryAttemptsExhausted", [2]]]);
    expect(checkpoints).toEqual([1, 2, 4]);
  });

  it("counts a report of a record that it does not hold as a failure of all of it", async () => {
    const { seen, givenUp } = await play(four, { reportsFailures: true, maximumRetries: 1 }, () => ({
      batchItemFailures: [{ itemIdentifier: "99" }],
    }));
    expect([seen.length, givenUp]).toEqual([2, [["RetryAttemptsExhausted", [1, 2, 3, 4]]]]);
  });

  it("takes no notice of a report that the mapping did not ask for", async () => {
    const { seen, givenUp } = await play(four, {}, reports(3));
    expect([seen, givenUp]).toEqual([[[1, 2, 3, 4]], []]);
  });

  it("gives up what is older than it may be, unseen, and handles the rest", async () => {
    const mixed = [record(1, 120), record(2, 61), record(3, 10)];
    const { seen, givenUp, checkpoints } = await play(mixed, { maximumAgeSeconds: 60 }, () => undefined);
    expect([seen, givenUp, checkpoints]).toEqual([[[3]], [["MaximumRecordAgeExceeded", [1, 2]]], [2, 3]]);
  });
});
