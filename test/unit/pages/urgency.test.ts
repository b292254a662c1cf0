import { expect, test } from "vitest";
import type { CaseSummary } from "../../../web/src/shared/api-types.ts";
import { urgencyOf } from "../../../web/src/staff/urgency.ts";

type Marks = NonNullable<CaseSummary["clock"]["marks"]>;
const suspended = { phase: "decision", day: 3, of: 20, unit: "workingDay", standing: "suspended" } as const;
const running = { phase: "decision", day: 3, of: 20, unit: "workingDay" } as const;
const urgency = (progress: CaseSummary["progress"], marks: Marks = {}) =>
  urgencyOf({ progress, clock: { receivedAt: "", marks } } as CaseSummary);

test("a suspension is as urgent as its announced end, and no more once it is over", () => {
  expect(urgency(suspended)).toBe("standing");
  expect(urgency(suspended, { suspension: "yellow" })).toBe("soon");
  expect(urgency(suspended, { suspension: "red" })).toBe("late");
  // A limit that was near before the clock stopped does not run meanwhile.
  expect(urgency(suspended, { law: "yellow" })).toBe("standing");
  expect(urgency(running, { suspension: "red" })).toBe("inTime");
  expect(urgency(running, { law: "red" })).toBe("late");
});
