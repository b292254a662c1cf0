import { describe, expect, it } from "vitest";
import { httpApi, route } from "#shared/kernel/http/api.ts";
import { type Access, defineRoute } from "#shared/kernel/http/contract.ts";
import { knownMs } from "#shared/kernel/http/who-left.ts";
import { callRoute } from "#test/support/call-route.ts";

const contractFor = (access: Access) =>
  defineRoute({
    method: "POST",
    path: "/v1/things",
    summary: { zh: "物", en: "thing" },
    tag: "test",
    access,
    answers: { 204: { description: "done" } },
  });
const everybody: Access = { kind: "person", roles: ["citizen", "clerk"] };

function world(access = everybody) {
  const left = new Set<string>();
  const asked: string[] = [];
  const clock = { ms: Date.parse("2026-11-23T02:00:00.000Z") };
  const directory = {
    hasLeft: async (account: string) => {
      asked.push(account);
      return left.has(account);
    },
  };
  const seen: unknown[] = [];
  const handler = httpApi(
    [
      route(contractFor(access), async (raw) => {
        seen.push(raw);
        return [];
      })(async () => ({ status: 204 })),
    ],
    { directory, now: () => new Date(clock.ms).toISOString() },
  );
  const ask = (sub = "chen-fang", role = "clerk", language = "zh-CN") =>
    callRoute(handler, { sub, role }, "POST /v1/things", { headers: { "accept-language": language } });
  return { left, asked, clock, seen, ask };
}

describe("staff who left (ASVS V7.4.2)", () => {
  it("are refused with a token that is still good, before anything is looked at", async () => {
    const { left, seen, ask } = world();
    left.add("chen-fang");
    const { status, body } = await ask();
    expect([status, body.code]).toEqual([403, "notInOfficeAnyMore"]);
    expect(body.detail).toMatch(/^工作人员名录中，您的账号已标记为离岗/);
    expect((await ask("chen-fang", "clerk", "en")).body.detail).toMatch(/^The staff directory says/);
    expect(seen).toEqual([]);
    expect((await ask("wang-lei")).status).toBe(204);
  });

  it("are refused a minute after they were last known to be there, at most", async () => {
    const { left, asked, clock, ask } = world();
    expect((await ask()).status).toBe(204);
    left.add("chen-fang");
    clock.ms += knownMs - 1;
    expect((await ask()).status).toBe(204);
    expect(asked).toEqual(["chen-fang"]);
    clock.ms += 1;
    expect((await ask()).status).toBe(403);
  });

  it("are there again at once", async () => {
    const { left, ask } = world();
    left.add("chen-fang");
    expect((await ask()).status).toBe(403);
    left.clear();
    expect((await ask()).status).toBe(204);
  });

  it("may still sign in, where they come back by it", async () => {
    const { left, asked, ask } = world({ ...everybody, bringsBack: true });
    left.add("chen-fang");
    expect((await ask()).status).toBe(204);
    expect(asked).toEqual([]);
  });

  it("cost no read for citizens", async () => {
    const { asked, ask } = world();
    expect((await ask("li-min", "citizen")).status).toBe(204);
    expect(asked).toEqual([]);
  });
});
