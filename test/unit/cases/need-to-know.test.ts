import { describe, expect, it } from "vitest";
import type { Actor } from "#shared/cases/command.ts";
import { type Ground, groundOf } from "#shared/cases/need-to-know.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { openSample, thursday } from "./samples.ts";

const clerk = { role: "clerk" as const, id: "chen-fang", department: "1001" };
const colleague = { role: "reviewer" as const, id: "wang-lei", department: "1001" };
const supervisor = { role: "supervisor" as const, id: "liu-yang" };
const asked = { role: "reviewer" as const, id: "zhao-ning", department: "1017" };
const unclaimed: CaseHead = openSample();
const claimed: CaseHead = { ...unclaimed, handler: clerk.id };
const done: CaseHead = { ...unclaimed, state: "completed" };

describe("on which ground somebody sees what is not masked", () => {
  it.each<[string, CaseHead, Actor, Ground, Ground]>([
    ["the applicant", claimed, { role: "citizen" as const, id: "li-min" }, "work", "work"],
    ["whoever handles it", claimed, clerk, "work", "work"],
    ["whoever handled it to its end", { ...done, handler: clerk.id }, clerk, "work", "work"],
    ["a colleague", claimed, colleague, "reason", "reason"],
    ["whoever may go on with what nobody handles", unclaimed, colleague, "work", "work"],
    ["a colleague, of what has ended", done, colleague, "reason", "reason"],
    ["a supervisor", unclaimed, supervisor, "reason", "reason"],
    [
      "a department that is asked",
      { ...claimed, opinions: [{ department: "1017", askedAt: thursday }] },
      asked,
      "work",
      "none",
    ],
  ])("%s", (_who, head, actor, content, officialDocuments) => {
    expect([groundOf(head, actor, "content"), groundOf(head, actor, "officialDocuments")]).toEqual([
      content,
      officialDocuments,
    ]);
  });
});
