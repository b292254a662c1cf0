import { describe, expect, it } from "vitest";
import * as z from "zod";
import { isApartRole } from "#events/staff.ts";
import { contexts } from "#shared/contexts.ts";
import type { Access } from "#shared/kernel/accesses/access.ts";
import { httpApi, type Route, route } from "#shared/kernel/http/api.ts";
import { defineRoute, type RouteContract, routeKey } from "#shared/kernel/http/contract.ts";
import { callRoute } from "#test/support/call-route.ts";

const routes: readonly RouteContract[] = contexts.flatMap(({ functions }) =>
  Object.values(functions).flatMap(({ routes = [] }) => routes),
);

const isForStaff = ({ access }: RouteContract): boolean =>
  access.kind === "person" && access.roles.some((role) => role !== "citizen" && !isApartRole(role));

/** Answers one record. Lists are masked; what an action answers is its summary; what is new was given by the caller. */
const showsOne = ({ path, pathParameters, answers }: RouteContract): boolean =>
  pathParameters !== undefined && answers[200]?.schema !== undefined && !path.includes("/actions/");

describe("what staff open", () => {
  it("is said by the contract of every route that shows them one record", () => {
    const silent = routes.filter((contract) => isForStaff(contract) && showsOne(contract) && !contract.opens);
    expect(silent.map(routeKey)).toEqual([]);
  });

  it("is nobody's in these, and in no others", () => {
    const nobodys = routes.filter(({ opens }) => opens === "nothing").map(routeKey);
    expect(nobodys.toSorted()).toMatchInlineSnapshot(`
      [
        "GET /v1/archives/{caseNumber}",
        "GET /v1/archives/{caseNumber}/history",
        "GET /v1/cases/{caseNumber}/accesses",
        "GET /v1/consultations/{consultationId}/accesses",
        "GET /v1/faqs/{faqId}",
        "GET /v1/faqs/{faqId}/history",
        "GET /v1/interested-parties/{partyId}/accesses",
        "GET /v1/payment-differences/{differenceId}",
        "GET /v1/policies/{policyId}",
        "GET /v1/policies/{policyId}/history",
        "GET /v1/rating-draws/{drawId}",
        "GET /v1/representations/{representationId}/accesses",
        "GET /v1/staff/{account}",
        "GET /v1/staff/{account}/history",
        "POST /v1/documents/{documentId}/confirm",
        "POST /v1/official-document-numbers/{numberId}/void",
      ]
    `);
  });
});

describe("a route that opens something", () => {
  const looks: [string, Access][] = [];
  const now = "2026-11-23T02:00:00.000Z";
  const contract = defineRoute({
    method: "GET",
    path: "/v1/things",
    summary: { zh: "物", en: "thing" },
    tag: "test",
    access: { kind: "person", roles: ["citizen", "clerk"] },
    opens: "case",
    answers: { 200: { description: "the thing", schema: z.object({ name: z.string() }) } },
  });
  const call = (role: string, handled: Route, fails = false) => {
    looks.length = 0;
    const record = async (subject: string, access: Access) => {
      if (fails) throw new Error("the table does not answer");
      looks.push([subject, access]);
    };
    const handler = httpApi([handled], { accesses: { record }, now: () => now });
    return callRoute(handler, { sub: "chen-fang", role, department: "1001" }, "GET /v1/things");
  };
  const opened = { of: "case-1", record: "thing-1", reason: "窗口核实" };
  const thing = route(contract)(async () => ({ status: 200, body: { name: "李敏" }, opened }));

  it("is on record for whoever it is about", async () => {
    expect((await call("clerk", thing)).body).toEqual({ name: "李敏" });
    const by = { role: "clerk", id: "chen-fang", department: "1001" };
    expect(looks).toEqual([["case-1", { at: now, by, what: "case", record: "thing-1", reason: "窗口核实" }]]);
  });

  it("is nothing to record when it is the citizen's own", async () => {
    expect((await call("citizen", thing)).status).toBe(200);
    expect(looks).toEqual([]);
  });

  it("shows nothing when it cannot be recorded, or does not say whose it is", async () => {
    const failed = await call("clerk", thing, true);
    const silent = await call("clerk", {
      contract,
      handle: async () => ({ status: 200, body: { name: "李敏" } }),
    });
    for (const { status, body } of [failed, silent]) {
      expect(status).toBe(500);
      expect(JSON.stringify(body)).not.toContain("李敏");
    }
  });
});
