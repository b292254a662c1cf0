import { beforeEach, describe, expect, test } from "vitest";
import type { CasePerson } from "#shared/cases/case.ts";
import { casesPublic } from "#shared/cases/public.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { callerSchema } from "#shared/kernel/http/caller.ts";
import { type Claims, callRoute } from "#test/support/call-route.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { form, openSample, person, steadyCalendar, thursday } from "#test/unit/cases/samples.ts";
import { invitationsApi } from "../../../functions/cases/invitations/invitations.ts";
import { citizenClaims } from "../../../local/made-up-identity.ts";

const claims = (...who: Parameters<typeof citizenClaims>) => citizenClaims(...who) as Claims;
const wang = claims("wang-qiang", "王强", "110101199003074610");
const zhao = claims("zhao-jing", "赵静", "110101199001011237");
const stranger = claims("stranger", "王强");
const unverified = { ...wang, identityLevel: "password" };
const party = ({ name = "", id_number = "" }: Claims) => ({
  name,
  idType: "residentId" as const,
  idNumber: id_number,
  phone: "13800003210",
  role: "transferee",
});
const persons: CasePerson = {
  ...person.person,
  applicantRole: "transferor",
  parties: [party(wang), party(zhao)],
};

let store: ReturnType<typeof memoryCaseStore>;
let head: CaseHead;
let now: string;
let api: ReturnType<typeof httpApi>;
beforeEach(async () => {
  store = memoryCaseStore();
  now = thursday;
  head = openSample({
    action: "fileTogether",
    item: { ...openSample().item, confirmWithin: "15n" },
    parties: ["", ""],
  });
  await store.write(head, { form, person: { person: persons } });
  api = httpApi(
    invitationsApi({
      store,
      calendar: steadyCalendar,
      now: () => now,
      access: { find: async () => [head.caseNumber] },
      index: { lookUp: async (kind, value) => [`${kind} ${value}`] },
    }),
  );
});

const path = () => ({ path: { caseNumber: head.caseNumber } });
const list = (who: Claims) => callRoute(api, who, "GET /v1/invitations");
const read = (who: Claims) => callRoute(api, who, "GET /v1/invitations/{caseNumber}", path());
const confirm = (who: Claims) =>
  callRoute(api, who, "POST /v1/invitations/{caseNumber}/confirm", { ...path(), body: { agreed: true } });
const decline = (who: Claims, body = {}) =>
  callRoute(api, who, "POST /v1/invitations/{caseNumber}/decline", { ...path(), body });
const stored = async () => (await store.read(head.caseNumber)) as CaseHead;

describe("whoever is named to apply together", () => {
  test("finds it by their verified identity, and reads all of it, with people masked", async () => {
    const { body } = await list(wang);
    expect(body).toMatchObject({
      items: [
        { caseNumber: head.caseNumber, answer: "awaited", role: "transferee", applicant: { name: "李*" } },
      ],
    });
    const whole = await read(wang);
    expect(whole.body).toMatchObject({
      answers: form.answers,
      parties: [{ confirmed: false }, { confirmed: false }],
    });
    expect(JSON.stringify([body, whole.body])).not.toMatch(
      /李敏|11010519491231002X|13800003210|110101199003074610/,
    );
  });

  test("is nobody else, not even of the same name, and nobody unverified", async () => {
    for (const call of [read, confirm, decline]) {
      expect((await call(stranger)).status).toBe(404);
      expect((await call(unverified)).body).toMatchObject({ code: "identityLevelTooLow" });
    }
    expect((await list(stranger)).body).toEqual({ items: [] });
    expect(await stored()).toEqual(head);
  });

  test("confirms; with the last one it is received at that moment, and may be followed", async () => {
    expect((await confirm(zhao)).body).toEqual({ caseNumber: head.caseNumber, state: "awaitingParties" });
    const mayRead = (who: Claims) => casesPublic(store).mayReadCase(head.caseNumber, callerSchema.parse(who));
    expect([await mayRead(zhao), await mayRead(wang)]).toEqual([true, false]);
    now = "2026-09-18T03:00:00.000Z";
    expect((await confirm(wang)).body).toEqual({ caseNumber: head.caseNumber, state: "submitted" });
    expect((await stored()).clock.receivedAt).toBe(now);
    expect(await mayRead(wang)).toBe(true);
    expect((await list(wang)).body).toMatchObject({ items: [{ answer: "confirmed", confirmBy: null }] });
  });

  test("two at the same moment, each twice: received once", async () => {
    const answers = await Promise.all([wang, zhao, wang, zhao].map(confirm));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { items } = await store.history(head.caseNumber, { limit: 10 });
    expect([(await stored()).version, (await stored()).state]).toEqual([3, "submitted"]);
    expect(items.filter(({ event }) => event.type === "tongban.case.submitted.v1").length).toBeLessThan(2);
    expect((await confirm(wang)).status).toBe(200);
    expect((await stored()).version).toBe(3);
  });

  test("declines with a reason, once; the others hear that it is over", async () => {
    expect((await decline(zhao, { reason: "价格没有谈妥" })).body).toMatchObject({ state: "terminated" });
    expect((await stored()).lastEvent).toMatchObject({ written: { words: "价格没有谈妥" } });
    expect((await decline(zhao, { reason: "再说一次" })).status).toBe(200);
    expect((await confirm(wang)).body).toMatchObject({
      status: 409,
      code: "invitationOver",
      state: "terminated",
    });
    expect((await list(wang)).body).toMatchObject({ items: [{ answer: "none" }] });
  });

  test("is told the day when it is too late, also before the sweep has ended it", async () => {
    now = "2026-10-09T03:00:00.000Z";
    expect((await confirm(wang)).body).toMatchObject({
      code: "guardFailed",
      guard: "confirmedInTime",
      endedOn: "2026-10-08",
    });
  });

  test("does not confirm under another's name: the slip would be in the certificate", async () => {
    const renamed = { ...persons, parties: [{ ...party(wang), name: "王 强强" }, party(zhao)] };
    await store.write({ ...head, version: 2 }, { person: { person: renamed } });
    expect((await confirm(wang)).body).toMatchObject({ status: 409, code: "nameDiffers" });
    expect((await decline(wang)).status).toBe(200);
  });

  test("may open what was attached before confirming, and nothing of it once it is over", async () => {
    const { mayReadDocument } = casesPublic(store);
    const attached = form.materials[0]?.documentId ?? "";
    const may = (who: Claims, documentId = attached) =>
      mayReadDocument(head.caseNumber, documentId, callerSchema.parse(who));
    expect(await may(wang)).toBe(true);
    expect([await may(stranger), await may(unverified), await may(wang, "another")]).toEqual([
      false,
      false,
      false,
    ]);
    await decline(zhao);
    expect(await may(wang)).toBe(false);
  });
});
