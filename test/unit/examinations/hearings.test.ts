import { beforeEach, describe, expect, it } from "vitest";
import { lifecycleEvents } from "./case-events.ts";
import {
  citizen,
  clerk,
  colleague,
  examinationWorld,
  idOf,
  neighbour,
  reviewer,
  supervisor,
  type World,
} from "./world.ts";

/** A Monday: the fifth working day after it is the next Monday, the twentieth 7 April (6 April is Qingming's day off). */
const monday = "2026-03-09T02:00:00.000Z";
const endOfRequests = "2026-03-16T15:59:59.999Z";
const reason = { words: "直接涉及他人重大利益" };
const notice = { day: "2026-03-26", time: "09:30", place: "三楼听证室", assignee: colleague.sub };
const record = "0b0e4c1a-7d1e-8a3c-8b1d-012345678900";

let world: World;
let id: string;
beforeEach(async () => {
  world = examinationWorld(monday);
  id = idOf(await world.begin(reviewer, "hearings", { hearingGround: "onRequest", ...reason }));
});
const act = (who: Parameters<World["act"]>[0], action: string, body?: object) =>
  world.act(who, "hearings", id, action, body);

async function party(announcesHearing = true): Promise<string> {
  const named = { relation: "neighbour", person: { name: "王芳" }, ...reason };
  const partyId = idOf(await world.begin(reviewer, "interested-parties", named));
  const inform = { informedHow: "inPerson", statementDays: 5, announcesHearing, ...reason };
  await world.act(reviewer, "interested-parties", partyId, "inform", inform);
  return partyId;
}
const deliverOf = async (partyId: string) => world.deliver(await world.eventOf("parties", partyId));

