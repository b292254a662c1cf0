import { expect, test } from "vitest";
import { messageOf } from "../../../web/src/device/invitation-message.ts";

const invitation = { caseNumber: "4116021001202611281A2B3CX", stage: "acceptance" };

test("an invitation to rate and its answer are taken", () => {
  expect(messageOf({ invitation })).toEqual({ invitation });
  expect(messageOf({ shown: true })).toEqual({ shown: true });
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["a text", "shown"],
  ["a list", [{ shown: true }]],
  ["no answer", { shown: "yes" }],
  ["two messages in one", { shown: true, invitation }],
  ["an address instead of a number", { invitation: { ...invitation, caseNumber: "../../staff/me" } }],
  ["a number that is none", { invitation: { ...invitation, caseNumber: 5 } }],
  ["a stage that there is not", { invitation: { ...invitation, stage: "toString" } }],
  ["more than is asked for", { invitation: { ...invitation, html: "<b>" } }],
])("%s is not", (_what, data) => {
  expect(messageOf(data)).toBeUndefined();
});
