import { TransactionCanceledException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { form, openSample, person } from "./samples.ts";

// The local engine runs one transaction after the other; DynamoDB cancels one of two that meet.
const cancelled = (Code: string) =>
  new TransactionCanceledException({
    message: "cancelled",
    $metadata: {},
    CancellationReasons: [{ Code }, { Code: "None" }, { Code: "None" }],
  });

function storeThatAnswers(answers: (Error | undefined)[]) {
  let calls = 0;
  const send = async () => {
    const answer = answers[calls];
    calls += 1;
    if (answer) throw answer;
    return {};
  };
  return {
    store: dynamodbCaseStore("cases", { send } as unknown as DynamoDBDocumentClient),
    calls: () => calls,
  };
}

describe("two writers at the same moment", () => {
  test("a submission that met another is tried again, not told to exist", async () => {
    const { store, calls } = storeThatAnswers([cancelled("TransactionConflict"), undefined]);
    expect(await store.create(openSample(), form, person)).toBe("created");
    expect(calls()).toBe(2);
  });

  test("once the other has won, the case exists", async () => {
    const { store } = storeThatAnswers([
      cancelled("TransactionConflict"),
      cancelled("ConditionalCheckFailed"),
    ]);
    expect(await store.create(openSample(), form, person)).toBe("exists");
  });

  test("a command that met a transaction is decided anew", async () => {
    const conflict = new TransactionConflictException({ message: "conflict", $metadata: {} });
    expect(await storeThatAnswers([conflict]).store.replace(openSample())).toBe("stale");
  });

  test("any other failure is told as it is", async () => {
    const { store } = storeThatAnswers([cancelled("ValidationError")]);
    await expect(store.create(openSample(), form, person)).rejects.toThrow("cancelled");
  });
});
