import { beforeEach, describe, expect, test } from "vitest";
import { httpApi } from "#shared/kernel/http/api.ts";
import { type StaffMember, staffMember } from "#shared/staff/record.ts";
import { type Claims, callRoute, type RouteCall } from "#test/support/call-route.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { testMarks } from "#test/support/page-marks.ts";
import { staffApi } from "../../../functions/staff/staff/staff.ts";
import { entryOf } from "./samples.ts";

const clerk = { sub: "clerk-1", name: "陈芳", role: "clerk", department: "1001" };
const elsewhere = { sub: "reviewer-2", role: "reviewer", department: "1002" };
const supervisor = { sub: "supervisor-1", role: "supervisor" };
const admin = { sub: "admin-1", role: "admin" };
const citizen = { sub: "citizen-1", role: "citizen" };

const logged = capturedLogs();
const people = { keyOf: async (_kind: string, idNumber: string) => idNumber.padStart(32, "0") };
let store: ReturnType<typeof memoryRecordStore<StaffMember, typeof staffMember.indexes>>;
let handler: ReturnType<typeof httpApi>;
let writes: number;
beforeEach(() => {
  store = memoryRecordStore(staffMember);
  writes = 0;
  const counted = {
    ...store,
    write: (member: StaffMember) => {
      writes += 1;
      return store.write(member);
    },
  };
  handler = httpApi(staffApi({ store: counted, people, now: () => "2026-03-06T02:00:00.000Z" }), {
    marks: testMarks,
  });
});

const call = (who: Claims, route: string, more?: RouteCall) => callRoute(handler, who, route, more);
type Listed = { items: { account: string; name: string }[]; nextCursor: string | null };
const list = async (who: Claims, query: Record<string, string> = {}) =>
  (await call(who, "GET /v1/staff", { query })).body as Listed;
const accounts = ({ items }: Pick<Listed, "items">) => items.map(({ account }) => account);
const find = async (who: Claims, body: object) =>
  accounts((await call(who, "POST /v1/staff/search", { body })).body as Listed);
const look = (who: Claims, account: string) => call(who, "GET /v1/staff/{account}", { path: { account } });
const act = (who: Claims, account: string, action: string, version: number, words = "调往市里") =>
  call(who, `POST /v1/staff/{account}/actions/${action}`, {
    path: { account },
    body: { words },
    headers: { "if-match": `"${version}"` },
  });

async function fill(): Promise<void> {
  await store.write(entryOf("zhao", { name: "赵宁", department: "1002" }));
  await store.write(entryOf("wang", { name: "王磊", roles: ["reviewer"] }));
  await store.write(entryOf("chen", { name: "陈芳" }));
  await store.write(entryOf("nameless"));
  await store.write(entryOf("rare", { name: "王\u{20BB7}" }));
  await store.write(entryOf("gone", { name: "王力", state: "left", leftBy: "person" }));
  await store.write(entryOf("error", { name: undefined, state: "removed" }));
  await store.write(entryOf("head", { name: "刘洋", department: undefined, roles: ["supervisor"] }));
}

describe("PUT /v1/staff/me", () => {
  test("puts the caller into the directory by the token, once", async () => {
    const answer = await call(clerk, "PUT /v1/staff/me");
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { account: "clerk-1", name: "陈芳", department: "1001", roles: ["clerk"], source: "signIn" },
    });
    expect(await call(clerk, "PUT /v1/staff/me")).toEqual(answer);
    expect(writes).toBe(1);
  });

  test("takes nothing from a body", async () => {
    const body = { account: "wang", name: "王磊", roles: ["supervisor"], department: "1002" };
    expect((await call(clerk, "PUT /v1/staff/me", { body })).body).toMatchObject({
      account: "clerk-1",
      roles: ["clerk"],
      department: "1001",
    });
    expect(await store.read("wang")).toBeUndefined();
  });

  test("is not for citizens", async () => {
    expect((await call(citizen, "PUT /v1/staff/me")).status).toBe(403);
    expect(writes).toBe(0);
  });
});

