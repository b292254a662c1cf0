import departments from "#district/departments.json" with { type: "json" };
import { itemCodeIn } from "#local/play/straight-way.ts";
import { casesOf } from "#shared/cases/public.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { caseNumberOf } from "#shared/kernel/identifiers/case-number.ts";
import { type DayCounts, dimensions, parts } from "#shared/ratings/figures/count.ts";
import { countedDays, dayBefore, daysBetween } from "#shared/ratings/figures/days.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { figuresItem } from "#shared/ratings/figures/kept-item.ts";
import { detailTagEdition } from "#shared/ratings/levels.ts";
import { deviceRatingKey, merge, type RatingFact } from "#shared/ratings/merge.ts";
import { type RatingRecord, rating } from "#shared/ratings/record.ts";
import { partsFor } from "../../functions/ratings/rating-callback/rating-summary.ts";
import { withTables } from "./fill.ts";

const itemCode = itemCodeIn("1001", "4101001010001");

export type SummaryFigures = {
  days: number;
  departments: number;
  rows: { by: string; readUnits: number }[];
};

/** Of today: together one fewer than the sweep takes to keep a busy department's figures; see `makeFigures`. */
const ratedToday = 9;
const ratableToday = 10;

/** A day of 400 ratings for 12 items, at 6 windows, in 5 ways. */
function busyDay(): DayCounts {
  const of = (count: number, name: (n: number) => string) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        name(n),
        { satisfied: 11, verySatisfied: 40, dissatisfied: 2, ratable: 60, answered: 40 },
      ]),
    );
  return {
    all: { all: { satisfied: 130, verySatisfied: 260, dissatisfied: 10, ratable: 700, answered: 400 } },
    // Of one office: they have no more in common than who carries them out.
    item: of(12, (n) => itemCodeIn("1001", `4${String((n + 1) * 41_234_567_891).padStart(12, "0")}`)),
    window: of(6, (n) => `A0${n}`),
    channel: of(5, (n) => `channel${n}`),
  };
}

/** A case that ended, as far as a figure asks. */
const endedCase = (department: string, serial: number, at: string) => {
  const number = { department, day: dayOf(at), submitter: "bench", idempotencyKey: String(serial) };
  const caseNumber = caseNumberOf({ ...number, attempt: 0 });
  const limit = "20w";
  const item = {
    code: itemCode,
    version: 1,
    legal: limit,
    promised: limit,
  };
  const ended = { state: "completed", acceptedAt: "2026-01-01T00:00:00.000Z", endedAt: at };
  return { ...caseRecord.keyOf(caseNumber), caseNumber, department, item, ...ended };
};

/** Given at the window the minute in which it could be. */
function ratedAtWindow(department: string, serial: number, at: string): RatingRecord {
  const number = { department, day: dayOf(at), submitter: "bench", idempotencyKey: String(serial) };
  const id = {
    caseNumber: caseNumberOf({ ...number, attempt: 0 }),
    stage: "completion",
    turn: "first",
  } as const;
  const fact: RatingFact = {
    ...id,
    kind: "rated",
    invitation: { applicantId: "bench", department, itemCode, since: at },
    rating: {
      key: deviceRatingKey("bench", at),
      level: "satisfied",
      details: [],
      tagEdition: detailTagEdition,
      channel: "windowTablet",
      ratedAt: at,
      deviceId: "bench",
      window: "A03",
    },
  };
  const merged = merge(undefined, fact, {
    now: at,
    traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
  });
  if (merged.outcome !== "recorded") throw new Error("this rating changes nothing");
  return merged.record;
}

/** What the public question for the last days of all departments reads. */
export async function summaryFigures(days = 30): Promise<SummaryFigures> {
  const at = new Date().toISOString();
  const today = dayOf(at);
  const from = dayBefore(today, days - 1);
  const codes = departments.map(({ code }) => code);
  const counts = busyDay();
  const items = codes.flatMap((code) => [
    ...daysBetween(from, dayBefore(today, 1)).flatMap((day) =>
      parts.map((part) => figuresItem(code, part, { day, madeAt: at, counts })),
    ),
    ...Array.from({ length: ratedToday }, (_, serial) => rating.toItem(ratedAtWindow(code, serial, at))),
  ]);
  const ended = codes.flatMap((code) =>
    Array.from({ length: ratableToday }, (_, serial) => endedCase(code, serial, at)),
  );
  return withTables(["Ratings", "Cases"], async ({ names, db, fill, readUnitsOf }) => {
    await fill("Ratings", items);
    await fill("Cases", ended);
    const figures = dynamodbFigureStore(names.Ratings, casesOf(names.Cases, db), db);
    const rows: SummaryFigures["rows"] = [];
    for (const by of ["department", ...dimensions] as const) {
      const { readUnits } = await readUnitsOf(() =>
        countedDays(figures, codes, { from, to: today, today }, partsFor(by)),
      );
      rows.push({ by, readUnits });
    }
    return { days, departments: codes.length, rows };
  });
}
