import { beforeEach, describe, expect, it } from "vitest";
import {
  agent,
  citizen,
  clerk,
  colleague,
  examinationWorld,
  idOf,
  neighbour,
  reviewer,
  stranger,
  supervisor,
  type World,
} from "./world.ts";

/** A Monday. */
const monday = "2026-03-09T02:00:00.000Z";
const photo = "0b0e4c1a-7d1e-8a3c-8b1d-012345678900";
const officers = [
  { account: reviewer.sub, cardNumber: "41160012345" },
  { account: colleague.sub, cardNumber: "41160012346" },
];
const visit = { day: "2026-03-11", time: "09:30", officers };
const found = {
  checks: [{ item: "卫生设施", finding: "conforms" }],
  documents: [photo],
  signature: { by: "applicant" },
};

let world: World;
let id: string;
beforeEach(async () => {
  world = examinationWorld(monday);
  id = idOf(await world.begin(reviewer, "inspections", {}));
});
const act = (who: Parameters<World["act"]>[0], action: string, body?: object) =>
  world.act(who, "inspections", id, action, body);
async function onSite(): Promise<void> {
  await act(clerk, "schedule", visit);
  world.at("2026-03-11T01:30:00.000Z");
  await act(reviewer, "arrive");
}

describe("an inspection", () => {
  it("goes from the plan to its result, by two officers and with the applicant's signature", async () => {
    expect(await world.look(citizen, "inspections", id)).toMatchObject({
      status: 200,
      body: { state: "planned" },
    });
    const scheduled = await act(clerk, "schedule", visit);
    expect(scheduled.body).toMatchObject({
      state: "scheduled",
      appointmentAt: "2026-03-11T01:30:00.000Z",
      dueAt: "2026-03-11T15:59:59.999Z",
    });
    // The applicant sees cards, and no account of staff.
    const seen = await world.look(citizen, "inspections", id);
    expect(seen.body.officers).toEqual([{ cardNumber: "41160012345" }, { cardNumber: "41160012346" }]);
    expect(seen.body.allowedActions).toEqual(["reschedule"]);
    world.at("2026-03-11T01:30:00.000Z");
    expect((await act(clerk, "arrive")).body).toMatchObject({ code: "guardFailed", guard: "isOfficer" });
    await act(reviewer, "arrive");
    const refusedSignature = { ...found, signature: { by: "refused" } };
    expect(await act(reviewer, "record", refusedSignature)).toMatchObject({
      status: 400,
      body: { errors: [{ path: "body/signature/witnessOf" }] },
    });
    expect((await act(reviewer, "record", found)).body).toMatchObject({
      state: "recorded",
      startedAt: "2026-03-11T01:30:00.000Z",
    });
    expect((await act(colleague, "pass")).body).toMatchObject({ state: "passed", allowedActions: [] });
    expect((await world.eventOf("inspections", id)).data).not.toHaveProperty("owed");
  });

  it("takes two different officers, none of them concerned or excused", async () => {
    const guard = async (accounts: string[]) => {
      const those = accounts.map((account) => ({ account, cardNumber: "41160012345" }));
      return (await act(clerk, "schedule", { ...visit, officers: those })).body.guard;
    };
    expect(await guard([reviewer.sub])).toBe("enoughOfficers");
    expect(await guard([reviewer.sub, reviewer.sub])).toBe("enoughOfficers");
    expect(await guard([reviewer.sub, citizen.sub])).toBe("officersImpartial");
    const party = { relation: "neighbour", person: { name: "王芳" }, words: "相邻" };
    const partyId = idOf(await world.begin(reviewer, "interested-parties", party));
    const inform = { informedHow: "inPerson", statementDays: 5, words: "已告知" };
    await world.act(reviewer, "interested-parties", partyId, "inform", inform);
    await world.act(neighbour, "interested-parties", partyId, "join");
    expect(await guard([reviewer.sub, neighbour.sub])).toBe("officersImpartial");
    await act(clerk, "schedule", visit);
    expect(
      (await act(supervisor, "recuse", { account: colleague.sub, words: "与申请人有亲属关系" })).body,
    ).toMatchObject({
      state: "planned",
    });
    expect(await guard([reviewer.sub, colleague.sub])).toBe("officersImpartial");
    expect(await guard([reviewer.sub, clerk.sub])).toBeUndefined();
  });

  it("is appointed for a time to come, and changed once by the applicant or the office", async () => {
    expect((await act(clerk, "schedule", { ...visit, day: "2026-03-08" })).body.guard).toBe(
      "appointmentAhead",
    );
    expect((await act(clerk, "schedule", { ...visit, time: "25:00" })).status).toBe(400);
    await act(clerk, "schedule", visit);
    const other = { day: "2026-03-12", time: "14:00", words: "当天不在" };
    expect((await act(citizen, "reschedule", other)).body).toMatchObject({
      appointmentAt: "2026-03-12T06:00:00.000Z",
      rescheduled: true,
    });
    expect((await act(clerk, "reschedule", other)).body.guard).toBe("notRescheduled");
  });

  it("has what was found put right by a day, and looks again", async () => {
    await onSite();
    await act(reviewer, "record", found);
    const ordered = await act(reviewer, "orderRectification", { recheckOn: "2026-03-20", words: "补装纱窗" });
    expect(ordered.body).toMatchObject({ state: "rectifying", visit: 2, dueAt: "2026-03-20T15:59:59.999Z" });
    expect((await world.eventOf("inspections", id)).data).toMatchObject({
      owed: { until: "2026-03-20T15:59:59.999Z" },
    });
    expect((await act(clerk, "schedule", { ...visit, day: "2026-03-20" })).status).toBe(200);
  });

  it("brings its files to the case, with whose they are", async () => {
    await onSite();
    await act(reviewer, "record", found);
    expect((await world.eventOf("inspections", id)).data).toMatchObject({
      documents: [photo],
      recordedBy: reviewer.sub,
    });
    await act(reviewer, "pass");
    // Of two messages in the wrong order the case hears the later one alone.
    expect((await world.eventOf("inspections", id)).data).toMatchObject({
      documents: [photo],
      recordedBy: reviewer.sub,
    });
  });

  it("is not cancelled where the law asks for it", async () => {
    world.of.needs = ["inspection"];
    expect((await act(reviewer, "cancel", { words: "不再需要" })).body.guard).toBe("notRequired");
    world.of.needs = [];
    expect((await act(reviewer, "cancel", { words: "不再需要" })).body.state).toBe("cancelled");
  });

  it("is warned of once and marked late once for each deadline; the mark stays", async () => {
    await act(clerk, "schedule", visit);
    world.at("2026-03-11T01:00:00.000Z");
    expect(await world.sweep()).toEqual({ due: 1, changed: 1 });
    expect(await world.sweep()).toEqual({ due: 1, changed: 0 });
    world.at("2026-03-12T01:00:00.000Z");
    expect(await world.sweep()).toEqual({ due: 1, changed: 1 });
    expect(await world.sweep()).toEqual({ due: 1, changed: 0 });
    await act(reviewer, "arrive");
    await act(reviewer, "record", found);
    expect(await world.inspections.read(id)).toMatchObject({ late: true, state: "recorded" });
    expect((await world.inspections.read(id))?.warned).toBeUndefined();
  });

  it("is of its department and of whoever its case is shown to, and of a case that is examined", async () => {
    expect((await world.look(agent, "inspections", id)).status).toBe(200);
    expect((await world.look(stranger, "inspections", id)).status).toBe(404);
    expect((await world.look(neighbour, "inspections", id)).status).toBe(404);
    expect((await world.begin(stranger, "inspections", {})).status).toBe(404);
    world.of.isExamined = false;
    expect(await world.begin(reviewer, "inspections", {})).toMatchObject({
      status: 409,
      body: { code: "caseNotExamined" },
    });
  });

  it("is listed by what is due first, and whole for a case", async () => {
    const list = (who: Parameters<World["call"]>[0], query = {}) =>
      world.call(who, "GET /v1/inspections", { query });
    expect((await list(clerk)).body.items).toHaveLength(1);
    expect((await list(supervisor)).body.items).toHaveLength(1);
    expect((await list(stranger)).body.items).toHaveLength(0);
    expect((await list(citizen)).status).toBe(403);
    expect((await list(citizen, { caseNumber: world.of.caseNumber })).body.items).toHaveLength(1);
    expect((await list(neighbour, { caseNumber: world.of.caseNumber })).status).toBe(404);
  });

  it("ends with its case", async () => {
    const { lifecycleEvents } = await import("./case-events.ts");
    await world.deliver(lifecycleEvents.withdrawn);
    await world.deliver(lifecycleEvents.withdrawn);
    expect(await world.inspections.read(id)).toMatchObject({ state: "cancelled", version: 2 });
  });
});
