import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pascalCase } from "#infra/platform.ts";
import { callAws } from "#local/engine/aws-json.ts";
import { recordVariable } from "#local/engine/iam/recording.ts";
import { person } from "#local/play/api.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import { contexts } from "#shared/contexts.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { shuffled } from "#test/support/random.ts";

let app: TestApp;
beforeAll(async () => {
  app = await sharedTestApp();
});
afterAll(() => app.end());

const citizen = "li-min";
const clerk = "chen-fang";
const supervisor = "liu-yang";

/** A right, and what cannot be done without it: by whom and where. */
const plays: [service: string, searched: string, who: string | undefined, path: string][] = [
  ["case-submission", "Cases/byApplicant", citizen, "/v1/cases"],
  ["case-review", "Cases/worklist", clerk, "/v1/worklist"],
  ["personal-data", "Cases/byApplicant", citizen, "/v1/me/export"],
  ["archives", "Archives/byState", clerk, "/v1/archives"],
  ["commitments", "Commitments/openByDepartment", clerk, "/v1/commitments"],
  ["commitments", "Commitments/open", supervisor, "/v1/commitments"],
  ["consultations", "Consultation/desk", clerk, "/v1/consultations"],
  ["consultations", "Consultation/byAsker", citizen, "/v1/consultations"],
  ["faqs", "Consultation/faqDesk", clerk, "/v1/desk/faqs"],
  ["faqs", "Consultation/published", undefined, "/v1/faqs"],
  ["faqs", "Consultation/ofItem", undefined, `/v1/faqs?item=${foodLicence}`],
  ["examinations", "Examinations/byDepartment", clerk, "/v1/inspections"],
  ["examinations", "Examinations/open", supervisor, "/v1/hearings"],
  ["examinations", "Examinations/byAccount", citizen, "/v1/my/interested-parties"],
  ["licences", "Licences/byHolder", citizen, "/v1/licences"],
  ["payments", "Payments/openByDepartment", clerk, "/v1/payments"],
  ["payments", "Payments/byApplicant", citizen, "/v1/my/payments"],
  ["payments", "Payments/openDifferences", supervisor, "/v1/payment-differences"],
  ["rating-callback", "Ratings/comments", undefined, "/v1/ratings/comments"],
  [
    "rating-callback",
    "Ratings/publishedByItem",
    undefined,
    `/v1/ratings/comments?item=${encodeURIComponent(foodLicence)}`,
  ],
  ["rating-management", "Ratings/waiting", supervisor, "/v1/ratings/quarantined"],
  ["rating-management", "Ratings/draws", supervisor, "/v1/rating-draws"],
  ["rating-management", "Ratings/devicesByDepartment", clerk, "/v1/rating-devices"],
  ["rectifications", "Rectifications/openByDepartment", clerk, "/v1/rectifications"],
  ["rectifications", "Rectifications/byApplicant", citizen, "/v1/my/rectifications"],
  ["representations", "Representations/byAgent", citizen, "/v1/representations?side=acting"],
  ["representations", "Representations/byGrantor", citizen, "/v1/representations?side=granted"],
  ["staff", "Staff/byDepartment", clerk, "/v1/staff"],
  ["staff", "Staff/everybody", supervisor, "/v1/staff"],
];

/** Others in every run; all, where it is written down which rights are used. */
const seed = Number(process.env.RIGHTS_SEED ?? Date.now() % 100_000);
const drawn = <Play>(all: readonly Play[], count: number): Play[] =>
  process.env[recordVariable] ? [...all] : shuffled(seed)(all).slice(0, count);

it.each(drawn(plays, 5))(
  `%s without its query of %s: %s is not served at %s, and is once it has it again (RIGHTS_SEED=${seed})`,
  async (service, searched, who, path) => {
    const asking = who ? await app.as(who) : person(app.apiUrl);
    const [table, index] = searched.split("/");
    const isIt = new RegExp(`table/[^/]*Records-${table}[0-9A-F]{8}/index/${index}$`);
    const get = async () => (await asking.call("GET", path)).status;
    expect(await get()).toBe(200);
    const giveBack = app.takeRights(
      (right) => right.service === service && right.action === "dynamodb:Query" && isIt.test(right.resource),
    );
    expect(await get()).toBe(500);
    expect(giveBack()).toEqual([
      expect.stringMatching(/not authorized to perform: dynamodb:Query on resource: /),
    ]);
    expect(await get()).toBe(200);
  },
);

/** Functions that follow events, with their queue and an event that they follow. */
const consumers = drawn(
  contexts.flatMap(({ name: context, functions }) =>
    Object.entries(functions).flatMap(([name, { follows }]) => {
      const types = Object.values(follows ?? {}).map(({ type }) => type);
      const place = `Tongban-local-${pascalCase(context)}-${pascalCase(name.split("-").at(-1) ?? name)}Events`;
      // Some of the events ask nothing of the tables.
      return types.length > 0
        ? [{ name, place, types: new Set([...types.slice(0, 1), ...types.slice(-1)]) }]
        : [];
    }),
  ),
  2,
);

it("what a function cannot do for want of a right waits in its queue, and what nobody understands is laid down", async () => {
  const queueOf = (start: string): string =>
    Object.keys(app.queues).find((name) => name.startsWith(start)) ?? "";
  const sqs = (operation: string, queue: string, more: object = {}) =>
    callAws(app.endpoints.sqs, `AmazonSQS.${operation}`, { QueueUrl: app.queues[queue], ...more });
  const said = (name: string, text: string) =>
    app.log.some((line) => line.source.includes(pascalCase(name)) && line.message.includes(text));
  const giveBack = app.takeRights(({ action }) => action.startsWith("dynamodb:"));
  const exampleOf = (type: string): string => {
    const folder = join("events/examples", type.replace(/\.(v\d+)$/, "/$1"));
    const detail = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0] ?? ""), "utf8"));
    return JSON.stringify({ "detail-type": type, detail });
  };
  for (const { place, types } of consumers)
    for (const MessageBody of [...[...types].map(exampleOf), "no event"])
      await sqs("SendMessage", queueOf(`${place}Queue`), { MessageBody });
  try {
    await expect
      .poll(() => consumers.filter(({ name }) => !said(name, "will be delivered again after a pause")), {
        timeout: 30_000,
      })
      .toEqual([]);
    await expect
      .poll(() => consumers.filter(({ name }) => !said(name, "went to the dead-letter queue")), {
        timeout: 30_000,
      })
      .toEqual([]);
  } finally {
    // Tried again in a second, and found to be about nothing here.
    for (const { place } of consumers)
      for (const queue of [`${place}Queue`, `${place}DeadLetters`]) await sqs("PurgeQueue", queueOf(queue));
  }
  expect(giveBack().length).toBeGreaterThanOrEqual(consumers.length);
});

const sweeps = contexts.flatMap(({ functions }) =>
  Object.entries(functions).flatMap(([name, { sweep }]) => (sweep ? [pascalCase(name)] : [])),
);

it.each(drawn(sweeps, 2))("%s looks for what is due with the rights that it has", async (sweep) => {
  await app.fireSchedule(sweep);
  expect(app.refused()).toEqual([]);
});
