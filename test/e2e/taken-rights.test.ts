import { afterAll, beforeAll, expect, it } from "vitest";
import { person } from "#local/play/api.ts";
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
  ["documents", "Documents", supervisor, "/v1/official-document-numbers?kind=notice&year=2026"],
  ["examinations", "Examinations/byDepartment", clerk, "/v1/inspections"],
  ["examinations", "Examinations/open", supervisor, "/v1/hearings"],
  ["examinations", "Examinations/byAccount", citizen, "/v1/my/interested-parties"],
  ["licences", "Licences/byHolder", citizen, "/v1/licences"],
  ["payments", "Payments/openByDepartment", clerk, "/v1/payments"],
  ["payments", "Payments/byApplicant", citizen, "/v1/my/payments"],
  ["payments", "Payments/openDifferences", supervisor, "/v1/payment-differences"],
  ["rating-callback", "Ratings/comments", undefined, "/v1/ratings/comments"],
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

/** Others in every run: what `npm run rights -- mutate` judges of all rights is played of some. */
const seed = Number(process.env.RIGHTS_SEED ?? Date.now() % 100_000);

it.each(shuffled(seed)(plays).slice(0, 5))(
  `%s without its query of %s: %s is not served at %s, and is once it has it again (RIGHTS_SEED=${seed})`,
  async (service, searched, who, path) => {
    const asking = who ? await app.as(who) : person(app.apiUrl);
    const [table, index] = searched.split("/");
    const isIt = new RegExp(`table/[^/]*Records-${table}[0-9A-F]{8}${index ? `/index/${index}` : ""}$`);
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
