import type { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { sqsEventQueue } from "../../../functions/courier-callback/event-queue.ts";

type Failing = (body: string, attempt: number) => boolean;

/** SQS with entries that fail as told; an emulator shows no such fault. */
function sqsThat(fails: Failing, throws: (call: number) => boolean = () => false) {
  const taken: string[] = [];
  const sizes: number[] = [];
  const attempts = new Map<string, number>();
  const send = async ({ input }: SendMessageBatchCommand) => {
    const entries = input.Entries ?? [];
    sizes.push(entries.length);
    if (throws(sizes.length)) throw Object.assign(new Error("no route"), { name: "TimeoutError" });
    const Successful: { Id?: string }[] = [];
    const Failed: { Id?: string; Code: string }[] = [];
    for (const { Id = "", MessageBody = "" } of entries) {
      const attempt = (attempts.get(MessageBody) ?? 0) + 1;
      attempts.set(MessageBody, attempt);
      if (fails(MessageBody, attempt)) Failed.push({ Id, Code: "InternalError" });
      else {
        Successful.push({ Id });
        taken.push(MessageBody);
      }
    }
    return { Successful, Failed };
  };
  return { taken, sizes, client: { send } as unknown as Parameters<typeof sqsEventQueue>[1] };
}

const messages = Array.from({ length: 23 }, (_, index) => ({ index }));
const bodies = messages.map((message) => JSON.stringify(message));

describe("the queue of courier events", () => {
  it("takes any number, ten per call", async () => {
    const sqs = sqsThat(() => false);
    expect(await sqsEventQueue("url", sqs.client).send(messages)).toEqual([]);
    expect(sqs.taken.toSorted()).toEqual(bodies.toSorted());
    expect(sqs.sizes).toEqual([10, 10, 3]);
  });

  it("asks nothing for nothing", async () => {
    const sqs = sqsThat(() => false);
    expect(await sqsEventQueue("url", sqs.client).send([])).toEqual([]);
    expect(sqs.sizes).toEqual([]);
  });

  it("sends the entries that failed once more, and only these", async () => {
    const sqs = sqsThat((body, attempt) => attempt === 1 && (body === bodies[3] || body === bodies[14]));
    expect(await sqsEventQueue("url", sqs.client).send(messages)).toEqual([]);
    expect(sqs.sizes).toEqual([10, 10, 3, 2]);
    expect(sqs.taken).toHaveLength(23);
  });

  it("tells what failed twice", async () => {
    const sqs = sqsThat((body) => body === bodies[3]);
    expect(await sqsEventQueue("url", sqs.client).send(messages)).toEqual(["InternalError"]);
  });

  it("counts a call without an answer as failed, and tries it again", async () => {
    const once = sqsThat(
      () => false,
      (call) => call === 1,
    );
    expect(await sqsEventQueue("url", once.client).send(messages)).toEqual([]);
    const always = sqsThat(
      () => false,
      () => true,
    );
    expect(await sqsEventQueue("url", always.client).send(messages.slice(0, 2))).toEqual([
      "TimeoutError",
      "TimeoutError",
    ]);
  });
});
