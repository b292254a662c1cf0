import { describe, expect, test } from "vitest";
import { type CaseStore, worklist } from "#shared/cases/case-store.ts";
import type { Command } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { type CaseRow, worklistSortKey } from "#shared/cases/record.ts";
import type { Cursor } from "#shared/kernel/aws/page.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { clerk, form, openSample, person, thursday, traceparent } from "./samples.ts";

const next = (head: CaseHead, action: Command["action"]): CaseHead => {
  const actor = action === "correctPerson" ? { role: "citizen" as const, id: head.applicantId } : clerk;
  const result = decide(head, { action, actor, traceparent }, thursday, calendar);
  if ("refused" in result) throw new Error(result.refused.kind);
  return result.record;
};

const numbered = (index: number, applicantId = `applicant-${index}`): CaseHead =>
  openSample(
    { applicantId, key: `key-${index}` },
    new Date(Date.parse(thursday) + index * 60_000).toISOString(),
  );

/** What every adapter of the port must do. */
export function caseStoreContract(name: string, open: () => Promise<CaseStore>): void {
  describe(`${name} keeps cases`, () => {
    test("creates the case with its application, once", async () => {
      const store = await open();
      const head = openSample();
      expect(await store.write(head, { form, person })).toBe(true);
      expect(await store.write(head, { form: { ...form, answers: {} }, person })).toBe(false);
      expect(await store.read(head.caseNumber)).toEqual(head);
      expect(await store.readForm(head.caseNumber, 1)).toEqual(form);
      expect(await store.readPerson(head.caseNumber)).toEqual(person.person);
      for (const how of [undefined, { maybeOlder: true }])
        expect(await store.readApplication(head.caseNumber, 1, how)).toEqual({ form, person: person.person });
    });

    test("knows nothing of an unknown case", async () => {
      const store = await open();
      expect(await store.read("none")).toBeUndefined();
      expect(await store.readForm("none", 1)).toBeUndefined();
      expect(await store.readPerson("none")).toBeUndefined();
      for (const how of [undefined, { maybeOlder: true }])
        expect(await store.readApplication("none", 1, how)).toBeUndefined();
    });

    test("replaces only the version before, and new answers with it", async () => {
      const store = await open();
      const head = openSample();
      await store.write(head, { form, person });
      const returned = next(head, "returnForChange");
      const other = next(head, "passPreReview");
      expect(await store.write(returned)).toBe(true);
      expect(await store.write(other)).toBe(false);
      const answers = { revision: 2, answers: { shopName: "新名" }, materials: [] };
      expect(await store.write(next(returned, "resubmit"), { form: answers })).toBe(true);
      expect(
        await store.write(next(returned, "resubmit"), {
          form: { revision: 2, answers: {}, materials: [] },
        }),
      ).toBe(false);
      expect(await store.readForm(head.caseNumber, 2)).toEqual(answers);
      expect(await store.readApplication(head.caseNumber, 2)).toEqual({
        form: answers,
        person: person.person,
      });
      expect(await store.readApplication(head.caseNumber, 3)).toBeUndefined();
    });

    test("of many writers of one version one wins", async () => {
      const store = await open();
      const head = openSample();
      await store.write(head, { form, person });
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => store.write(next(head, "passPreReview"))),
      );
      expect(outcomes.filter((outcome) => outcome)).toHaveLength(1);
    });

    test("pages through an applicant's cases, newest first", async () => {
      const store = await open();
      const heads = [1, 2, 3, 4, 5].map((index) => numbered(index, "li-min"));
      for (const head of [...heads, numbered(9)]) await store.write(head, { form, person });
      const seen: string[] = [];
      let cursor: Cursor;
      do {
        const page = await store.list("byApplicant", "li-min", { cursor, limit: 2, newestFirst: true });
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ caseNumber }) => caseNumber));
        cursor = page.next;
      } while (cursor);
      expect(seen).toEqual(heads.map(({ caseNumber }) => caseNumber).toReversed());
    });

    test("pages through a department's worklist over its states, what is due first, first", async () => {
      const store = await open();
      const heads = [1, 2, 3, 4, 5].map((index) => numbered(index));
      for (const head of heads) await store.write(head, { form, person });
      const [first, second] = heads as [CaseHead, CaseHead];
      await store.write(next(first, "passPreReview"));
      await store.write(next(second, "withdraw"));
      const seen: string[] = [];
      let cursor: Cursor;
      do {
        const page = await worklist(store, "1001", undefined, { cursor, limit: 2 });
        seen.push(...page.items.map(({ caseNumber }) => caseNumber));
        cursor = page.next;
      } while (cursor);
      const listed = heads.filter((head) => head !== second);
      const numbersOf = (cases: readonly CaseRow[]) => cases.map(({ caseNumber }) => caseNumber);
      expect(seen).toEqual(
        numbersOf(listed.toSorted((a, b) => (worklistSortKey(a) < worklistSortKey(b) ? -1 : 1))),
      );
      const only = await worklist(store, "1001", "awaitingAcceptance", { limit: 2 });
      expect(only).toMatchObject({ items: [{ caseNumber: first.caseNumber, version: 2 }], next: undefined });
      expect((await worklist(store, "1002", undefined, { limit: 10 })).items).toEqual([]);
    });

    test("corrects the person together with the record", async () => {
      const store = await open();
      const head = openSample();
      await store.write(head, { form, person });
      const applicant = { ...person.person.applicant, phone: "13900000000" };
      const corrected = { person: { applicant }, keys: { idKey: "id-key", phoneKey: "other" } };
      expect(await store.write(next(head, "correctPerson"), { person: corrected })).toBe(true);
      expect(await store.readApplication(head.caseNumber, 1)).toEqual({ form, person: { applicant } });
    });

    test("writes a notice on the form, and leaves the person as it is", async () => {
      const store = await open();
      const head = openSample();
      await store.write(head, { form, person });
      const noticed = { ...form, notice: { materials: [], fields: [], namedSoFar: ["/shopName"] } };
      expect(await store.write(next(head, "passPreReview"), { form: noticed })).toBe(true);
      expect(await store.readApplication(head.caseNumber, 1)).toEqual({
        form: noticed,
        person: person.person,
      });
    });
  });
}
