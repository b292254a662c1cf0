import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseState } from "#events/case.ts";
import { citizenClaims } from "#local/made-up-identity.ts";
import { type Answer, type Person, person } from "#local/play/api.ts";
import { apply, citizenNamed, signIn } from "#local/play/office.ts";
import { localTables } from "#local/seed.ts";
import { audit } from "#scripts/audit/audit.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { publishProcedures } from "#test/support/applications.ts";
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
  stepsOnward,
} from "#test/support/case-model.ts";
import { problemOf } from "#test/support/problem.ts";
import { seeded } from "#test/support/random.ts";

const runs = 50;
const longest = 28;
/** Of every hundred invocations, so many end before the handler ran and as many after its write. */
const faultsPerHundred = 6;

const random = seeded(77);
let app: TestApp;
let crashes = 0;
let breaking = false;

beforeAll(async () => {
  app = await startTestApp({
    visibilitySeconds: 1,
    hooks: {
      aroundInvoke: async ({ source }, invoke) => {
        const draw = breaking && source === "http" ? random() * 100 : 50;
        if (draw < faultsPerHundred) {
          crashes += 1;
          throw new Error("played: before the handler");
        }
        const result = await invoke();
        if (draw > 100 - faultsPerHundred) {
          crashes += 1;
          throw new Error("played: after the write");
        }
        return result;
      },
    },
  });
  await publishProcedures(await app.as("sun-jing"));
});
afterAll(() => app.end());

/** What people and their browsers do: ask again, with the same key. */
async function insist(call: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const answer = await call();
    if (answer.status < 500) return answer;
  }
  throw new Error("it never answered");
}

let played = 0;

async function peopleOf(): Promise<{ who: Record<ActorName, Person>; ids: Record<ActorName, string> }> {
  played += 1;
  const entries = await Promise.all(
    actorNames.map(async (name) => {
      const sub = `${name}-${played}`;
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
    who: Object.fromEntries(entries.map(([name, , one]) => [name, one])) as Record<ActorName, Person>,
    ids: Object.fromEntries(entries.map(([name, sub]) => [name, sub])) as Record<ActorName, string>,
  };
}

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...playable),
  actor: fc.constantFrom(...actorNames),
  newThing: fc.boolean(),
  assignee: fc.constantFrom("clerkA", "clerkB", "reviewerA", "reviewerB"),
});

describe("random sequences of legal and illegal commands, with crashes in between", () => {
  test(`${runs} cases end as the table says, step by step`, async () => {
    const seen = { steps: 0, done: 0, refused: 0 };
    const reached = new Set<CaseState>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(stepArbitrary, fc.boolean(), fc.nat()), { minLength: 6, maxLength: longest }),
        async (plan) => {
          const { who, ids } = await peopleOf();
          breaking = false;
          const opened = await apply(await citizenNamed(app, ids.owner));
          const path = `/v1/cases/${opened.caseNumber}`;
          let model: Model = begun;
          breaking = true;
          for (const [drawn, legal, which] of plan) {
            const onward = legal ? stepsOnward(model) : [];
            // Where one leads to a state that no walk has seen, it goes there: states are many, walks are few.
            const unseen = onward.filter((one) => !reached.has(modelAfter(model, one).state));
            const possible = unseen.length > 0 ? unseen : onward;
            const step = possible[which % Math.max(possible.length, 1)] ?? drawn;
            const expected = expectedOf(model, step);
            const key = randomUUID();
            const answer = await insist(() =>
              who[step.actor].call("POST", `${path}/actions/${step.action}`, {
                body: bodyOf(model, step, ids),
                headers: { "if-match": `"${model.version}"`, "idempotency-key": key },
              }),
            );
            const outcome = [step.action, step.actor, model.state, answer.status];
            expect(outcome).toEqual([step.action, step.actor, model.state, expected.status]);
            seen.steps += 1;
            if (expected.status === 200) {
              model = modelAfter(model, step);
              seen.done += 1;
            } else seen.refused += 1;
            if (answer.status === 409)
              expect(problemOf(answer).code).toBe("guard" in expected ? "guardFailed" : "actionNotAllowed");
            reached.add(model.state);
          }
          breaking = false;
          const { body } = await who.owner.ask("GET", path);
          expect([body.state, body.version]).toEqual([model.state, model.version]);
          const viewers = ["owner", "clerkA", "reviewerB", "supervisor"] as const;
          for (const actor of viewers) {
            const { body: view } = await who[actor].ask("GET", path);
            // Yet another department could be asked, which this model does not play.
            const comparable = (action: string) => !["submitDeferred", "askOpinion"].includes(action);
            const offered = (view.allowedActions as string[]).filter(comparable);
            const believed = playable.filter(
              (action) =>
                comparable(action) &&
                expectedOf(model, { action, actor, newThing: false, assignee: "clerkA" }).status === 200,
            );
            expect([actor, offered.toSorted()]).toEqual([actor, believed.toSorted()]);
          }
        },
      ),
      { numRuns: runs, seed: 2026, endOnFailure: true },
    );
    expect(seen.done).toBeGreaterThan(60);
    expect(seen.refused).toBeGreaterThan(60);
    expect(reached.size).toBeGreaterThanOrEqual(10);
    expect(crashes).toBeGreaterThan(20);

    await app.drained();
    const { cases, findings } = await audit(app.outputs.CasesTableName ?? "", localTables(app), undefined);
    expect(cases).toBe(runs);
    expect(findings).toEqual([]);
  }, 600_000);
});
