import { describe, expect, test } from "vitest";
import type { CaseHead } from "#shared/cases/case.ts";
import type { CaseStore } from "#shared/cases/case-store.ts";
import type { Command } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import type { Cursor } from "#shared/kernel/aws/page.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { clerk, form, openSample, person, thursday, traceparent } from "./samples.ts";

const next = (head: CaseHead, action: Command["action"]): CaseHead => {
  const actor = action === "correctPerson" ? { role: "citizen" as const, id: head.applicantId } : clerk;
  const result = decide(head, { action, actor, traceparent }, thursday, calendar);
  if ("refused" in result) throw new Error(result.refused);
  return result.head;
};

const numbered = (index: number, applicantId = `applicant-${index}`): CaseHead =>
  openSample(
    { applicantId, submission: { key: `key-${index}`, body: "body" } },
    new Date(Date.parse(thursday) + index * 60_000).toISOString(),
  );

/** What every adapter of the port must do. */
export function caseStoreContract(name: string, open: () => Promise<CaseStore>): void {
  describe(`${name} keeps cases`, () => {
    test("creates all three records, once", async () => {
      const store = await open();
      const head = openSample();
      expect(await store.create(head, form, person)).toBe("created");
      expect(await store.create(head, { ...form, answers: {} }, person)).toBe("exists");
      expect(await store.read(head.caseNumber)).toEqual(head);
      expect(await store.readForm(head.caseNumber, 1)).toEqual(form);
      expect(await store.readPerson(head.caseNumber)).toEqual(person.person);
    });

    test("knows nothing of an unknown case", async () => {
      const store = await open();
      expect(await store.read("none")).toBeUndefined();
      expect(await store.readForm("none", 1)).toBeUndefined();
      expect(await store.readPerson("none")).toBeUndefined();
    });

    test("replaces only the version before, and new answers with it", async () => {
      const store = await open();
      const head = openSample();
      await store.create(head, form, person);
      const returned = next(head, "returnForChange");
      const other = next(head, "passPreReview");
      expect(await store.replace(returned)).toBe("replaced");
      expect(await store.replace(other)).toBe("stale");
      const answers = { revision: 2, answers: { shopName: "新名" }, materials: [] };
      expect(await store.replace(next(returned, "resubmit"), { form: answers })).toBe("replaced");
      expect(
        await store.replace(next(returned, "resubmit"), {
          form: { revision: 2, answers: {}, materials: [] },
        }),
      ).toBe("stale");
      expect(await store.readForm(head.caseNumber, 2)).toEqual(answers);
    });

    test("of many writers of one version one wins", async () => {
      const store = await open();
      const head = openSample();
      await store.create(head, form, person);
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => store.replace(next(head, "passPreReview"))),
      );
      expect(outcomes.filter((outcome) => outcome === "replaced")).toHaveLength(1);
    });

    test("pages through an applicant's cases, newest first", async () => {
      const store = await open();
      const heads = [1, 2, 3, 4, 5].map((index) => numbered(index, "li-min"));
      for (const head of [...heads, numbered(9)]) await store.create(head, form, person);
      const seen: string[] = [];
      let cursor: Cursor;
      do {
        const page = await store.byApplicant("li-min", cursor, 2);
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ caseNumber }) => caseNumber));
        cursor = page.next;
      } while (cursor);
      expect(seen).toEqual(heads.map(({ caseNumber }) => caseNumber).toReversed());
    });

    test("pages through a department's worklist over its states, what is due first, first", async () => {
      const store = await open();
      const heads = [1, 2, 3, 4, 5].map((index) => numbered(index));
      for (const head of heads) await store.create(head, form, person);
      const [first, second] = heads as [CaseHead, CaseHead];
      await store.replace(next(first, "passPreReview"));
      await store.replace(next(second, "withdraw"));
      const seen: string[] = [];
      let cursor: Cursor;
      do {
        const page = await store.worklist("1001", ["submitted", "awaitingAcceptance"], { cursor, limit: 2 });
        seen.push(...page.items.map(({ caseNumber }) => caseNumber));
        cursor = page.next;
      } while (cursor);
      const expected = heads.filter((head) => head !== second).map(({ caseNumber }) => caseNumber);
      expect(seen.toSorted()).toEqual(expected.toSorted());
      expect(new Set(seen).size).toBe(seen.length);
      const others = await store.worklist("1002", ["submitted"], { cursor: undefined, limit: 10 });
      expect(others.items).toEqual([]);
    });

    test("corrects the person together with the record", async () => {
      const store = await open();
      const head = openSample();
      await store.create(head, form, person);
      const applicant = { ...person.person.applicant, phone: "13900000000" };
      const corrected = { person: { applicant }, keys: { idKey: "id-key", phoneKey: "other" } };
      expect(await store.replace(next(head, "correctPerson"), { person: corrected })).toBe("replaced");
      expect(await store.readPerson(head.caseNumber)).toEqual({ applicant });
    });

    test("tells which cases the clock has to look at, and nothing else", async () => {
      const store = await open();
      const heads = [1, 2, 3].map((index) => numbered(index));
      for (const head of heads) await store.create(head, form, person);
      const look = async (now: string, edition = calendar.edition) =>
        (await store.toLookAt("1001", { now, edition, cursor: undefined })).caseNumbers.toSorted();
      const all = heads.map(({ caseNumber }) => caseNumber).toSorted();
      // Five working days from Thursday the 17th end on the 23rd; the day before is the warning's.
      expect(await look("2026-09-22T15:00:00.000Z")).toEqual([]);
      expect(await look("2026-09-22T16:00:00.000Z")).toEqual(all);
      await store.replace(next(heads[0] as CaseHead, "withdraw"));
      expect(await look("2026-09-22T16:00:00.000Z")).toEqual(
        all.filter((number) => number !== heads[0]?.caseNumber),
      );
    });

    test("tells which deadlines another edition of the calendar may move", async () => {
      const store = await open();
      const head = openSample({}, "2026-12-30T01:00:00.000Z");
      await store.create(head, form, person);
      const look = async (edition: string) =>
        (await store.toLookAt("1001", { now: head.submittedAt, edition, cursor: undefined })).caseNumbers;
      expect(await look(calendar.edition)).toEqual([]);
      expect(await look("another")).toEqual([head.caseNumber]);
    });
  });
}
