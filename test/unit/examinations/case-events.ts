import { caseEvents } from "#events/case.ts";
import { digestNo } from "#test/support/record-samples/samples.ts";
import { itemCode, traceparent } from "#test/unit/ratings/samples.ts";
import { caseNumber, citizen } from "./world.ts";

const ended = (name: "withdrawn" | "approved", to: "withdrawn" | "approved") =>
  caseEvents[name].create({
    subject: `case/${caseNumber}`,
    version: 9,
    time: "2026-03-12T02:00:00.000Z",
    traceparent,
    data: {
      caseNumber,
      to,
      itemCode,
      itemVersion: 1,
      department: "1001",
      applicantId: citizen.sub,
      actor: { role: "citizen", id: citizen.sub },
      handIn: "online",
      receive: "window",
      hash: digestNo(1),
    },
  });

/** How the case of these tests ends. */
export const lifecycleEvents = {
  withdrawn: ended("withdrawn", "withdrawn"),
  approved: ended("approved", "approved"),
};
