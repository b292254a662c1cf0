import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, person } from "#local/play/api.ts";
import { asDevice } from "#local/play/devices.ts";
import { apply, citizenNamed } from "#local/play/office.ts";
import { drills } from "#scripts/drill/drills.ts";
import { play } from "#scripts/drill/run.ts";
import { noFaults, Stage } from "#scripts/drill/stage.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";

type Line = Record<"account" | "role" | "address" | "route" | "status" | "requestId", string>;
const lines: Line[] = [];
let app: TestApp;
let citizen: Person;
beforeAll(async () => {
  app = await startTestApp({
    watched: true,
    hooks: { onAccess: (line) => void lines.push(JSON.parse(line)) },
  });
  citizen = await citizenNamed(app, "logged-citizen", { name: "钱七七", idNumber: "11010519491231002X" });
});
afterAll(() => app.end());

const of = (route: string) => lines.filter((line) => line.route === route);

test("who called what from where, and what came of it, and nothing else of them", async () => {
  const { caseNumber } = await apply(citizen);
  const stranger = await citizenNamed(app, "logged-stranger");
  const clerk = await app.as("chen-fang");
  await person(app.apiUrl).call("GET", "/v1/cases");
  await person(app.apiUrl, "a.forged.token").call("GET", "/v1/cases");
  await stranger.call("GET", `/v1/cases/${caseNumber}`);
  await clerk.call("GET", "/v1/me/export");
  await asDevice(app.apiUrl, { deviceId: "window-01", key: "not its key" }, "heartbeat", { waiting: 0 });

  expect(of("GET /v1/cases").map(({ account, status }) => [account, status])).toEqual([
    ["-", "401"],
    ["-", "401"],
  ]);
  expect(of("GET /v1/cases/{caseNumber}")).toMatchObject([
    { account: "logged-stranger", role: "citizen", status: "404" },
  ]);
  expect(of("GET /v1/me/export")).toMatchObject([{ account: "chen-fang", role: "clerk", status: "403" }]);
  expect(of("POST /v1/rating-devices/{deviceId}/heartbeat")).toMatchObject([{ account: "-", status: "401" }]);
  for (const { address } of lines) expect(address).toMatch(/^(::ffff:)?127\.0\.0\.1$/);
  const text = JSON.stringify(lines);
  for (const personal of ["钱七七", "11010519491231002X", caseNumber]) expect(text).not.toContain(personal);

  // The function's line says why, without who; both have the call's id.
  await app.drained();
  const refusals = app.log.filter(({ message }) => message.includes("http.refused"));
  const [hidden] = of("GET /v1/cases/{caseNumber}");
  expect(refusals.find(({ message }) => message.includes(hidden?.requestId ?? "none"))?.message).toContain(
    '"caseNotFound"',
  );
  expect(JSON.stringify(refusals)).not.toContain("logged-stranger");
});

test.each(["dead-letters", "many-refusals"] as const)(
  "the alarm of drill %s rings, and is over",
  async (name) => {
    const { description } = await play(drills[name], new Stage(app, noFaults()));
    expect(description).toMatch(/ What to do: docs\/operations\.md#[\w-]+\.$/);
  },
);
