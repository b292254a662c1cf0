import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { act } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { feesOf, type Notice } from "#test/support/fees-over-http.ts";

let app: TestApp;
let fees: Awaited<ReturnType<typeof feesOf>>;
beforeAll(async () => {
  app = await sharedTestApp();
  fees = await feesOf(app);
});
afterAll(() => app.end());

describe("money that does not fit its notice", () => {
  test("paid twice counts once; the second money is kept and given back by two people", async () => {
    const { supervisor, office, applied, noticeOf, take, differenceOf, watched } = fees;
    const opened = await applied();
    const notice = await noticeOf(opened);
    const first = await app.feePlatform.pay(notice.paymentCode);
    const second = await app.feePlatform.pay(notice.paymentCode, { notices: 2 });
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
    const { applied, noticeOf, differenceOf } = fees;
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

  test("of a case that was withdrawn goes back: what came before by its notice, what came after as a difference", async () => {
    const { citizen, office, applied, noticesOf, noticeOf, decide, caseOf, differenceOf, watched } = fees;
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
    const { citizen, supervisor, applied, noticesOf, noticeOf, take, differenceOf, watched } = fees;
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
    const paid = await app.feePlatform.pay(expired.paymentCode, { notices: 0 });
    const paidAt = new Date(Date.parse(String(expired.dueAt)) + 60_000).toISOString();
    expect(await app.feePlatform.notify([{ ...paid, paidAt }])).toBe(200);
    await app.drained();
    const [found] = await differenceOf(expired);
    expect(found).toMatchObject({ kind: "late", allowedActions: expect.arrayContaining(["credit"]) });
    const path = `/v1/payment-differences/${found?.differenceId}`;
    expect((await take(supervisor, path, 1, "credit", { words: "逾期一天" })).status).toBe(200);
    await app.drained();
    expect(await noticesOf(citizen, late)).toMatchObject([{ state: "paid" }]);
  });

  test("is reconciled day by day: what only the platform has counts, what only we have is a difference", async () => {
    const { applied, noticeOf, differenceOf } = fees;
    const [theirs, ours] = [await applied(), await applied()];
    const [lost, vanished] = [await noticeOf(theirs), await noticeOf(ours)];
    await app.feePlatform.pay(lost.paymentCode, { notices: 0 });
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