describe("the directory", () => {
  beforeEach(fill);

  test("lists a department by name; those who left are asked for", async () => {
    expect(accounts(await list(clerk))).toEqual(["nameless", "wang", "rare", "chen"]);
    expect(accounts(await list(clerk, { state: "left" }))).toEqual(["gone"]);
    expect((await list(clerk)).items[0]).toMatchObject({ account: "nameless", name: "nameless" });
  });

  test("is each clerk's own department's; supervisors and admins see any, and all", async () => {
    expect(await call(clerk, "GET /v1/staff", { query: { department: "1002" } })).toMatchObject({
      status: 403,
    });
    for (const who of [supervisor, admin]) {
      expect(accounts(await list(who, { department: "1002" }))).toEqual(["zhao"]);
      expect(accounts(await list(who))).toEqual(["nameless", "head", "wang", "rare", "zhao", "chen"]);
    }
    expect((await call(citizen, "GET /v1/staff")).status).toBe(403);
  });

  test("is read page by page, by marks that hold no name", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Listed = await list(supervisor, { limit: "2", ...(cursor && { cursor }) });
      expect(page.items).toHaveLength(2);
      seen.push(...accounts(page));
      cursor = page.nextCursor;
      if (cursor) expect(Buffer.from(cursor, "base64url").toString("latin1")).not.toContain(seen.at(-1));
    } while (cursor);
    expect(seen).toEqual(["nameless", "head", "wang", "rare", "zhao", "chen"]);
  });

  test("finds by how a name begins, and by a whole account", async () => {
    expect(await find(clerk, { q: "王" })).toEqual(["wang", "rare"]);
    expect(await find(clerk, { q: " 王磊 " })).toEqual(["wang"]);
    expect(await find(clerk, { q: "王", state: "left" })).toEqual(["gone"]);
    expect(await find(clerk, { q: "chen" })).toEqual(["chen"]);
    expect(await find(clerk, { q: "NAMELESS" })).toEqual(["nameless"]);
    expect(await find(clerk, { q: "nameless" })).toEqual(["nameless"]);
    expect(await find(clerk, { q: "error" })).toEqual([]);
    expect(await find(clerk, { q: "zhao" })).toEqual([]);
    expect(await find(supervisor, { q: "赵" })).toEqual(["zhao"]);
    expect(await find(supervisor, { q: "zhao", department: "1001" })).toEqual([]);
    expect(
      (await call(clerk, "POST /v1/staff/search", { body: { q: "赵", department: "1002" } })).status,
    ).toBe(403);
    expect((await call(clerk, "POST /v1/staff/search", { body: { q: " " } })).status).toBe(400);
  });

  test("finds fifty at most, and says whether there are more", async () => {
    const search = async () => (await call(clerk, "POST /v1/staff/search", { body: { q: "孙" } })).body;
    for (let serial = 1; serial <= 50; serial += 1)
      await store.write(entryOf(`sun-${serial}`, { name: "孙" }));
    expect(await search()).toMatchObject({ items: { length: 50 }, more: false });
    await store.write(entryOf("sun-51", { name: "孙" }));
    expect(await search()).toMatchObject({ items: { length: 50 }, more: true });
  });

  test("keeps keys short, whatever letters a name is made of", async () => {
    // Folding makes 18 of each: ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM.
    const name = "\u{FDFA}".repeat(100);
    await store.write(entryOf("long", { name }));
    const { nameKey } = staffMember.toItem((await store.read("long")) ?? entryOf(""));
    expect(Buffer.byteLength(String(nameKey))).toBeLessThan(1024);
    expect(await find(clerk, { q: name })).toEqual(["long"]);
  });

  test("shows an entry to colleagues, of whoever belongs to no department to all, and one's own", async () => {
    expect((await look(clerk, "wang")).body).toMatchObject({ account: "wang", name: "王磊" });
    expect((await look(clerk, "zhao")).status).toBe(404);
    expect((await look(clerk, "nobody")).status).toBe(404);
    expect((await look(clerk, "head")).status).toBe(200);
    for (const who of [supervisor, admin, elsewhere]) expect((await look(who, "zhao")).status).toBe(200);
    await call({ ...clerk, department: "1009" }, "PUT /v1/staff/me");
    expect((await look(clerk, "clerk-1")).status).toBe(200);
  });
});

describe("who left", () => {
  beforeEach(fill);

  test("is marked by supervisors and admins with a reason, and comes back so; others have no such action", async () => {
    expect((await act(clerk, "wang", "deactivate", 1)).status).toBe(403);
    expect((await act(supervisor, "wang", "deactivate", 1, "")).status).toBe(400);
    expect(await act(supervisor, "wang", "deactivate", 1)).toMatchObject({
      status: 200,
      body: { state: "left", allowedActions: ["reactivate"] },
    });
    expect((await act(supervisor, "wang", "deactivate", 2)).body).toMatchObject({ code: "actionNotAllowed" });
    expect(await act(admin, "wang", "reactivate", 2)).toMatchObject({
      status: 200,
      body: { state: "active" },
    });
    const history = await call(supervisor, "GET /v1/staff/{account}/history", { path: { account: "wang" } });
    expect(history.body.items).toMatchObject([
      { event: "registered" },
      { event: "left", by: { id: "supervisor-1" }, words: "调往市里" },
      { event: "returned", by: { id: "admin-1" } },
    ]);
    const asked = await call(clerk, "GET /v1/staff/{account}/history", { path: { account: "wang" } });
    expect(asked.status).toBe(403);
  });

  test("is nobody by their own hand", async () => {
    await call(admin, "PUT /v1/staff/me");
    expect((await act(admin, "admin-1", "deactivate", 1)).body).toMatchObject({ guard: "notOneself" });
  });

  test("is removed by admins, with the name; nobody comes back from there", async () => {
    expect((await act(supervisor, "gone", "remove", 1)).status).toBe(403);
    const removed = await act(admin, "gone", "remove", 1);
    expect(removed).toMatchObject({ status: 200, body: { state: "removed", name: "gone" } });
    expect(JSON.stringify(staffMember.toItem((await store.read("gone")) ?? entryOf("")))).not.toContain(
      "王力",
    );
    expect((await act(admin, "gone", "reactivate", 2)).body).toMatchObject({ code: "actionNotAllowed" });
    expect(accounts(await list(admin, { state: "left" }))).toEqual([]);
    await call({ ...clerk, sub: "gone" }, "PUT /v1/staff/me");
    expect(await store.read("gone")).toMatchObject({ state: "removed", version: 2 });
  });
});

describe("a name", () => {
  test("is in no event and no log, whatever happens to it", async () => {
    await fill();
    await call(clerk, "PUT /v1/staff/me");
    await call({ ...clerk, name: "陈芳芳" }, "PUT /v1/staff/me");
    await act(supervisor, "clerk-1", "deactivate", 2);
    await act(admin, "clerk-1", "remove", 3);
    const { items } = await store.history("clerk-1", { limit: 10 });
    expect(items.map(({ event }) => event.type.split(".")[2])).toEqual([
      "registered",
      "changed",
      "left",
      "removed",
    ]);
    expect(JSON.stringify(items)).not.toContain("陈芳");
    expect(JSON.stringify(logged)).not.toContain("陈芳");
  });
});
