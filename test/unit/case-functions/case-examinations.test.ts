import type { SQSRecord } from "aws-lambda";
import { beforeEach, describe, expect, test } from "vitest";
import { hearingEvents } from "#events/hearing.ts";
import { inspectionEvents } from "#events/inspection.ts";
import type { Command } from "#shared/cases/command.ts";
import { runCommand } from "#shared/cases/run-command.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import {
  clerk,
  form,
  openSample,
  person,
  reviewer,
  steadyCalendar,
  thursday,
  traceparent,
} from "#test/unit/cases/samples.ts";
import { caseExaminations } from "../../../functions/cases/case-examinations/case-examinations.ts";

const id = "9f86d081884c7d65";
const [own, foreign] = ["0b0e4c1a-7d1e-8a3c-8b1d-01234567890a", "0b0e4c1a-7d1e-8a3c-8b1d-01234567890b"];
const { caseNumber, item, department } = openSample();
const facts = { caseNumber, itemCode: item.code, department };

let world: ReturnType<typeof makeWorld>;
function makeWorld() {
  const claimed: string[] = [];
  return {
    store: memoryCaseStore(),
    calendar: steadyCalendar,
    now: () => thursday,
    claimed,
    documents: {
      unusable: async (ids: string[], owners: string[]) =>
        ids.filter((one) => one !== own || !owners.includes("reviewer-1")),
      claims: async (ids: string[]) => {
        claimed.push(...ids);
        return [];
      },
    },
  };
}
beforeEach(async () => {
  world = makeWorld();
  await world.store.write(openSample(), { form, person });
  for (const [action, actor] of [
    ["passPreReview", clerk],
    ["accept", reviewer],
  ] as [Command["action"], typeof clerk][])
    await runCommand(world, caseNumber, { action, actor, traceparent });
});

const hearing = (version: number, state: "announced" | "owed" | "closed") =>
  hearingEvents[({ announced: "announced", owed: "requested", closed: "closed" } as const)[state]].create({
    subject: `hearing/${id}`,
    version,
    time: thursday,
    traceparent,
    data: {
      ...facts,
      hearingId: id,
      state,
      ground: "onRequest",
      ...(state !== "closed" && { owed: { until: "2099-01-01T00:00:00.000Z" } }),
    },
  });
const recorded = inspectionEvents.recorded.create({
  subject: `inspection/${id}`,
  version: 4,
  time: thursday,
  traceparent,
  data: {
    ...facts,
    inspectionId: id,
    state: "recorded",
    owed: { until: "2099-01-01T00:00:00.000Z" },
    documents: [own, foreign],
    recordedBy: "reviewer-1",
  },
});
const deliver = (detail: { type: string }) =>
  caseExaminations(world)(JSON.stringify({ "detail-type": detail.type, detail }), {} as SQSRecord);
const approve = () => runCommand(world, caseNumber, { action: "approve", actor: reviewer, traceparent });

describe("what a case learns of its examination", () => {
  test.each([
    ["in order", [1, 2, 3]],
    ["backwards", [3, 2, 1]],
    ["twice", [1, 1, 3, 2, 3]],
  ])("is the newest version, arriving %s", async (_how, order) => {
    const messages = { 1: hearing(1, "announced"), 2: hearing(2, "owed"), 3: hearing(5, "closed") };
    for (const number of order) await deliver(messages[number as 1 | 2 | 3]);
    expect((await world.store.read(caseNumber))?.examinations).toEqual([
      { kind: "hearing", id, version: 5, state: "closed", step: "closed" },
    ]);
  });

  test("keeps it from being decided until it is over", async () => {
    await deliver(hearing(1, "announced"));
    expect((await approve()).kind).toBe("refused");
    await deliver(hearing(5, "closed"));
    expect((await approve()).kind).toBe("done");
    // It was decided: nothing more is recorded, and nothing is tried again.
    await deliver(hearing(6, "owed"));
    expect((await world.store.read(caseNumber))?.examinations).toMatchObject([{ version: 5 }]);
  });

  test("brings the recorder's own files into the case, and nobody else's", async () => {
    await deliver(recorded);
    expect(world.claimed).toEqual([own]);
    expect((await world.store.read(caseNumber))?.examinations).toMatchObject([{ kind: "inspection" }]);
  });
});
