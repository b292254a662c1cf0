import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EventKind } from "#local/carrier/parcel.ts";
import type { Person } from "#local/play/api.ts";
import { accepted, apply, citizenNamed, type Office, officeOf, refusal } from "#local/play/office.ts";
import { act, type CaseBody } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { pathsOf } from "#test/support/problem.ts";

let app: TestApp;
let citizen: Person;
let office: Office;
beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "far-away");
  office = await officeOf(app, "1001");
});
afterAll(() => app.end());

const address = { recipient: "李敏", phone: "13800003210", street: "七一路 100 号 3 单元 402" };
const byCourier = { receive: { mode: "courier", address, confirmed: true } };
const read = async ({ caseNumber }: CaseBody) =>
  (await citizen.ask("GET", `/v1/cases/${caseNumber}`)).body as CaseBody & {
    allowedActions: string[];
    deliveries: { kind: string; attempt: number; state: string }[];
  };
const legsOf = async (one: CaseBody): Promise<string[]> => {
  await app.drained();
  return (await read(one)).deliveries.map(({ kind, attempt, state }) => `${kind} ${attempt} ${state}`);
};
async function drive({ caseNumber }: CaseBody, leg: string, kinds: EventKind[]): Promise<void> {
  await app.drained();
  await app.carriers.drive(`${caseNumber}-${leg}`, kinds, { duplicate: true, shuffle: true });
  await app.drained();
}

describe("the result by courier", () => {
  test("comes back, and is sent again to the corrected and confirmed address", async () => {
    const running = await accepted(office, await apply(citizen, byCourier));
    await act(office.reviewer, running, "approve");
    await drive(running, "outbound-1", [
      "collected",
      "outForDelivery",
      "attemptFailed",
      "returning",
      "returned",
    ]);
    const failed = await read(running);
    expect(failed).toMatchObject({ state: "approved" });
    expect(failed.allowedActions).toContain("redeliver");

    const street = "文昌大道 8 号 1 单元 101";
    const unconfirmed = await citizen.call("POST", `/v1/cases/${running.caseNumber}/actions/correctPerson`, {
      body: { receiveAddress: { ...address, street } },
      headers: { "if-match": `"${failed.version}"` },
    });
    expect(pathsOf(unconfirmed)).toEqual(["body/confirmed"]);
    const corrected = await act(citizen, failed, "correctPerson", {
      receiveAddress: { ...address, street },
      confirmed: true,
    });
    const again = await act(citizen, corrected, "redeliver");
    expect(again.state).toBe("approved");
    await drive(running, "outbound-2", ["collected", "atPickupPoint", "delivered"]);
    expect(await read(running)).toMatchObject({ state: "completed" });
    expect(await legsOf(running)).toEqual(["outbound 1 returned", "outbound 2 delivered"]);
  });

  test("is not served by a parcel that was on its way back: the office asks the carrier", async () => {
    const running = await accepted(office, await apply(citizen, byCourier));
    await act(office.reviewer, running, "approve");
    await drive(running, "outbound-1", ["collected", "attemptFailed", "returning"]);
    await drive(running, "outbound-1", ["delivered"]);
    const asked = await read(running);
    expect(asked).toMatchObject({ state: "delivering", deliveryStalled: true });
    expect((await act(office.clerk, asked, "confirmDelivery")).state).toBe("completed");
  });

  test("of which nothing is heard for days comes into the office's worklist until it is heard of", async () => {
    const running = await accepted(office, await apply(citizen, byCourier));
    await act(office.reviewer, running, "approve");
    await drive(running, "outbound-1", ["collected"]);
    const listed = async () => {
      const { body } = await office.clerk.ask("GET", "/v1/worklist?limit=100");
      return (body.items as { caseNumber: string; deliveryStalled?: true }[]).find(
        ({ caseNumber }) => caseNumber === running.caseNumber,
      );
    };
    expect(await listed()).toBeUndefined();
    const watch =
      Object.entries(app.resources).find(([id]) => /^DeliveryWatchSweepSchedule/.test(id))?.[1] ?? "";
    app.travel(3);
    for (let time = 0; time < 2; time += 1) await app.fireSchedule(watch);
    await app.drained();
    app.travel(-3);
    expect(await listed()).toMatchObject({ state: "delivering", deliveryStalled: true });
    await drive(running, "outbound-1", ["collected", "delivered"]);
    expect(await listed()).toBeUndefined();
    const { body } = await citizen.ask("GET", `/v1/cases/${running.caseNumber}/history?limit=50`);
    const events = (body.items as { event: string }[]).map(({ event }) => event);
    expect(events.slice(-3)).toEqual(["handedOver", "deliveryStalled", "delivered"]);
  });

  test("is called back when the parcel has not been collected and the case is over", async () => {
    const byWindow = { handIn: { mode: "courier", address }, receive: { mode: "window" } };
    const opened = await apply(citizen, byWindow);
    const waiting = await act(office.clerk, opened, "passPreReview");
    await app.drained();
    await act(citizen, waiting, "withdraw");
    expect(await legsOf(opened)).toEqual(["inbound 1 cancelled"]);
    expect(
      (await app.carriers.orders()).find(({ orderId }) => orderId.startsWith(opened.caseNumber)),
    ).toMatchObject({
      cancelled: true,
    });
  });
});

describe("originals by courier", () => {
  const handIn = { handIn: { mode: "courier", address }, receive: { mode: "window" } };

  test("let acceptance proceed once they are there, and go back when there is no result", async () => {
    const waiting = await act(office.clerk, await apply(citizen, handIn), "passPreReview");
    await drive(waiting, "inbound-1", ["collected", "inTransit", "delivered"]);
    const refused = await act(office.clerk, await read(waiting), "refuse", refusal);
    expect(refused.state).toBe("refused");
    expect(await legsOf(waiting)).toEqual(["inbound 1 delivered", "return 1 ordered"]);
    await drive(waiting, "return-1", ["collected", "delivered"]);
    expect(await legsOf(waiting)).toEqual(["inbound 1 delivered", "return 1 delivered"]);
    expect(await read(waiting)).toMatchObject({ state: "refused" });
  });

  test("that are under way when the case is withdrawn go back as soon as they have come", async () => {
    const waiting = await act(office.clerk, await apply(citizen, handIn), "passPreReview");
    await drive(waiting, "inbound-1", ["collected", "inTransit"]);
    await act(citizen, await read(waiting), "withdraw");
    expect(await legsOf(waiting)).toEqual(["inbound 1 inTransit"]);
    await drive(waiting, "inbound-1", ["collected", "inTransit", "delivered"]);
    expect(await legsOf(waiting)).toEqual(["inbound 1 delivered", "return 1 ordered"]);
  });
});
