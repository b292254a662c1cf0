import { beforeEach, describe, expect, it } from "vitest";
import {
  citizen,
  clerk,
  examinationWorld,
  idOf,
  neighbour,
  reviewer,
  stranger,
  type World,
} from "./world.ts";

const monday = "2026-03-09T02:00:00.000Z";
const reason = { words: "相邻采光" };
const inform = { informedHow: "byPost", statementDays: 5, ...reason };
const person = { name: "王芳", phone: "13800003210", address: "川汇区七一路一号" };

let world: World;
let id: string;
beforeEach(async () => {
  world = examinationWorld(monday);
  id = idOf(await world.begin(reviewer, "interested-parties", { relation: "neighbour", person, ...reason }));
});
const act = (who: Parameters<World["act"]>[0], action: string, body?: object) =>
  world.act(who, "interested-parties", id, action, body);
const look = (who: Parameters<World["act"]>[0]) => world.look(who, "interested-parties", id);
const reveal = (who: Parameters<World["act"]>[0], body: object) =>
  world.call(who, "POST /v1/interested-parties/{partyId}/reveal", { path: { partyId: id }, body });

describe("an interested party", () => {
  it("is informed, states what they think, and is answered when they object", async () => {
    expect((await world.eventOf("parties", id)).data).toMatchObject({
      owed: { until: "2026-03-12T15:59:59.999Z" },
    });
    expect((await act(reviewer, "inform", inform)).body).toMatchObject({
      state: "informed",
      statementBy: "2026-03-16T15:59:59.999Z",
    });
    expect((await world.eventOf("parties", id)).data).toMatchObject({ owed: { lapses: true } });
    await act(neighbour, "join");
    const stated = await act(neighbour, "makeStatement", { position: "objects", statement: "影响我家采光" });
    expect(stated.body).toMatchObject({ state: "objected", position: "objects" });
    expect((await look(reviewer)).body).toMatchObject({ statement: "影响我家采光" });
    expect((await act(reviewer, "weigh", { weighing: "notAdopted", words: "符合日照标准" })).body.state).toBe(
      "considered",
    );
    expect((await world.eventOf("parties", id)).data).not.toHaveProperty("owed");
  });

  it("is masked for staff; a look is on record before it is shown, and theirs to see", async () => {
    expect((await look(reviewer)).body.person).toEqual({ name: "王*", phone: "138****3210" });
    expect((await reveal(stranger, { reasonCode: "contact", reason: "好奇看一看" })).status).toBe(404);
    expect((await reveal(clerk, {})).status).toBe(400);
    expect((await reveal(clerk, { reasonCode: "contact", reason: "寄送告知书" })).body).toEqual(person);
    await act(reviewer, "inform", inform);
    await act(neighbour, "join");
    const accesses = await world.call(neighbour, "GET /v1/interested-parties/{partyId}/accesses", {
      path: { partyId: id },
    });
    expect(accesses.body.items).toMatchObject([
      { by: { role: "clerk", id: clerk.sub }, what: "person", reason: "寄送告知书" },
      { by: { role: "reviewer", id: reviewer.sub }, what: "interestedParty" },
    ]);
    expect((await look(neighbour)).body.person).toEqual({ name: "王芳", phone: "13800003210" });
  });

  it("is never on the bus, in the record or its history with a name or a word", async () => {
    await act(reviewer, "inform", inform);
    await act(clerk, "makeStatement", { position: "agrees", statement: "没有意见，电话 13800003210" });
    const kept = [
      await world.parties.read(id),
      await world.eventOf("parties", id),
      (await world.parties.history(id, { limit: 10 })).items,
    ];
    expect(JSON.stringify(kept)).not.toMatch(/王芳|13800003210|七一路|没有意见/);
  });

  it("takes the notice up under their own verified name, once", async () => {
    await act(reviewer, "inform", inform);
    expect((await look(neighbour)).status).toBe(404);
    expect((await act(citizen, "join")).body.guard).toBe("notApplicant");
    expect((await act({ ...neighbour, identityLevel: "password" }, "join")).body.code).toBe(
      "identityLevelTooLow",
    );
    expect((await act({ ...neighbour, name: "张三" }, "join")).body.guard).toBe("namedSo");
    expect((await act(neighbour, "join")).status).toBe(200);
    const again = { ...neighbour, sub: "citizen-3" };
    expect((await act(again, "join")).body.guard).toBe("notJoined");
    const mine = await world.call(neighbour, "GET /v1/my/interested-parties");
    expect(mine.body.items).toMatchObject([{ partyId: id }]);
  });

  it("is known by their ID number too, where the office has it", async () => {
    const known = { relation: "coOwner", person: { ...person, idNumber: neighbour.id_number }, ...reason };
    id = idOf(await world.begin(reviewer, "interested-parties", known));
    expect(JSON.stringify((await look(reviewer)).body)).not.toContain(neighbour.id_number);
    await act(reviewer, "inform", inform);
    const namesake = { ...neighbour, sub: "citizen-4", id_number: citizen.id_number };
    expect((await act(namesake, "join")).body.guard).toBe("namedSo");
    expect((await act(neighbour, "join")).status).toBe(200);
  });

  it("says nothing after the days are over, and no decision waits for it", async () => {
    await act(reviewer, "inform", inform);
    world.at("2026-03-17T02:00:00.000Z");
    expect(await act(clerk, "makeStatement", { position: "agrees", statement: "无意见" })).toMatchObject({
      status: 409,
      body: { guard: "statementInTime", endedOn: "2026-03-16" },
    });
    expect(await world.sweep()).toEqual({ due: 1, changed: 1 });
    expect((await look(reviewer)).body.state).toBe("silent");
  });

  it("asks for a hearing only where the right was announced, in the case first", async () => {
    const announcing = { ...inform, announcesHearing: true };
    expect((await act(reviewer, "inform", announcing)).body.guard).toBe("hearingAnnounced");
    await world.begin(reviewer, "hearings", { hearingGround: "onRequest", ...reason });
    expect((await act(reviewer, "inform", announcing)).status).toBe(200);
    expect((await act(clerk, "requestHearing")).body).toMatchObject({ hearingRequested: true });
    world.at("2026-03-17T02:00:00.000Z");
    await act(clerk, "withdrawHearingRequest");
    expect((await act(clerk, "requestHearing")).body).toMatchObject({
      guard: "hearingInTime",
      endedOn: "2026-03-16",
    });
  });

  it("whose data was deleted is still there without it", async () => {
    world.parties.forget(id);
    expect((await look(reviewer)).body).not.toHaveProperty("person");
    expect((await reveal(reviewer, { reasonCode: "contact", reason: "寄送告知书" })).status).toBe(404);
  });
});
