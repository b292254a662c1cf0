import { expect, test } from "vitest";
import { licenceEvents } from "#events/licence.ts";
import { exampleFiles } from "#scripts/example-cases.ts";
import { commitment } from "#shared/commitments/record.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { licence } from "#shared/licences/record.ts";
import { caseEntries } from "#test/support/case-history.ts";
import { openSample } from "#test/unit/cases/samples.ts";
import { findOwedResults } from "../../../functions/cases/owed-results/owed-results.ts";

const now = "2036-03-02T02:00:00.000Z";
const yesterday = "2036-03-01T02:00:00.000Z";

const corrected = [...exampleFiles().values()].filter(({ type }) => type === licenceEvents.corrected.type);

async function looked(touched: Record<string, string[]>) {
  const head = openSample();
  const published: string[] = [];
  const days: string[] = [];
  const found = await findOwedResults(
    {
      store: {
        list: async () => ({ items: [], next: undefined }),
        between: async () => [],
        history: async () => ({ items: caseEntries([head]), next: undefined }),
      },
      checks: {
        "case-follow": {
          follows: { corrected: licenceEvents.corrected },
          missing: async () => ["correction"],
        },
      },
      eventsAbout: async () => corrected.map((event) => ({ ...event, time: yesterday })),
      touchedOn: async (day) => {
        days.push(day);
        return touched[day] ?? [];
      },
      bus: {
        publish: async (events) => {
          published.push(...events.map(({ id }) => id));
          return [];
        },
      },
      now: () => now,
    },
    ["1001"],
  );
  return { found, published, days };
}

test("a licence's later step is told again, however long ago its case ended", async () => {
  const { caseNumber } = openSample();
  const { found, published, days } = await looked({ [dayOf(yesterday)]: [caseNumber] });
  expect(found).toMatchObject({ cases: 1, missing: corrected.length, published: corrected.length });
  expect(published).toEqual(corrected.map(({ id }) => id));
  expect([days.length, days[0], days.at(-1)]).toEqual([31, "2036-03-02", "2036-02-01"]);
  expect((await looked({})).found).toMatchObject({ departments: 1, cases: 0, missing: 0 });
});

test("licences and commitments stand under the day of their last step, from the second on", () => {
  for (const definition of [licence, commitment]) {
    const { byChange } = definition.indexes;
    const at = "2026-03-02T17:00:00.000Z";
    const record = (version: number) => ({ version, lastEvent: { at } }) as never;
    expect(byChange.partition(record(1))).toBeUndefined();
    expect(byChange.partition(record(2))).toBe("2026-03-03");
  }
});
