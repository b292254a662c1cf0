import { describe, expect, test } from "vitest";
import type { Caller } from "#shared/kernel/http/caller.ts";
import type { StaffMember } from "#shared/staff/record.ts";
import { staffMember } from "#shared/staff/record.ts";
import { memberAfterSignIn } from "#shared/staff/sign-in.ts";
import { thursday, traceparent } from "#test/unit/cases/samples.ts";
import { entryOf } from "./samples.ts";

const caller = (change: Partial<Caller> = {}): Caller => ({
  id: "chen-fang",
  name: "陈芳",
  role: "clerk",
  department: "1001",
  identityLevel: "realName",
  secondFactor: true,
  ...change,
});
const later = (days: number): string => new Date(Date.parse(thursday) + days * 86_400_000).toISOString();
const signIn = (known: StaffMember | undefined, who = caller(), now = thursday) =>
  memberAfterSignIn(known, who, { now, trace: traceparent });

describe("a sign-in", () => {
  test("registers whoever is new, as the token says", () => {
    const member = signIn(undefined);
    expect(member).toMatchObject({
      account: "chen-fang",
      name: "陈芳",
      department: "1001",
      roles: ["clerk"],
      source: "signIn",
      state: "active",
      version: 1,
      lastEvent: { name: "registered", actor: { role: "system", id: "sign-in" } },
    });
    expect(member.firstSeenOn).toBe(member.lastSeenOn);
  });

  test("changes nothing for a week, then the day that is told, in silence", () => {
    const member = signIn(undefined);
    expect(signIn(member)).toBe(member);
    expect(signIn(member, caller(), later(6))).toBe(member);
    const seen = signIn(member, caller(), later(7));
    expect(seen).toMatchObject({ version: 2, firstSeenOn: member.firstSeenOn });
    expect(seen.lastSeenOn).not.toBe(member.lastSeenOn);
    expect(staffMember.eventOf(seen)).toBeUndefined();
  });

  test.each([
    ["role", { role: "reviewer" }, { roles: ["reviewer"] }],
    ["department", { department: "1002" }, { department: "1002" }],
    ["name", { name: "陈芳芳" }, { name: "陈芳芳" }],
  ] as [string, Partial<Caller>, Partial<StaffMember>][])(
    "takes a %s that is another at once",
    (_what, claim, now) => {
      const changed = signIn(signIn(undefined), caller(claim));
      expect(changed).toMatchObject({ ...now, version: 2, lastEvent: { name: "changed" } });
      expect(JSON.stringify(staffMember.eventOf(changed))).not.toMatch(/\p{Script=Han}/u);
    },
  );

  test("takes a department away that the token does not have any more", () => {
    const { department: _none, ...claims } = caller({ role: "supervisor" });
    expect(signIn(signIn(undefined), claims)).not.toHaveProperty("department");
  });

  test("says nothing of a name by an empty one, or one that is too long to be one", () => {
    const member = signIn(undefined);
    for (const name of ["", "  ", "陈".repeat(101)]) expect(signIn(member, caller({ name }))).toBe(member);
    expect(signIn(undefined, caller({ name: "" }))).not.toHaveProperty("name");
  });

  test("takes the place of what a file said", () => {
    const imported = entryOf("chen-fang", { name: "陈芳" });
    const seen = signIn(imported);
    expect(seen).toMatchObject({ source: "signIn", lastEvent: { name: "seen" } });
    expect(seen.firstSeenOn).toBeDefined();
    expect(signIn(entryOf("chen-fang", { department: "1002" }))).toMatchObject({
      source: "signIn",
      department: "1001",
      lastEvent: { name: "changed" },
    });
  });

  test("brings back whom an import let go, and nobody whom a person let go", () => {
    const left = entryOf("chen-fang", { state: "left", leftBy: "import" });
    const at = (ms: number) =>
      caller({ tokenSince: new Date(Date.parse(left.lastEvent.at) + ms).toISOString() });
    // A token from before they left is not a new sign-in.
    for (const who of [caller(), at(-1000)]) expect(signIn(left, who)).toBe(left);
    const back = signIn(left, at(1000));
    expect(back).toMatchObject({ state: "active", lastEvent: { name: "returned" } });
    expect(back).not.toHaveProperty("leftBy");
    const away = entryOf("chen-fang", { state: "left", leftBy: "person" });
    expect(signIn(away, at(1000))).toBe(away);
  });

  test("keeps the fingerprint of the ID number, and the one before where it tells none", () => {
    const [one, other] = ["1".repeat(32), "2".repeat(32)];
    const withKey = (known: StaffMember | undefined, personKey?: string) =>
      memberAfterSignIn(known, caller(), { now: thursday, trace: traceparent, personKey });
    const member = withKey(undefined, one);
    expect(member).toMatchObject({ personKey: one });
    expect(withKey(member)).toBe(member);
    expect(withKey(member, other)).toMatchObject({ personKey: other, version: 2 });
    expect(JSON.stringify(staffMember.eventOf(withKey(member, other)))).not.toContain(other);
  });

  test("leaves alone what was removed", () => {
    const removed = entryOf("chen-fang", { state: "removed" });
    expect(signIn(removed)).toBe(removed);
  });

  test("of a citizen is no sign-in of staff", () => {
    expect(() => signIn(undefined, caller({ role: "citizen" }))).toThrow("a citizen is no member of staff");
  });
});
