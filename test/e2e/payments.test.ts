import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import { citizenNamed, officeOf } from "#local/play/office.ts";
import { actOn, mandate } from "#local/play/representations.ts";
import { applicant } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { feesOf, idCard } from "#test/support/fees-over-http.ts";

let app: TestApp;
let fees: Awaited<ReturnType<typeof feesOf>>;
beforeAll(async () => {
  app = await sharedTestApp();
  fees = await feesOf(app);
});
afterAll(() => app.end());

describe("a fee", () => {
  test("is asked for, holds the step that it is due before, is paid once and receipted", async () => {
    const { citizen, applied, noticeOf, caseOf, differenceOf, accepting, passed } = fees;
    const opened = await applied();
    const notice = await noticeOf(opened);
    expect(notice).toMatchObject({
      state: "issued",
      amountFen: 2000,
      paymentCode: expect.stringMatching(/^411602\d{14}$/),
      lines: [{ amountFen: 2000, basis: expect.stringContaining("2322号") }],
      payUrl: expect.stringContaining(notice.paymentCode),
    });
    expect(app.feePlatform.books.byCode(notice.paymentCode)).toMatchObject({
      noticeNo: notice.paymentId,
      amountFen: 2000,
      payer: applicant.name,
    });
    await passed(opened);
    expect(await accepting(opened)).toMatchObject({
      status: 409,
      body: { code: "guardFailed", guard: "feeSettledForAcceptance" },
    });
    const paid = await app.feePlatform.pay(notice.paymentCode, { notices: 3 });
    await app.drained();
    const settled = await noticeOf(opened);
    expect(settled).toMatchObject({
      state: "paid",
      paid: { transactionNo: paid.transactionNo },
      receipt: {
        code: expect.stringMatching(/^\d{8}$/),
        number: expect.stringMatching(/^\d{10}$/),
        url: expect.stringContaining("check="),
      },
    });
    const receipt = await fetch((settled.receipt as { url: string }).url);
    expect([receipt.status, await receipt.text()]).toEqual([200, expect.stringContaining("20.00")]);
    expect(await caseOf(opened)).toMatchObject({ fee: "paid", feeBefore: "acceptance" });
    expect(await accepting(opened)).toMatchObject({ status: 200, body: { state: "accepted" } });
    const { body } = await citizen.ask("GET", `/v1/payments/${notice.paymentId}/history`);
    expect((body.items as { event: string }[]).map(({ event }) => event)).toEqual([
      "issued",
      "registered",
      "paid",
    ]);
    expect(await differenceOf(notice)).toEqual([]);
  });

  test("is seen by its payer and its office and by nobody else, and reported by the platform alone", async () => {
    const { citizen, applied, noticesOf, noticeOf } = fees;
    const opened = await applied("丢失");
    const notice = await noticeOf(opened);
    expect(notice.amountFen).toBe(4000);
    // While they are mandated, by an agent, too.
    const agent = {
      person: await citizenNamed(app, "payer-agent"),
      identity: { name: "测试", idNumber: madeUpIdNumber("payer-agent") },
    };
    const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const granted = await mandate(citizen, agent, { until, scope: [idCard] });
    const path = `/v1/payments/${notice.paymentId}`;
    const listed = `/v1/my/payments?onBehalfOf=${granted.representationId}`;
    expect(await noticesOf(agent.person, opened)).toMatchObject([{ paymentId: notice.paymentId }]);
    const { body: all } = await agent.person.ask("GET", listed);
    expect(all.items).toContainEqual(expect.objectContaining({ paymentId: notice.paymentId }));
    expect((await agent.person.call("GET", path)).status).toBe(200);
    expect((await agent.person.ask("GET", "/v1/my/payments")).body.items).toEqual([]);
    await actOn(citizen, granted, "revoke");
    expect(await noticesOf(agent.person, opened)).toEqual([]);
    const after = await Promise.all([path, listed].map((each) => agent.person.call("GET", each)));
    expect(after.map(({ status }) => status)).toEqual([404, 403]);
    const [stranger, others] = [await citizenNamed(app, "stranger"), await officeOf(app, "1001")];
    for (const who of [stranger, others.clerk]) {
      expect(await noticesOf(who, opened)).toEqual([]);
      expect((await who.call("GET", `/v1/payments/${notice.paymentId}`)).status).toBe(404);
      expect((await who.call("POST", `/v1/payments/${notice.paymentId}/checks`)).status).toBe(404);
    }
    const forged = await fetch(`${app.apiUrl}/v1/payment-platforms/henan-nontax/results`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-tongban-key": "henan-nontax",
        "x-tongban-timestamp": String(Math.floor(Date.now() / 1000)),
        "x-tongban-signature": "0".repeat(64),
      },
      body: JSON.stringify({ results: [] }),
    });
    expect(forged.status).toBe(401);
    expect(await app.feePlatform.notify([{ kind: "paid", amountFen: -1 }])).toBe(400);
    expect((await noticeOf(opened)).state).toBe("issued");
  });

  test("whose callback was lost is found when the platform is asked: by the payer, or by itself", async () => {
    const { citizen, applied, noticeOf, caseOf, watched } = fees;
    const [asked, silent] = [await applied(), await applied()];
    const [one, other] = [await noticeOf(asked), await noticeOf(silent)];
    for (const { paymentCode } of [one, other]) await app.feePlatform.pay(paymentCode, { notices: 0 });
    app.feePlatform.setDown(true);
    const down = await citizen.call("POST", `/v1/payments/${one.paymentId}/checks`);
    expect(down).toMatchObject({ status: 503, body: { code: "paymentPlatformSilent" } });
    app.feePlatform.setDown(false);
    const found = await citizen.ask("POST", `/v1/payments/${one.paymentId}/checks`);
    expect(found.body).toMatchObject({ state: "paid" });
    app.travel(0.05);
    await watched();
    app.travel(-0.05);
    expect(await noticeOf(silent)).toMatchObject({ state: "paid" });
    expect(await caseOf(silent)).toMatchObject({ fee: "paid" });
  });

  test("is waived by two people on a ground that law gives; the code takes no money then", async () => {
    const { supervisor, office, applied, noticeOf, take, decide, caseOf, accepting, passed } = fees;
    const opened = await applied();
    const notice = await noticeOf(opened);
    const path = `/v1/payments/${notice.paymentId}`;
    const unknown = { reductionId: "no-such-ground", words: "申请人要求" };
    expect(await take(office.clerk, path, notice.version, "proposeWaiver", unknown)).toMatchObject({
      status: 422,
      body: { code: "reductionUnknown" },
    });
    const ground = { reductionId: "minimum-living", words: "已核对低保证" };
    const proposed = await decide(office.reviewer, notice, "proposeWaiver", ground);
    expect(await take(office.reviewer, path, proposed.version, "confirmWaiver")).toMatchObject({
      status: 409,
      body: { guard: "notProposer" },
    });
    const waived = await decide(supervisor, proposed, "confirmWaiver");
    expect(waived).toMatchObject({
      state: "waived",
      reduction: { basis: expect.stringContaining("二十一条") },
    });
    await app.drained();
    expect(await caseOf(opened)).toMatchObject({ fee: "waived" });
    expect(app.feePlatform.books.byCode(notice.paymentCode)).toMatchObject({ closed: true });
    await passed(opened);
    expect((await accepting(opened)).status).toBe(200);
    // A lost card is replaced, and the law waives only renewals.
    const lost = await noticeOf(await applied("丢失"));
    const refused = await take(
      office.clerk,
      `/v1/payments/${lost.paymentId}`,
      lost.version,
      "proposeWaiver",
      {
        ...ground,
      },
    );
    expect(refused.status).toBe(422);
  });
});
