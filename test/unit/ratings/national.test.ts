import { beforeEach, describe, expect, it } from "vitest";
import type { CaseRecord } from "#shared/cases/public.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signBody } from "#shared/kernel/machine-keys/signature.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { faultText } from "#shared/ratings/national/faults.ts";
import { passGate } from "#shared/ratings/national/gate.ts";
import { takeNationalRatings } from "#shared/ratings/national/national-api.ts";
import type { NationalSources } from "#shared/ratings/national/national-rating.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { callRoute } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryRatings } from "#test/support/memory-ratings.ts";
import { nationalSources, rater } from "#test/support/national-sources.ts";
import { nationalRoute } from "../../../functions/ratings/rating-management/national.ts";
import { quarantineRoutes } from "../../../functions/ratings/rating-management/quarantine.ts";
import { intakeWorld, message } from "./intake-world.ts";
import {
  caseNumber,
  department,
  endedCase,
  facts,
  type given,
  httpEvent,
  itemCode,
  lambdaContext,
  now,
  traceparent,
} from "./samples.ts";

const acceptedAt = "2026-02-20T01:00:00.000Z";
const ratingId = ratingIdText({ caseNumber, stage: "completion", turn: "first" });

const ratingOf = async (change?: Parameters<typeof given>[0]) => {
  const store = memoryRatings();
  await recordFact(store, facts.rated(change), { now, traceparent });
  const record = await store.read(ratingId);
  if (!record) throw new Error("nothing was rated");
  return record;
};

const whole = async (change?: Parameters<typeof given>[0]): Promise<NationalSources> => {
  const sources = nationalSources({ acceptedAt });
  const published = await sources.items.version("", 1);
  return {
    rating: await ratingOf(change),
    of: await sources.cases.recordOf(caseNumber),
    item: published?.item,
    managerName: "陈芳",
  };
};

const faultsOf = (sources: NationalSources) => {
  const passed = passGate(sources, now);
  return "faults" in passed ? passed.faults.map(({ field, code }) => `${field} ${code}`) : [];
};

describe("a rating as the national platform takes it", () => {
  it("tells of the case, who handled it and who rated, in the platform's codes", async () => {
    const sources = await whole({ details: ["408", "406"], comment: "找李敏很快" });
    expect(passGate({ ...sources, comment: { state: "published", text: "很快" } }, now)).toEqual({
      record: {
        areaCode: "411602000000",
        deptCode: "11411602MB9100104L",
        taskCode: itemCode,
        taskName: "食品经营许可",
        subMatter: "民政",
        projectNo: caseNumber,
        proStatus: "3",
        proDepart: "川汇区市场监督管理局",
        proManager: "陈芳",
        pf: "4",
        certKey: rater.idNumber,
        userName: rater.name,
        userProp: "1",
        satisfaction: "4",
        evalDetail: "406,408",
        writingEvaluation: "很快",
        assessTime: "2026-03-02 10:00:00",
        assessNumber: "1",
        appStatus: "2",
        promiseTime: "2",
        acceptDate: "2026-02-20 09:00:00",
        dataSource: "411602",
        anonymous: "2",
        effectivEvalua: "1",
      },
    });
  });

  it("keeps who stays unknown, and words that nobody has reviewed, to itself", async () => {
    const passed = passGate(await whole({ anonymous: true, comment: "找李敏很快" }), now);
    expect(passed).toMatchObject({ record: { anonymous: "1", appStatus: "3" } });
    expect(JSON.stringify(passed)).not.toMatch(/李敏|11010519491231002X/);
  });

  it("says of one that does not count that it does not", async () => {
    const sources = await whole();
    const standing = { state: "voided", at: now } as const;
    expect(passGate({ ...sources, rating: { ...sources.rating, standing } }, now)).toMatchObject({
      record: { effectivEvalua: "2" },
    });
  });
});

describe("the gate", () => {
  it("names everything that is wrong at once", async () => {
    const sources = await whole({
      details: ["510", "499"],
      tagEdition: "2026-1",
      ratedAt: "2026-02-19T01:00:00.000Z",
    });
    const applicant = { ...rater, name: "测试用户", idNumber: "110105194912310021" };
    const of = { ...(sources.of as CaseRecord), person: { applicant } };
    expect(faultsOf({ ...sources, of, item: undefined, managerName: undefined })).toEqual([
      "taskCode notPublished",
      "taskName missing",
      "proManager missing",
      "certKey wrongNumber",
      "userName testData",
      "evalDetail otherLevel",
      "evalDetail wrongFormat",
      "evalDetail oldEdition",
      "assessTime beforeStage",
      "acceptDate beforeAcceptance",
    ]);
  });

  it("takes no item of another department, and none of a code that is none", async () => {
    const sources = await whole();
    const asItem = (code: string) => ({
      ...sources,
      rating: { ...sources.rating, invitation: { ...sources.rating.invitation, itemCode: code } },
    });
    expect(faultsOf(asItem(`11411602MB9100200X${itemCode.slice(18)}`))).toEqual(["taskCode otherDepartment"]);
    expect(faultsOf(asItem(`${itemCode.slice(0, 19)}9${itemCode.slice(20)}`))).toEqual([
      "taskCode wrongNumber",
    ]);
  });

  it("lets a second rating wait for the first, and a doubtful one for its review", async () => {
    const sources = await whole();
    const second = { ...sources, rating: { ...sources.rating, turn: "followUp" as const } };
    expect(faultsOf(second)).toEqual(["assessNumber firstNotPassed"]);
    const heldBack = { at: now, faults: [{ field: "certKey", code: "wrongNumber" } as const] };
    expect(faultsOf({ ...second, first: { heldBack } })).toEqual(["assessNumber firstNotPassed"]);
    expect(faultsOf({ ...second, first: {} })).toEqual([]);
    const standing = { state: "quarantined", at: now } as const;
    expect(faultsOf({ ...sources, rating: { ...sources.rating, standing } })).toEqual([
      "effectivEvalua underReview",
    ]);
  });

  it("says no more of a rating without its case than that", async () => {
    expect(faultsOf({ rating: await ratingOf() })).toEqual(["projectNo noCase"]);
  });

  it("tells each fault in both languages", () => {
    expect(faultText({ field: "certKey", code: "wrongNumber" })).toEqual({
      zh: "评价人证件号码校验不通过，请更正办件中的号码。",
      en: "The rater's ID number does not pass its check; please put the number of the case right.",
    });
  });
});

