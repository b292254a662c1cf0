import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import type { Answer, Person } from "#local/play/api.ts";
import { citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { actOn, mandate } from "#local/play/representations.ts";
import { act, applicant, type CaseBody, submit } from "#local/play/straight-way.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";

/** 居民身份证换领、补领: paid for before it is accepted. */
const idCard = "11411602MB910050XQ4000705001001";

let app: TestApp;
let citizen: Person;
let supervisor: Person;
let office: Office;

beforeAll(async () => {
  app = await startTestApp();
  citizen = await citizenNamed(app, "payer", applicant);
  supervisor = await app.as("liu-yang");
  office = await officeOf(app, "1005");
});
afterAll(() => app.end());

type Notice = { paymentId: string; version: number; state: string; paymentCode: string } & Record<
  string,
  unknown
>;

const applied = async (reason: "到期换领" | "丢失" = "到期换领"): Promise<CaseBody> => {
  const opened = await submit(citizen, {
    itemCode: idCard,
    applicant,
    answers: { reason, station: "七一路派出所", bookedOn: "2026-12-08", phone: applicant.phone },
    materials: [],
    handIn: { mode: "online" },
    receive: { mode: "window" },
  });
  await app.drained();
  return opened;
};
const noticesOf = async (who: Person, { caseNumber }: CaseBody): Promise<Notice[]> =>
  (await who.ask("GET", `/v1/my/payments?caseNumber=${caseNumber}`)).body.items as Notice[];
const noticeOf = async (opened: CaseBody): Promise<Notice> => {
  const [notice] = await noticesOf(citizen, opened);
  if (!notice) throw new Error("no notice was issued");
  return notice;
};
const take = (who: Person, path: string, version: number, action: string, body: unknown = {}) =>
  who.call("POST", `${path}/actions/${action}`, {
    body,
    headers: { "if-match": `"${version}"`, "idempotency-key": randomUUID() },
  });
const decide = async (who: Person, notice: Notice, action: string, body: unknown = {}): Promise<Notice> => {
  const answer = await take(who, `/v1/payments/${notice.paymentId}`, notice.version, action, body);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body as Notice;
};
const caseOf = async ({ caseNumber }: CaseBody): Promise<CaseBody & Record<string, unknown>> =>
  (await citizen.ask("GET", `/v1/cases/${caseNumber}`)).body as CaseBody & Record<string, unknown>;
const differences = async (who: Person): Promise<Record<string, unknown>[]> =>
  (await who.ask("GET", "/v1/payment-differences")).body.items as Record<string, unknown>[];
const differenceOf = async ({ paymentCode }: { paymentCode: string }) =>
  (await differences(supervisor)).filter((one) => one.paymentCode === paymentCode);
const accepting = async (opened: CaseBody): Promise<Answer> => {
  const { version } = await caseOf(opened);
  return take(office.clerk, `/v1/cases/${opened.caseNumber}`, version, "accept");
};
const passed = async (opened: CaseBody): Promise<void> => {
  await act(office.clerk, await caseOf(opened), "passPreReview");
};
const watched = async (): Promise<void> => {
  await app.fireSchedule("PaymentWatch");
  await app.drained();
};

describe("a fee", () => {
  test("is asked for, holds the step that it is due before, is paid once and receipted", async () => {
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
    const paid = await app.feePlatform.pay(notice.paymentCode, { tells: 3 });
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
    expect(await app.feePlatform.tell([{ kind: "paid", amountFen: -1 }])).toBe(400);
    expect((await noticeOf(opened)).state).toBe("issued");
  });

  test("paid twice counts once; the second money is kept and given back by two people", async () => {
    const opened = await applied();
    const notice = await noticeOf(opened);
    const first = await app.feePlatform.pay(notice.paymentCode);
    const second = await app.feePlatform.pay(notice.paymentCode, { tells: 2 });
    await app.drained();
    expect(await noticeOf(opened)).toMatchObject({ paid: { transactionNo: first.transactionNo } });
    const [found, ...more] = await differenceOf(notice);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: "paidTwice", transactionNo: second.transactionNo, amountFen: 2000 });
    const path = `/v1/payment-differences/${found?.differenceId}`;
    const proposed = await take(office.reviewer, path, 1, "proposeReturn", { words: "重复缴款" });
    expect(proposed).toMatchObject({ status: 200, body: { state: "open" } });
    const own = await take(office.reviewer, path, 2, "confirmReturn");
    expect(own).toMatchObject({ status: 409, body: { guard: "notProposer" } });
    expect((await take(supervisor, path, 2, "confirmReturn")).status).toBe(200);
    await watched();
    expect(await differenceOf(notice)).toEqual([]);
    expect((await supervisor.ask("GET", path)).body).toMatchObject({ state: "returned" });
    expect(app.feePlatform.books.all().refunds).toMatchObject([
      { transactionNo: second.transactionNo, amountFen: 2000, done: true },
    ]);
    await watched();
    expect(app.feePlatform.books.all().refunds).toHaveLength(1);
  });

  test("of another amount, or for a code that nobody knows, is kept for staff and pays nothing", async () => {
    const opened = await applied();
    const notice = await noticeOf(opened);
    await app.feePlatform.pay(notice.paymentCode, { amountFen: 1999 });
    const strange = { paymentCode: "41160226999999999999" };
    await app.feePlatform.pay(strange.paymentCode, { amountFen: 500 });
    await app.drained();
    expect((await noticeOf(opened)).state).toBe("issued");
    expect(await differenceOf(notice)).toMatchObject([
      { kind: "wrongAmount", amountFen: 1999, expectedFen: 2000 },
    ]);
    expect(await differenceOf(strange)).toMatchObject([{ kind: "unknownCode", amountFen: 500 }]);
  });

  test("whose callback was lost is found when the platform is asked: by the payer, or by itself", async () => {
    const [asked, silent] = [await applied(), await applied()];
    const [one, other] = [await noticeOf(asked), await noticeOf(silent)];
    for (const { paymentCode } of [one, other]) await app.feePlatform.pay(paymentCode, { tells: 0 });
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

  test("of a case that was withdrawn goes back: what came before by its notice, what came after as a difference", async () => {
    const [before, after] = [await applied(), await applied()];
    const [early, late] = [await noticeOf(before), await noticeOf(after)];
    await app.feePlatform.pay(early.paymentCode);
    await app.drained();
    for (const opened of [before, after]) await act(citizen, await caseOf(opened), "withdraw");
    await app.drained();
    const [asked] = await noticesOf(citizen, before);
    expect(asked).toMatchObject({ state: "paid", refundAskedAt: expect.any(String) });
    expect(await noticesOf(citizen, after)).toMatchObject([
      { state: "cancelled", cancelledFor: "caseEnded" },
    ]);
    const proposed = await decide(office.clerk, asked as Notice, "proposeRefund", { words: "撤回申请" });
    await decide(office.reviewer, proposed, "confirmRefund");
    await app.drained();
    await watched();
    expect(await noticesOf(citizen, before)).toMatchObject([{ state: "refunded" }]);
    await app.feePlatform.pay(late.paymentCode);
    await app.drained();
    expect(await differenceOf(late)).toMatchObject([{ kind: "closedNotice", caseNumber: after.caseNumber }]);
  });

  test("not paid in time expires; money that comes later is credited by staff, or another notice is issued", async () => {
    const [late, renewed] = [await applied(), await applied()];
    app.travel(20);
    await watched();
    const [expired, other] = [await noticeOf(late), await noticeOf(renewed)];
    expect([expired.state, other.state]).toEqual(["expired", "expired"]);
    const next = await take(citizen, `/v1/payments/${other.paymentId}`, other.version, "renew");
    expect(next.status).toBe(200);
    await app.drained();
    const [fresh, old] = await noticesOf(citizen, renewed);
    expect([fresh, old]).toMatchObject([
      { state: "issued", attempt: 2, amountFen: 2000 },
      { state: "cancelled", cancelledFor: "replaced" },
    ]);
    expect(fresh?.paymentCode).not.toBe(old?.paymentCode);
    app.travel(-20);
    // As the platform says: paid after the due day.
    const paid = await app.feePlatform.pay(expired.paymentCode, { tells: 0 });
    const paidAt = new Date(Date.parse(String(expired.dueAt)) + 60_000).toISOString();
    expect(await app.feePlatform.tell([{ ...paid, paidAt }])).toBe(200);
    await app.drained();
    const [found] = await differenceOf(expired);
    expect(found).toMatchObject({ kind: "late", allowedActions: expect.arrayContaining(["credit"]) });
    const path = `/v1/payment-differences/${found?.differenceId}`;
    expect((await take(supervisor, path, 1, "credit", { words: "逾期一天" })).status).toBe(200);
    await app.drained();
    expect(await noticesOf(citizen, late)).toMatchObject([{ state: "paid" }]);
  });

  test("is reconciled day by day: what only the platform has counts, what only we have is a difference", async () => {
    const [theirs, ours] = [await applied(), await applied()];
    const [lost, vanished] = [await noticeOf(theirs), await noticeOf(ours)];
    await app.feePlatform.pay(lost.paymentCode, { tells: 0 });
    const gone = await app.feePlatform.pay(vanished.paymentCode);
    app.feePlatform.books.forget(gone.transactionNo);
    await app.drained();
    app.travel(1);
    for (let run = 0; run < 2; run += 1) await app.fireSchedule("PaymentReconciliation");
    app.travel(-1);
    await app.drained();
    expect(await noticeOf(theirs)).toMatchObject({ state: "paid" });
    expect(await differenceOf(vanished)).toMatchObject([
      { kind: "notAtPlatform", transactionNo: gone.transactionNo },
    ]);
    expect(await differenceOf(lost)).toEqual([]);
  });
});