describe("a hearing on request", () => {
  it("is announced, asked for within five working days, held after seven days' notice, and closed with its record", async () => {
    expect((await world.look(citizen, "hearings", id)).body).toMatchObject({
      state: "announced",
      requestBy: endOfRequests,
      allowedActions: ["request"],
    });
    expect((await world.eventOf("hearings", id)).data).toMatchObject({
      owed: { until: endOfRequests, lapses: true },
    });
    expect((await act(citizen, "request")).body).toMatchObject({
      state: "owed",
      requestedByApplicant: true,
      holdBy: "2026-04-07T15:59:59.999Z",
    });
    expect((await act(citizen, "request")).body.guard).toBe("notRequestedYet");
    expect((await world.eventOf("hearings", id)).data).toMatchObject({
      owed: { until: "2026-04-07T15:59:59.999Z" },
    });
    expect((await act(reviewer, "schedule", { ...notice, day: "2026-03-18" })).body).toMatchObject({
      guard: "noticeLongEnough",
      earliestAfter: "2026-03-18",
    });
    expect((await act(reviewer, "schedule", { ...notice, day: "2026-04-08" })).body).toMatchObject({
      guard: "heldInTime",
      until: "2026-04-07",
    });
    for (const assignee of [reviewer.sub, citizen.sub])
      expect((await act(reviewer, "schedule", { ...notice, assignee })).body.guard).toBe("chairImpartial");
    expect((await act(reviewer, "schedule", notice)).body).toMatchObject({
      state: "scheduled",
      chair: colleague.sub,
    });
    const hold = { present: ["applicant", "examiner"], words: "双方陈述" };
    expect((await act(colleague, "hold", hold)).body.guard).toBe("timeHasCome");
    world.at("2026-03-26T03:00:00.000Z");
    expect((await act(supervisor, "hold", hold)).body.guard).toBe("isChair");
    expect((await act(colleague, "hold", hold)).body.state).toBe("held");
    expect((await act(colleague, "close", { signatures: "allSigned", documents: [] })).status).toBe(400);
    const closed = await act(colleague, "close", { signatures: "allSigned", documents: [record] });
    expect(closed.body.state).toBe("closed");
    const { data } = await world.eventOf("hearings", id);
    expect(data).toMatchObject({ documents: [record], recordedBy: colleague.sub });
    expect(data).not.toHaveProperty("owed");
  });

  it("is not asked for after its time, and lapses by itself", async () => {
    world.at("2026-03-17T02:00:00.000Z");
    expect(await act(citizen, "request")).toMatchObject({
      status: 409,
      body: { guard: "requestInTime", endedOn: "2026-03-16" },
    });
    expect(await world.sweep()).toEqual({ due: 1, changed: 1 });
    expect((await world.look(reviewer, "hearings", id)).body.state).toBe("lapsed");
  });

  it("that is withdrawn may be asked for again until its time is over", async () => {
    await act(citizen, "request");
    expect((await act(citizen, "withdrawRequest")).body).toMatchObject({
      state: "announced",
      dueAt: endOfRequests,
    });
    await act(citizen, "request");
    world.at("2026-03-18T02:00:00.000Z");
    expect((await act(clerk, "withdrawRequest")).body.state).toBe("withdrawn");
  });

  it("is late, and held all the same, where the twenty days are over", async () => {
    await act(citizen, "request");
    world.at("2026-04-09T02:00:00.000Z");
    expect(await world.sweep()).toEqual({ due: 1, changed: 1 });
    const late = { ...notice, day: "2026-04-24" };
    expect((await act(reviewer, "schedule", late)).body).toMatchObject({ state: "scheduled", late: true });
  });

  it("gets another chair when an objection is upheld by somebody else", async () => {
    await act(citizen, "request");
    await act(reviewer, "schedule", { ...notice, assignee: supervisor.sub });
    await act(citizen, "objectToChair", { words: "主持人是竞争对手的亲属" });
    const upheld = { objectionResult: "upheld", words: "属实" };
    expect((await act(supervisor, "decideObjection", upheld)).body.guard).toBe("notChair");
    const other = { sub: "supervisor-2", role: "supervisor" };
    expect((await act(other, "decideObjection", upheld)).body.state).toBe("owed");
    expect((await act(reviewer, "schedule", { ...notice, assignee: supervisor.sub })).body.guard).toBe(
      "chairImpartial",
    );
    expect((await act(reviewer, "schedule", notice)).status).toBe(200);
  });

  it("hears of third parties: their own days, their requests, whatever the order of messages", async () => {
    world.at("2026-03-11T02:00:00.000Z");
    const partyId = await party();
    await deliverOf(partyId);
    expect(await world.hearings.read(id)).toMatchObject({ requestBy: "2026-03-18T15:59:59.999Z" });
    await world.act(neighbour, "interested-parties", partyId, "join");
    await world.act(neighbour, "interested-parties", partyId, "requestHearing");
    const requested = await world.eventOf("parties", partyId);
    await world.act(neighbour, "interested-parties", partyId, "withdrawHearingRequest");
    await deliverOf(partyId);
    await world.deliver(requested);
    expect(await world.hearings.read(id)).toMatchObject({ state: "announced", requests: [] });
    await world.act(neighbour, "interested-parties", partyId, "requestHearing");
    await deliverOf(partyId);
    await deliverOf(partyId);
    expect(await world.hearings.read(id)).toMatchObject({ state: "owed", requests: [partyId] });
    const { body } = await world.look(neighbour, "interested-parties", partyId);
    expect(body).toMatchObject({ hearings: [{ state: "owed" }] });
  });
});

describe("a hearing of the organ's own motion", () => {
  it("is owed from the beginning and ends with its case", async () => {
    const own = idOf(await world.begin(reviewer, "hearings", { hearingGround: "ownMotion", ...reason }));
    expect((await world.look(reviewer, "hearings", own)).body).toMatchObject({ state: "owed" });
    await world.deliver(lifecycleEvents.approved);
    expect((await world.look(reviewer, "hearings", own)).body.state).toBe("cancelled");
    expect((await world.look(reviewer, "hearings", id)).body.state).toBe("cancelled");
  });
});
