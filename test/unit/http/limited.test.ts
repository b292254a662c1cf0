import { expect, it } from "vitest";
import { accessPolicy, accessPolicySchema } from "#shared/kernel/accesses/policy.ts";
import { httpApi, route } from "#shared/kernel/http/api.ts";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import { callRoute } from "#test/support/call-route.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { textsIn } from "../../../web/check-texts.ts";

const logged = capturedLogs();
const contract = defineRoute({
  method: "POST",
  path: "/v1/things",
  summary: { zh: "物", en: "thing" },
  tag: "test",
  access: { kind: "person", roles: ["citizen", "clerk"] },
  limited: "search",
  answers: { 204: { description: "found" } },
});
const { perHour, unusualInHour } = accessPolicy.limits.search;

function world(accesses = memoryAccesses()) {
  const clock = { now: "2026-11-23T02:00:00.000Z" };
  const open = () =>
    httpApi([route(contract)(async () => ({ status: 204 }))], { accesses, now: () => clock.now });
  const ask = (handler: ReturnType<typeof open>, sub = "chen-fang", role = "clerk") =>
    callRoute(handler, { sub, role }, "POST /v1/things", { headers: { "accept-language": "en" } });
  return { clock, open, ask };
}

it("is one limit for one person, whatever environment answers", async () => {
  const { clock, open, ask } = world();
  for (let nth = 0; nth < perHour; nth += 1) expect((await ask(open())).status).toBe(204);
  const { status, body, headers } = await ask(open());
  expect([status, body.code, headers["retry-after"]]).toEqual([429, "limitReached", "3600"]);
  expect(body.detail).toContain(`${perHour} an hour`);
  expect(body.detail).toContain("after 11:00");
  expect((await ask(open(), "wang-lei")).status).toBe(204);
  clock.now = "2026-11-23T03:00:00.000Z";
  expect((await ask(open())).status).toBe(204);
});

it("tells somebody before it is reached, and when it is, without the account", async () => {
  const { open, ask } = world();
  const linesNow = () => JSON.stringify(logged);
  for (let nth = 1; nth < unusualInHour; nth += 1) await ask(open());
  expect(linesNow()).not.toContain("accessLimits");
  for (let nth = unusualInHour; nth <= perHour + 1; nth += 1) await ask(open());
  expect(linesNow().match(/accessLimits\.unusual/g)).toHaveLength(1);
  expect(linesNow()).toContain("accessLimits.reached");
  expect(linesNow()).not.toContain("chen-fang");
});

it("holds no citizen to the limits of staff", async () => {
  const { open, ask } = world();
  for (let nth = 0; nth <= perHour; nth += 1)
    expect((await ask(open(), "li-min", "citizen")).status).toBe(204);
});

it("begins nowhere without a place to count", () => {
  expect(() => httpApi([route(contract)(async () => ({ status: 204 }))])).toThrow("counted nowhere");
});

it("has a policy that is sound, and whose reasons the pages say in its words", () => {
  expect(accessPolicySchema.parse(accessPolicy)).toEqual(accessPolicy);
  for (const language of ["zh", "en"] as const) {
    const words = Object.fromEntries(accessPolicy.reasons.map((reason) => [reason.code, reason[language]]));
    const { kit } = textsIn(language) as { kit: { value: { reasonCode: Record<string, string> } } };
    expect(kit.value.reasonCode).toEqual(words);
  }
});
