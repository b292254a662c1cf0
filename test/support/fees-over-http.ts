import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Answer, Person } from "#local/play/api.ts";
import { citizenNamed, officeOf } from "#local/play/office.ts";
import { act, applicant, type CaseBody, submit } from "#local/play/straight-way.ts";
import type { TestApp } from "#test/support/app.ts";

/** 居民身份证换领、补领: paid for before it is accepted. */
export const idCard = "11411602MB910050XQ4000705001001";

export type Notice = { paymentId: string; version: number; state: string; paymentCode: string } & Record<
  string,
  unknown
>;

/** Cases with a fee, played over HTTP by one payer and one office. */
export async function feesOf(app: TestApp) {
  const citizen = await citizenNamed(app, "payer", applicant);
  const supervisor = await app.as("liu-yang");
  const office = await officeOf(app, "1005");

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

  return {
    citizen,
    supervisor,
    office,
    applied,
    noticesOf,
    noticeOf,
    take,
    decide,
    caseOf,
    differences,
    differenceOf,
    accepting,
    passed,
    watched,
  };
}
