import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoPeople } from "#local/demo-people.ts";
import { type Person, person } from "#local/play/api.ts";
import { apply, citizenNamed, signIn } from "#local/play/office.ts";
import { act } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { refused } from "#test/support/applications.ts";
import { problemOf } from "#test/support/problem.ts";

const surname = "欧阳锦程";
let app: TestApp;
let citizen: Person;
let supervisor: Person;
let admin: Person;
let clerk: Person;
const clerkId = "staff-clerk";

const staffNamed = async (sub: string, role: string, department?: string): Promise<Person> => {
  const claims = { sub, name: `${surname}甲`, role, ...(department && { department }) };
  return person(app.apiUrl, await app.tokenWith(claims));
};

beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "staff-applicant");
  supervisor = await app.as("liu-yang");
  admin = await app.as("sun-jing");
  clerk = await staffNamed(clerkId, "clerk", "1001");
});
afterAll(() => app.end());

const entry = async (who: Person, account: string) =>
  (await who.ask("GET", `/v1/staff/${encodeURIComponent(account)}`)).body as { version: number } & Record<
    string,
    unknown
  >;
const decide = async (who: Person, account: string, action: string) => {
  const { version } = await entry(who, account);
  const request = { body: { words: "岗位调整" }, headers: { "if-match": `"${version}"` } };
  return (await who.ask("POST", `/v1/staff/${account}/actions/${action}`, request)).body;
};
const listed = async (who: Person, query = "") =>
  (await who.ask("GET", `/v1/staff?limit=100${query}`)).body.items as { account: string; name: string }[];
const accounts = async (who: Person, query = "") => (await listed(who, query)).map(({ account }) => account);

describe("the staff directory", () => {
  test("knows the demo people who work for the district, and no citizen", async () => {
    const staff = demoPeople.filter(({ claims }) => claims.role !== "citizen");
    for (const { id, claims } of staff)
      expect(await entry(admin, id)).toMatchObject({ account: id, name: claims.name, roles: [claims.role] });
    for (const { id } of demoPeople.filter((one) => !staff.includes(one)))
      expect((await admin.call("GET", `/v1/staff/${id}`)).status).toBe(404);
  });

  test("takes in who signs in, by the token; a citizen has no way in", async () => {
    const { body } = await signIn(clerk);
    expect(body).toMatchObject({ account: clerkId, name: `${surname}甲`, source: "signIn", version: 1 });
    expect((await signIn(clerk)).body).toEqual(body);
    expect((await citizen.call("PUT", "/v1/staff/me")).status).toBe(403);
    expect((await citizen.call("GET", "/v1/staff")).status).toBe(403);
    expect(await accounts(await app.as("chen-fang"))).toEqual(expect.arrayContaining([clerkId, "wang-lei"]));
    const found = await clerk.ask("POST", "/v1/staff/search", { body: { q: surname } });
    expect(found.body.items).toMatchObject([{ account: clerkId }]);
  });

  test("takes accounts with signs that a path has to hide", async () => {
    const account = "auth0|张 三/1?x=#&%";
    const odd = await staffNamed(account, "clerk", "1001");
    await signIn(odd);
    expect(await entry(supervisor, account)).toMatchObject({ account });
  });
});

describe("a case given to somebody", () => {
  test("is refused for whoever is not there, elsewhere, gone or a citizen; nothing is written", async () => {
    await signIn(clerk);
    await signIn(await staffNamed("staff-left", "clerk", "1001"));
    await decide(supervisor, "staff-left", "deactivate");
    const left = await staffNamed("staff-left", "clerk", "1001");
    for (const [method, path] of [
      ["GET", "/v1/staff"],
      ["PUT", "/v1/staff/me"],
    ] as const) {
      const answer = await left.call(method, path);
      expect([answer.status, problemOf(answer).code]).toEqual([403, "notInOfficeAnyMore"]);
    }
    const opened = await apply(citizen);
    const claimed = await act(clerk, opened, "claim");
    const wrong = [
      ["没有这个人", "unknown"],
      ["li-min", "unknown"],
      ["zhao-ning", "otherDepartment"],
      ["staff-left", "left"],
      ["liu-yang", "otherDepartment"],
    ] as const;
    for (const [assignee, code] of wrong)
      for (const [who, action] of [
        [supervisor, "assign"],
        [clerk, "transfer"],
      ] as const) {
        const answer = await refused(who, claimed, action, { assignee, reason: "轮岗" });
        expect([assignee, answer.status]).toEqual([assignee, 400]);
        expect(problemOf(answer).errors).toMatchObject([{ path: "body/assignee", code }]);
      }
    const own = await refused(supervisor, claimed, "assign", { assignee: "staff-applicant" });
    expect(problemOf(own).guard).toBe("notToApplicant");
    const { body } = await clerk.ask("GET", `/v1/cases/${opened.caseNumber}`);
    expect(body).toMatchObject({ version: claimed.version, handler: clerkId });

    const handed = await act(clerk, claimed, "transfer", { assignee: "wang-lei", reason: "轮岗" });
    expect(handed).toMatchObject({ handler: "wang-lei" });
    await decide(admin, "staff-left", "reactivate");
    const assigned = await act(supervisor, handed, "assign", { assignee: "staff-left" });
    expect(assigned).toMatchObject({ handler: "staff-left" });
  });

  test("is refused in the reader's language, with what to do", async () => {
    const opened = await apply(citizen);
    const inLanguage = async (language: string) => {
      const answer = await supervisor.call("POST", `/v1/cases/${opened.caseNumber}/actions/assign`, {
        body: { assignee: "nobody" },
        headers: { "if-match": `"${opened.version}"`, "accept-language": language },
      });
      return problemOf(answer).errors?.[0]?.message;
    };
    expect(await inLanguage("zh-CN")).toMatch(/^工作人员名录中没有这个账号。请从/);
    expect(await inLanguage("en")).toMatch(/^The staff directory has no such account\. Choose from/);
  });
});

