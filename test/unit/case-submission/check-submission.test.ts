import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import type { Material, ServiceItem } from "#shared/catalogue/item.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import {
  type CheckContext,
  checkSubmission,
} from "../../../functions/cases/case-submission/check-submission.ts";

const contextOf = (item: ServiceItem, more: Partial<CheckContext> = {}): CheckContext => ({
  item,
  ownerIds: ["li-min"],
  applicantNames: async () => ["li-min"],
  now: "2026-09-17T01:00:00.000Z",
  calendar,
  documents: { unusable: async (ids) => ids },
  commitments: { barredBy: async () => undefined },
  licences: {
    check: async (wanted) =>
      wanted
        .filter(({ licenceId }) => licenceId !== "good")
        .map(({ materialId }) => ({ materialId, problem: "notValid" })),
    checkNamed: async ({ number }) => (number === "JY24116020000017" ? undefined : { problem: "unknown" }),
  },
  ...more,
});

const foodLicence = (): ServiceItem => {
  const item = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（新办）");
  if (!item) throw new Error("the flagship item is gone");
  return item;
};

describe("materials of a submission", () => {
  test("every one-ID item (一证通办) of the catalogue can be applied for without any upload", async () => {
    const items = shippedCatalogue().filter(({ oneIdOnly }) => oneIdOnly);
    expect(items.length).toBeGreaterThan(30);
    for (const item of items) {
      const [mode] = item.handIn;
      const body = { materials: [], handIn: { mode }, receive: { mode: item.receive[0] } };
      const errors = await checkSubmission(body, contextOf(item));
      expect([item.name.zh, errors.filter(({ path }) => path.startsWith("body/materials"))]).toEqual([
        item.name.zh,
        [],
      ]);
    }
  });

  test("a document that the applicant must show is asked for online, and may come by courier instead", async () => {
    const food = foodLicence();
    const application = food.materials[0] as Material;
    const item = { ...food, materials: [{ ...application, form: "paper" as const }] };
    const paths = async (mode: string) =>
      (
        await checkSubmission(
          { materials: [], handIn: { mode }, receive: { mode: "window" } },
          contextOf(item),
        )
      ).map(({ path }) => path);
    expect(await paths("online")).toContain("body/materials/application");
    expect(await paths("courier")).not.toContain("body/materials/application");
  });

  const materialsOf = (changes: Partial<Material>): ServiceItem => {
    const food = foodLicence();
    const [first, ...others] = food.materials as [Material, ...Material[]];
    return {
      ...food,
      materials: [
        { ...first, ...changes },
        ...others.map((other) => ({ ...other, necessity: "optional" as const })),
      ],
    };
  };
  const check = async (item: ServiceItem, given: Record<string, unknown>) =>
    (
      await checkSubmission(
        { materials: [], handIn: { mode: "online" }, receive: { mode: "window" }, ...given },
        contextOf(item),
      )
    )
      .filter(({ path }) => /materials|deferred|commitments|licences/.test(path))
      .map(({ path, code }) => [path, code]);
  const materialId = "application";

  test("what may come later (容缺后补) needs a promise with a day within a month", async () => {
    const item = materialsOf({ necessity: "deferrable" });
    expect(await check(item, {})).toEqual([["body/materials/application", "required"]]);
    expect(await check(item, { deferred: [{ materialId, until: "2026-10-10" }] })).toEqual([]);
    for (const until of ["2026-09-17", "2026-10-18"])
      expect(await check(item, { deferred: [{ materialId, until }] })).toEqual([
        ["body/deferred/0/until", "outOfRange"],
      ]);
    expect(
      await check(materialsOf({ necessity: "required" }), {
        deferred: [{ materialId, until: "2026-10-10" }],
      }),
    ).toEqual([["body/deferred/0/materialId", "notDeferrable"]]);
  });

  test("a commitment (告知承诺) stands only for what the item says", async () => {
    expect(await check(materialsOf({ commitment: true }), { commitments: [materialId] })).toEqual([]);
    expect(await check(materialsOf({}), { commitments: [materialId] })).toEqual([
      ["body/commitments/0", "noCommitment"],
    ]);
  });

  test("nobody commits again whose commitment was found untrue, and nobody else is asked about", async () => {
    const asked: string[] = [];
    const commitments = {
      barredBy: async (account: string) => {
        asked.push(account);
        return "411602100120260917FZHRRD1";
      },
    };
    const errorsOf = async (made: string[]) => {
      const body = {
        materials: [],
        commitments: made,
        handIn: { mode: "online" },
        receive: { mode: "window" },
      };
      const errors = await checkSubmission(body, contextOf(foodLicence(), { commitments }));
      return errors.filter(({ code }) => code === "barred");
    };
    expect(await errorsOf([])).toEqual([]);
    expect(asked).toEqual([]);
    const [error] = await errorsOf(["food-safety-rules"]);
    expect(error).toMatchObject({ path: "body/commitments" });
    expect(error?.message.zh).toMatch(/411602100120260917FZHRRD1.*信用修复/);
    expect(asked).toEqual(["li-min"]);
  });

  test("a licence of the applicant's own stands for a material, with authorisation", async () => {
    const item = materialsOf({ licenceType: "营业执照" });
    const use = (licenceId: string) => ({ licences: [{ materialId, licenceId, authorised: true }] });
    expect(await check(item, use("good"))).toEqual([]);
    expect(await check(item, use("seized"))).toEqual([["body/licences/0/licenceId", "notValid"]]);
  });

  test("a case that changes a licence names one of the applicant's own", async () => {
    const change = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（变更）");
    if (!change) throw new Error("the item is gone");
    const named = async (answers: object, more: Partial<CheckContext> = {}) =>
      (await checkSubmission({ answers }, contextOf(change, more))).filter(({ path }) =>
        path.startsWith("body/answers"),
      );
    const answers = { licenceNumber: "JY24116020000017", shopName: "颍河新馆", changedOn: "2026-09-01" };
    expect(await named(answers)).toEqual([]);
    expect(await named({ ...answers, licenceNumber: "JY24116020000025" })).toMatchObject([
      { path: "body/answers/licenceNumber", code: "unknown", message: { en: "You hold no such licence." } },
    ]);
    const late = { checkNamed: async () => ({ problem: "tooLate" as const, lastDay: "2031-08-17" }) };
    const [error] = await named(answers, { licences: { ...contextOf(change).licences, ...late } });
    expect(error?.message.zh).toContain("最迟 2031-08-17");
    expect(error?.message.zh).toContain("第五十条");
    expect(error?.message.en).toMatch(/2031-08-17.*Art\. 50/);
    const { shopName: _same, ...nothing } = answers;
    expect(await named(nothing)).toMatchObject([{ path: "body/answers", code: "minProperties" }]);
  });

  test("ID numbers and credit codes are checked by their check characters", async () => {
    const person = { name: "李敏", phone: "13800003210" };
    const codes = async (party: Record<string, string>) =>
      (await checkSubmission({ applicant: { ...person, ...party } }, contextOf(foodLicence()))).map(
        ({ path, code }) => [path, code],
      );
    expect(await codes({ idType: "residentId", idNumber: "11010519491231002X" })).toEqual([]);
    expect(await codes({ idType: "residentId", idNumber: "110105194912310021" })).toEqual([
      ["body/applicant/idNumber", "residentId"],
    ]);
    expect(await codes({ idType: "uscc", idNumber: "11411602MB9100104X" })).toEqual([
      ["body/applicant/idNumber", "uscc"],
    ]);
  });
});

