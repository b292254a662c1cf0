import { beforeEach, describe, expect, test } from "vitest";
import type { CaseStore } from "#shared/cases/case-store.ts";
import type { Actor } from "#shared/cases/command.ts";
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { decide as decideStaff } from "#shared/staff/decide.ts";
import { staffPublic } from "#shared/staff/public.ts";
import { type StaffMember, staffMember } from "#shared/staff/record.ts";
import { callRoute } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { standingBy } from "#test/support/standing.ts";
import {
  clerk,
  form,
  openSample,
  person,
  reviewer,
  steadyCalendar,
  thursday,
  traceparent,
} from "#test/unit/cases/samples.ts";
import { entryOf } from "#test/unit/staff/samples.ts";
import { caseReviewApi } from "../../../functions/cases/case-review/case-review.ts";

const { caseNumber } = openSample();
let store: CaseStore;
let reads: unknown[];
let staff: ReturnType<typeof memoryRecordStore<StaffMember, typeof staffMember.indexes>>;
let staffReads: unknown[];
let act: (
  actor: Actor,
  action: string,
  version: number,
  body?: object,
  key?: string,
) => ReturnType<typeof callRoute>;
beforeEach(async () => {
  const memory = memoryCaseStore();
  const item = { ...openSample().item, procedures: [{ kind: procedure.kind, maxDays: procedure.maxDays }] };
  await memory.write(openSample({ item }), { form, person });
  reads = [];
  store = {
    ...memory,
    read: (...asked) => {
      reads.push(asked);
      return memory.read(...asked);
    },
  };
  staff = memoryRecordStore(staffMember);
  staffReads = [];
  const directory = staffPublic({
    read: (...asked) => {
      staffReads.push(asked);
      return staff.read(...asked);
    },
  });
  const handler = httpApi(
    caseReviewApi({
      store,
      items,
      calendar: steadyCalendar,
      now: () => thursday,
      staff: directory,
      isOneself: async (account) => account === "chen-fang-elsewhere",
      standing: standingBy(),
      keys: { secretsOf: async () => ["key"] },
      attempts: { take: async () => true },
    }),
    { accesses: memoryAccesses() },
  );
  act = ({ id, role, department = "" }, action, version, body = {}, key = "") =>
    callRoute(
      handler,
      { sub: id, name: "", role, identityLevel: "realName", ...(department && { department }) },
      `POST /v1/cases/{caseNumber}/actions/${action}`,
      {
        path: { caseNumber },
        body,
        headers: { "if-match": `"${version}"`, ...(key && { "idempotency-key": key }) },
      },
    );
});

const procedure = {
  kind: "expertReview" as const,
  basis: "《中华人民共和国行政许可法》第四十五条",
  maxDays: 20,
};
const items = {
  version: async () => ({ version: 1, item: { specialProcedures: [procedure] } as unknown as ServiceItem }),
};

describe("a case given to somebody", () => {
  const supervisor = { role: "supervisor", id: "liu-yang" } as const;
  const errorsOf = ({ body }: Awaited<ReturnType<typeof act>>) =>
    (body.errors as { path: string; code: string }[]).map(({ path, code }) => [path, code]);

  test.each([
    ["nobody's account", undefined, "unknown"],
    ["somebody removed", { state: "removed" }, "unknown"],
    ["somebody who left", { state: "left" }, "left"],
    ["somebody of another department", { department: "1002" }, "otherDepartment"],
    ["somebody of no department", { department: undefined }, "otherDepartment"],
    ["somebody who handles no cases", { roles: ["supervisor"] }, "otherRole"],
  ] as [string, Partial<StaffMember> | undefined, string][])("is refused: %s", async (_who, change, code) => {
    if (change) await staff.write(entryOf("colleague", change));
    const refused = await act(supervisor, "assign", 1, { assignee: "colleague" });
    expect(refused).toMatchObject({ status: 400, body: { code: "invalidRequest" } });
    expect(errorsOf(refused)).toEqual([["body/assignee", code]]);
    expect(await store.read(caseNumber)).toMatchObject({ version: 1 });
    expect((await act(clerk, "claim", 1)).status).toBe(200);
    const handed = await act(clerk, "transfer", 2, { assignee: "colleague", reason: "轮岗" });
    expect(errorsOf(handed)).toEqual([["body/assignee", code]]);
    expect(await store.read(caseNumber)).toMatchObject({ version: 2, handler: clerk.id });
  });

  test("is theirs when the directory knows them; one read of a moment ago, and none at other actions", async () => {
    await staff.write(entryOf("colleague"));
    await staff.write(entryOf("examiner", { roles: ["clerk", "reviewer"] }));
    expect(await act(supervisor, "assign", 1, { assignee: "colleague" })).toMatchObject({
      status: 200,
      body: { handler: "colleague" },
    });
    const colleague = { ...clerk, id: "colleague" };
    const handed = await act(colleague, "transfer", 2, { assignee: "examiner", reason: "轮岗" });
    expect(handed).toMatchObject({ status: 200, body: { handler: "examiner" } });
    expect(staffReads).toEqual([
      ["colleague", { maybeOlder: true }],
      ["examiner", { maybeOlder: true }],
    ]);
    expect((await act({ ...reviewer, id: "examiner" }, "passPreReview", 3)).status).toBe(200);
    expect(staffReads).toHaveLength(2);
  });

  test("is not asked about where the table refuses; the applicant stays refused by its own sentence", async () => {
    const { applicantId } = openSample();
    await staff.write(entryOf(applicantId));
    expect((await act(supervisor, "assign", 1, { assignee: applicantId })).body).toMatchObject({
      code: "guardFailed",
      guard: "notToApplicant",
    });
    expect((await act(clerk, "transfer", 1, { assignee: "nobody", reason: "轮岗" })).body).toMatchObject({
      code: "guardFailed",
      guard: "handledByYou",
    });
    expect(staffReads).toEqual([]);
  });

  test("stays given when the request is repeated, whatever became of the person since", async () => {
    const member = entryOf("colleague");
    await staff.write(member);
    const assign = () => act(supervisor, "assign", 1, { assignee: "colleague" }, "a-key-of-mine");
    const done = await assign();
    const left = decideStaff(
      member,
      "deactivate",
      { actor: supervisor, body: { words: "离职" }, at: thursday, trace: traceparent, words: "离职" },
      { now: thursday },
    );
    if ("record" in left) await staff.write(left.record);
    expect(await staff.read("colleague")).toMatchObject({ state: "left" });
    expect(await assign()).toEqual(done);
  });
});