describe("npm run staff", () => {
  /** As against a table on AWS: by its name, with an endpoint of the environment's. */
  const staff = async (...words: string[]) => {
    const env = {
      ...process.env,
      LC_ALL: "en_GB.UTF-8",
      NODE_OPTIONS: "--no-warnings",
      AWS_ENDPOINT_URL_DYNAMODB: app.endpoints.dynamodb,
      AWS_REGION: app.region,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    };
    const run = promisify(execFile)(process.execPath, ["scripts/staff.ts", ...words], { env });
    return run.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        stdout,
        stderr,
      }),
    );
  };
  const fileOf = (name: string, ...lines: string[]): string => {
    const file = join(app.dataDir, name);
    writeFileSync(file, ["account,name,department,roles", ...lines].join("\r\n"));
    return file;
  };

  test("imports a file once, and changes nothing by it again", async () => {
    const table = app.outputs.StaffTableName ?? "";
    const people = [`staff-1026-a,${surname}乙,1026,clerk`, `staff-1026-b,${surname}丙,1026,clerk;reviewer`];
    const file = fileOf("staff.csv", ...people);
    const first = await staff("import", file, "--table", table);
    expect(first).toEqual({
      code: 0,
      stdout: "2 new\n  staff-1026-a\n  staff-1026-b\n",
      stderr: expect.any(String),
    });
    expect((await staff("import", file, "--table", table)).stdout).toBe("2 unchanged\n");
    expect((await entry(admin, "staff-1026-a")).version).toBe(1);
    expect(await listed(admin, "&department=1026")).toMatchObject([
      { account: "staff-1026-b", name: `${surname}丙` },
      { account: "staff-1026-a", name: `${surname}乙` },
    ]);

    const fewer = await staff("import", fileOf("fewer.csv", people[0] ?? ""), "--complete", "--table", table);
    expect(fewer.stdout).toBe("1 no longer in the file, marked as left\n  staff-1026-b\n1 unchanged\n");
    expect(await accounts(admin, "&department=1026")).toEqual(["staff-1026-a"]);
    expect(await accounts(admin, "&department=1026&state=left")).toEqual(["staff-1026-b"]);
  });

  test("writes nothing of a file with an error, and tells each with its row", async () => {
    const table = app.outputs.StaffTableName ?? "";
    const file = fileOf(
      "wrong.csv",
      `staff-good,${surname}丁,1026,clerk`,
      `staff-bad,${surname}戊,0000,boss`,
    );
    const { code, stderr } = await staff("import", file, "--table", table);
    expect(code).toBe(1);
    expect(stderr).toMatch(/3 +department +There is no department of this code\./);
    expect(stderr).toMatch(
      /3 +roles +Must be one of: clerk, reviewer, supervisor, admin, securityAdmin, auditor\./,
    );
    expect(stderr).toContain("2 problem(s); nothing was written.");
    expect((await admin.call("GET", "/v1/staff/staff-good")).status).toBe(404);
    expect((await staff("import")).code).toBe(2);
    expect((await staff("check", file, "--complete")).code).toBe(2);
  });
});

describe("a name of staff", () => {
  test("is in no log and in no history, whatever was done with it", async () => {
    await app.drained();
    expect(app.log.length).toBeGreaterThan(0);
    for (const { message } of app.log) expect(message).not.toContain(surname);
    const { body } = await admin.ask("GET", `/v1/staff/${clerkId}/history`);
    expect(body.items).toMatchObject([{ version: 1, event: "registered", state: "active" }]);
    expect(JSON.stringify(body)).not.toContain(surname);
  });
});