describe("what does not pass", () => {
  it("is noted when the rating comes, and no more than that of one that passes", async () => {
    const the = await intakeWorld();
    the.cases.put(endedCase());
    await the.hand(message());
    const received = await the.said("completion");
    if (!received) throw new Error("nothing was received");
    await the.deliver(received);
    expect(await the.at("completion")).toMatchObject({ version: 1 });
    the.deps.staff.nameOf = async () => undefined;
    the.deps.cases.recordOf = nationalSources({ acceptedAt }).cases.recordOf;
    await the.deliver(received);
    await the.deliver(received);
    expect(await the.at("completion")).toMatchObject({
      version: 2,
      heldBack: { at: now, faults: [{ field: "proManager", code: "missing" }] },
    });
  });
});

describe("those held back", () => {
  const supervisor = { sub: "supervisor-1", role: "supervisor" };
  const store = memoryRatings();
  const wrong = nationalSources({ applicant: { idNumber: "110105194912310021" } });
  const deps = {
    ...wrong,
    store,
    comments: { read: async () => undefined },
    rules: ratingRules,
    now: () => now,
  };
  const keys = { secretsOf: async () => [deriveKey("master", "rating:national")] };
  const accesses = memoryAccesses();
  const handler = httpApi([...quarantineRoutes(deps), nationalRoute({ ...deps, keys, accesses })], {
    accesses,
  });
  const take = async (change: object = {}, key = deriveKey("master", "rating:national")) => {
    const body = JSON.stringify({ department, day: "2026-03-02", ...change });
    const timestamp = String(Date.parse(now) / 1000);
    const headers = {
      [signatureHeaders.key]: "national",
      [signatureHeaders.timestamp]: timestamp,
      [signatureHeaders.signature]: signBody(key, timestamp, body),
    };
    const event = httpEvent(takeNationalRatings, { headers, body });
    const answer = (await handler(event, lambdaContext)) as { statusCode: number; body: string };
    return { status: answer.statusCode, body: JSON.parse(answer.body) };
  };

  beforeEach(async () => {
    await recordFact(store, facts.rated(), { now, traceparent });
    const { caseNumber: of, stage, turn } = facts.quarantined;
    const faults = [{ field: "certKey", code: "wrongNumber" } as const];
    await recordFact(store, { caseNumber: of, stage, turn, kind: "gated", faults }, { now, traceparent });
  });

  it("stand in a list with their reasons, and can be checked again once that is put right", async () => {
    const list = async () =>
      (await callRoute(handler, supervisor, "GET /v1/ratings/held-back")).body.items as object[];
    expect(await list()).toMatchObject([
      {
        ratingId,
        heldBack: {
          since: now,
          faults: [{ field: "certKey", code: "wrongNumber", en: expect.stringMatching(/^The/) }],
        },
        allowedActions: ["recheck"],
      },
    ]);
    const recheck = (version: number) =>
      callRoute(handler, supervisor, "POST /v1/ratings/{ratingId}/actions/recheck", {
        path: { ratingId },
        body: { words: "已更正证件号码" },
        headers: { "if-match": `"${version}"` },
      });
    expect((await recheck(2)).body).toMatchObject({ version: 3, heldBack: { since: now } });
    accesses.looks.clear();
    expect((await take()).body).toMatchObject({ records: [], heldBack: [{ ratingId }], next: null });
    expect(accesses.looks.size).toBe(0);
    deps.cases.recordOf = nationalSources().cases.recordOf;
    expect((await take()).body).toMatchObject({ records: [{ projectNo: caseNumber }], heldBack: [] });
    await take();
    expect(accesses.looks.get(caseNumber)).toEqual([
      {
        at: now,
        by: { role: "higherPlatform", id: "rating:national" },
        what: "rating",
        record: ratingId,
        reasonCode: "reported",
      },
    ]);
  });

  it("are taken by the higher platform alone", async () => {
    expect((await take({}, "ff".repeat(32))).status).toBe(401);
    expect((await take({ day: "yesterday" })).status).toBe(400);
  });
});