const missing = { materials: [{ materialId: "application", reason: "没有签字" }] };
const wrong = { fields: [{ path: "/shopName", reason: "与执照不符" }] };

describe("an action of the office", () => {
  test("reads the case once, and at half the price", async () => {
    expect(await act(clerk, "passPreReview", 1)).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { state: "awaitingAcceptance" },
    });
    expect(reads).toEqual([[caseNumber, { maybeOlder: true }]]);
  });

  test("writes a notice on the form together with the case, and tells what comes too late", async () => {
    await act(clerk, "passPreReview", 1);
    expect((await act(clerk, "requestSupplement", 2, { ...missing, reason: "请补正" })).status).toBe(200);
    expect(await store.readForm(caseNumber, 1)).toMatchObject({
      notice: { ...missing, reason: "请补正", namedSoFar: ["materials/application"] },
    });
    const asked = await store.read(caseNumber);
    const proposal = { kind: "furtherNotice", by: clerk.id, confirmed: true } as const;
    await store.write({
      ...asked,
      state: "awaitingAcceptance",
      version: 4,
      proposal,
    } as typeof asked & object);
    expect(await act(clerk, "requestSupplement", 4, wrong)).toMatchObject({
      status: 409,
      body: {
        code: "guardFailed",
        guard: "oneTimeNoticeComplete",
        lateFindings: ["answers/shopName"],
        allowedActions: expect.arrayContaining(["requestSupplement", "accept"]),
      },
    });
  });

  test("is refused as a role is to a department that is only asked, and does not exist for others", async () => {
    await act(clerk, "passPreReview", 1);
    await act(reviewer, "accept", 2);
    const question = { department: "1017", question: "可否？" };
    expect((await act(reviewer, "askOpinion", 3, question)).status).toBe(200);
    const asked = { role: "reviewer", id: "asked", department: "1017" } as const;
    expect(await act(asked, "approve", 4)).toMatchObject({
      status: 403,
      body: { code: "forbidden", allowedActions: ["giveOpinion"] },
    });
    expect(await act({ ...asked, department: "1002" }, "approve", 4)).toMatchObject({
      status: 404,
      body: { code: "caseNotFound" },
    });
  });

  test("suspends by what the item provides, and no longer", async () => {
    await act(clerk, "passPreReview", 1);
    await act(reviewer, "accept", 2);
    const refused = async (body: object) => (await act(reviewer, "suspend", 3, body)).body.errors;
    expect(await refused({ kind: "hearing", expectedDays: 3, reason: "领导出差" })).toEqual([
      { path: "body/kind", code: "notProvided", message: "此事项可以不计入期限的特别程序有：专家评审。" },
    ]);
    expect(await refused({ kind: "expertReview", expectedDays: 365, reason: "专家评审" })).toEqual([
      { path: "body/expectedDays", code: "tooLong", message: "这项特别程序最多 20 个工作日。" },
    ]);
    expect((await store.read(caseNumber))?.version).toBe(3);
  });

  test("keeps words and details, and knows its repeat", async () => {
    await act(clerk, "passPreReview", 1);
    await act(reviewer, "accept", 2);
    const review = { kind: "expertReview", expectedDays: 3, reason: "专家评审" };
    const suspend = () => act(reviewer, "suspend", 3, review, "a-key-of-mine");
    const done = await suspend();
    expect(done).toMatchObject({ status: 200, body: { version: 4 } });
    const { reason, ...suspension } = { ...review, basis: procedure.basis };
    expect((await store.read(caseNumber))?.lastEvent).toMatchObject({
      written: { words: reason, details: { suspension } },
    });
    expect(await suspend()).toMatchObject({ status: 200, body: done.body });
    expect((await act(reviewer, "resume", 3)).body).toMatchObject({
      code: "staleVersion",
      currentVersion: 4,
    });
  });
});
