import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { citizenClaims } from "#local/made-up-identity.ts";
import { handIn, type Person, person } from "#local/play/api.ts";
import { makePdf } from "#local/play/files.ts";
import { apply, citizenNamed, signIn } from "#local/play/office.ts";
import {
  act,
  applicant,
  type CaseBody,
  submissionOf,
  submit,
  uploadMaterials,
} from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { answersFor } from "#test/support/applications.ts";
import {
  type ActorName,
  actorNames,
  begun,
  bodyOf,
  expectedOf,
  type Model,
  modelAfter,
  playable,
  roleOf,
  type Step,
} from "#test/support/case-model.ts";
import { differences, tableDump } from "#test/support/table-dump.ts";

const individualBusiness = "11411602MB9100104L4000701002001";
const deregistration = "11411602MB9100104L4000701003001";

let app: TestApp;
beforeAll(async () => {
  app = await sharedTestApp();
});
afterAll(() => app.end());

type People = { who: Record<ActorName, Person>; ids: Record<ActorName, string> };

/** Nobody may ask too often, so each state has people of its own. */
async function peopleOf(state: string): Promise<People> {
  const entries = await Promise.all(
    actorNames.map(async (name) => {
      const sub = `${name}-${state.replaceAll(" ", "-")}`;
      const role = roleOf[name];
      const office = role === "clerk" || role === "reviewer";
      const department = name === "asked" ? "1017" : "1001";
      const claims = { ...citizenClaims(sub), role, ...((office || name === "leader") && { department }) };
      const one = person(app.apiUrl, await app.tokenWith(claims));
      if (office) await signIn(one);
      return [name, sub, one] as const;
    }),
  );
  return {
    who: Object.fromEntries(entries.map(([name, , one]) => [name, one])) as People["who"],
    ids: Object.fromEntries(entries.map(([name, sub]) => [name, sub])) as People["ids"],
  };
}

/** Plays the requests, all to be refused as said, and holds the tables as they are against those of before. */
async function leavesNothing(requests: () => Promise<[name: string, status: number][]>, allowed: number[]) {
  const before = await tableDump(app);
  for (const [name, status] of await requests())
    expect([name, allowed.includes(status), status]).toEqual([name, true, status]);
  // How often somebody asks is counted, refused or not.
  const changed = differences(before, await tableDump(app)).filter((key) => !key.includes(" COUNT#"));
  expect(changed).toEqual([]);
}

const ask = async (
  { who }: People,
  actor: ActorName,
  { caseNumber }: CaseBody,
  action: string,
  version: unknown,
  body: unknown,
) => {
  const headers = { "if-match": `"${version}"`, "idempotency-key": randomUUID() };
  const { status } = await who[actor].call("POST", `/v1/cases/${caseNumber}/actions/${action}`, {
    body,
    headers,
  });
  return [`${action} by ${actor}`, status] as [string, number];
};

/** A way through the lifecycle; of each state every command is tried that it refuses. */
const ways: [string, [ActorName, Step["action"]][]][] = [
  ["submitted", []],
  [
    "awaiting a supplement",
    [
      ["clerkA", "passPreReview"],
      ["clerkA", "requestSupplement"],
    ],
  ],
  [
    "accepted",
    [
      ["clerkA", "passPreReview"],
      ["clerkA", "recordLookUp"],
      ["clerkA", "accept"],
    ],
  ],
  [
    "approved",
    [
      ["clerkA", "passPreReview"],
      ["clerkA", "recordLookUp"],
      ["clerkA", "accept"],
      ["reviewerA", "approve"],
    ],
  ],
  ["withdrawn", [["owner", "withdraw"]]],
];