describe("a credit code whose check character does not fit", () => {
  // 厦门's public company code: right but for its last character (chinabugotech/hutool#4119).
  const issued = "91350203M0001QKT19";
  const party = { name: "厦门某公司", idType: "uscc", idNumber: issued, phone: "13800003210" };
  const form = { type: "object", properties: { employer: { type: "string", format: "uscc" } } } as const;
  const item = { ...foodLicence(), form };
  const errorsOf = async (assistance: object, code = issued) => {
    const body = {
      applicant: { ...party, idNumber: code },
      answers: { employer: code },
      materials: [],
      assistance,
    };
    const ways = { handIn: { mode: "window" }, receive: { mode: "window" } };
    const errors = await checkSubmission({ ...body, ...ways }, contextOf(item));
    return errors.map(({ path }) => path).filter((path) => /idNumber|employer/.test(path));
  };
  const seen = { kind: "helped", codeReason: "已核对营业执照原件，2016 年前核发" };

  test("is refused, unless a clerk has compared the licence and says so", async () => {
    expect(await errorsOf({ kind: "helped" })).toEqual(["body/answers/employer", "body/applicant/idNumber"]);
    expect(await errorsOf(seen)).toEqual([]);
  });

  test("is taken for no other fault of a code", async () => {
    for (const code of ["91350203M0001QKT1I", "91350203M0001QKT1", "9135AB03M0001QKT19"])
      expect(await errorsOf(seen, code), code).toEqual(["body/answers/employer", "body/applicant/idNumber"]);
  });
});
