import { beforeEach, describe, expect, test } from "vitest";
import type { ReadInput } from "#shared/cases/action-routes.ts";
import { collected } from "#shared/cases/collect.ts";
import {
  awaitsCollection,
  checkCollectionCode,
  collectionCode,
  maxCollectionAttempts,
} from "#shared/cases/collection.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import type { Problem } from "#shared/kernel/http/problem.ts";
import { openSample } from "./samples.ts";

const own = "411602100120260917FZHRRD1";
const other = "411602100120260917AAAAAA2";
const now = "2026-11-27T09:00:00.000Z";
const later = (days: number): string => new Date(Date.parse(now) + days * 86_400_000).toISOString();
const secrets = ["new key", "old key"];

describe("a collection code", () => {
  const { code, validUntil } = collectionCode("old key", own, now);

  test("is eight digits, good for its case until the end of the next day, also while keys change", () => {
    expect(code).toMatch(/^\d{8}$/);
    expect(validUntil).toBe("2026-11-28T15:59:59.999Z");
    expect(checkCollectionCode(secrets, own, code, now)).toBe("right");
    expect(checkCollectionCode(secrets, own, code, validUntil)).toBe("right");
  });

  test("is no code of another case, of another key, or of another text", () => {
    expect(checkCollectionCode(secrets, other, code, now)).toBe("wrong");
    expect(checkCollectionCode(["another"], own, code, now)).toBe("wrong");
    for (const given of ["", "0", `${code}0`, "12345678"])
      expect(checkCollectionCode(secrets, own, given, now), given).toBe("wrong");
  });

  test("is too old after that, and nothing at all before its day", () => {
    expect(checkCollectionCode(secrets, own, code, later(2))).toBe("expired");
    expect(checkCollectionCode(secrets, own, code, later(-1))).toBe("wrong");
    expect(checkCollectionCode(secrets, own, code, later(40))).toBe("wrong");
  });

  test("is shown while the result waits at the window, and for no part of a joint matter", () => {
    const head = { ...openSample(), receive: "window", state: "approved" } as CaseHead;
    expect(awaitsCollection(head)).toBe(true);
    for (const no of [
      { receive: "courier" },
      { state: "completed" },
      { state: "accepted" },
      { parent: other },
    ])
      expect(awaitsCollection({ ...head, ...no } as CaseHead), JSON.stringify(no)).toBe(false);
  });
});

describe("a result", () => {
  let taken: number;
  let collect: ReadInput;
  const head = { ...openSample(), caseNumber: own, receive: "window", state: "approved" } as CaseHead;
  const clerk = {
    id: "clerk-1",
    name: "",
    role: "clerk",
    identityLevel: "realName",
    secondFactor: true,
  } as const;
  const by = (body: unknown, role: "clerk" | "citizen" = "clerk", of = head) =>
    collect(of, { body, note: {}, caller: { ...clerk, role } });
  const refusal = async (body: unknown): Promise<Problem> =>
    by(body).then(
      () => expect.fail("it was not refused"),
      (problem: Problem) => problem,
    );

  beforeEach(() => {
    taken = 0;
    collect = collected({
      keys: { secretsOf: async () => secrets },
      attempts: {
        take: async (_case, _day, most) => {
          taken += 1;
          return taken <= most;
        },
      },
      now: () => now,
    });
  });

  test("is collected by the code, by documents, or by opening it; the record says which, and who came", async () => {
    const { code } = collectionCode("new key", own, now);
    expect(await by({ code })).toEqual({ note: { collection: { how: "code", relation: "self" } } });
    expect(await by({ identity: "residentId", relation: "adultFamily" })).toEqual({
      note: { collection: { how: "identity", relation: "adultFamily", identity: "residentId" } },
    });
    expect(await by({}, "citizen")).toEqual({ note: { collection: { how: "opened", relation: "self" } } });
  });

  test("needs one proof and not two, and who it is that shows documents", async () => {
    const codes = ({ errors }: Problem) => errors.map(({ path, code }) => [path, code]);
    expect(codes(await refusal({}))).toEqual([["body/code", "required"]]);
    expect(codes(await refusal({ code: "12345678", identity: "passport", relation: "self" }))).toEqual([
      ["body/identity", "onlyOne"],
    ]);
    expect(codes(await refusal({ identity: "passport" }))).toEqual([["body/relation", "required"]]);
    expect(taken).toBe(0);
  });

  test("is given to nobody for a wrong or old code, and after five tries for no code at all", async () => {
    const old = collectionCode("new key", own, later(-2)).code;
    expect((await refusal({ code: old })).code).toBe("collectionCodeExpired");
    expect((await refusal({ code: collectionCode("new key", other, now).code })).code).toBe(
      "collectionCodeWrong",
    );
    for (let attempt = taken; attempt < maxCollectionAttempts; attempt += 1)
      await refusal({ code: "00000000" });
    const { code } = collectionCode("new key", own, now);
    expect((await refusal({ code })).code).toBe("collectionBlocked");
    expect(await by({ identity: "residentId", relation: "self" })).toHaveProperty("note");
  });

  test("that is not there yet costs no try", async () => {
    expect(await by({ code: "00000000" }, "clerk", { ...head, state: "accepted" })).toEqual({});
    expect(taken).toBe(0);
  });
});