describe("a command that is refused leaves every table as it was", () => {
  test.each(ways)("of a case that is %s", async (state, way) => {
    const people = await peopleOf(state);
    const { who, ids } = people;
    let model: Model = begun;
    let opened = await apply(await citizenNamed(app, ids.owner), { receive: { mode: "window" } });
    for (const [actor, action] of way) {
      const step: Step = { action, actor, newThing: false, assignee: "reviewerB" };
      opened = await act(who[actor], opened, action, bodyOf(model, step, ids));
      model = modelAfter(model, step);
    }
    const actors = ["owner", "clerkA", "reviewerB", "asked", "leader"] as const;
    const steps = playable.flatMap((action) =>
      actors.map((actor): Step => ({ action, actor, newThing: false, assignee: "reviewerB" })),
    );
    const commands = steps.flatMap((step) => {
      const { action, actor } = step;
      const body = bodyOf(model, step, ids) as object;
      // What does not fit is refused whoever sends it.
      const unfitting =
        actor === actors[0] ? [{ version: model.version, body: { ...body, nothingOfThis: true } }] : [];
      const refused = expectedOf(model, step).status === 200 ? [] : [{ version: model.version, body }];
      return [{ version: 999_999, body }, ...unfitting, ...refused].map((one) => ({ action, actor, ...one }));
    });
    await leavesNothing(async () => {
      const answers: [string, number][] = [];
      const worker = async (): Promise<void> => {
        for (let next = commands.shift(); next; next = commands.shift())
          answers.push(await ask(people, next.actor, opened, next.action, next.version, next.body));
      };
      await Promise.all(Array.from({ length: 4 }, worker));
      return answers;
    }, [400, 403, 404, 409, 412]);
  });

  test("neither documents nor licences that it brings are tied to the case", async () => {
    const citizen = await citizenNamed(app, "brings-what-is-refused");
    const { who } = await peopleOf("brought");
    const { clerkA, clerkB } = who;
    const promised = async () => ({
      materials: [
        { materialId: "investors-promise", documentId: await handIn(citizen, makePdf(randomUUID())) },
      ],
    });
    const business = await submit(citizen, {
      itemCode: individualBusiness,
      applicant: { phone: applicant.phone },
      answers: await answersFor(citizen, individualBusiness),
      materials: [{ materialId: "place-promise", documentId: await handIn(citizen, makePdf("place")) }],
      handIn: { mode: "online" },
      receive: { mode: "electronic" },
    });
    await act(citizen, await act(clerkA, business, "decideOnTheSpot"), "collect");
    await app.drained();
    const [licence] = (await citizen.ask("GET", "/v1/licences")).body.items as { licenceId: string }[];
    const licences = [{ materialId: "business-licence", licenceId: licence?.licenceId, authorised: true }];
    const given = {
      ...submissionOf([], { receive: { mode: "window" } }),
      itemCode: deregistration,
      answers: await answersFor(citizen, deregistration),
    };
    const opened = await submit(citizen, {
      ...given,
      ...(await promised()),
      materials: [
        ...(await promised()).materials,
        { materialId: "business-licence", documentId: await handIn(citizen, makePdf("licence")) },
      ],
    });
    const path = `/v1/cases/${opened.caseNumber}/actions`;
    const supplied = (await promised()).materials;
    const bring = async (action: string, version: number, more: object = {}) => {
      const headers = { "if-match": `"${version}"`, "idempotency-key": randomUUID() };
      const body = { materials: supplied, licences, ...more };
      return [action, (await citizen.call("POST", `${path}/${action}`, { body, headers })).status] as [
        string,
        number,
      ];
    };
    const materials = await uploadMaterials(citizen);
    await leavesNothing(
      async () => [
        [
          "submit",
          (
            await citizen.call("POST", "/v1/cases", {
              body: { ...given, materials, licences },
              headers: { "idempotency-key": randomUUID() },
            })
          ).status,
        ],
      ],
      [400],
    );
    const returned = await act(clerkB, opened, "returnForChange", { reason: "请补充" });
    await leavesNothing(
      async () => [
        await bring("resubmit", 999_999),
        await bring("supplement", returned.version),
        await bring("resubmit", returned.version, { nothingOfThis: true }),
      ],
      [400, 409, 412],
    );
    const both = await Promise.all([1, 2].map(() => bring("resubmit", returned.version)));
    expect(both.map(([, status]) => status).toSorted()).toEqual([200, 412]);
    const uses = (await citizen.ask("GET", `/v1/licences/${licence?.licenceId}/uses`)).body.items;
    expect(uses).toMatchObject([{ caseNumber: opened.caseNumber, materialId: "business-licence" }]);
  });
});
