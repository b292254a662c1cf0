import { describe, expect, it } from "vitest";
import type { CaseClock } from "#shared/cases/case.ts";
import { progressOf } from "#shared/cases/clock-progress.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { openSample } from "./samples.ts";

const friday = "2026-09-18T01:00:00.000Z";
const item: CaseHead["item"] = {
  ...openSample().item,
  legal: "20w",
  promised: "5w",
};
const at = (clock: CaseClock, now: string) => progressOf({ clock, item } as CaseHead, calendar, now);

describe("how far a limit is", () => {
  it("counts working days after the day on which it began", () => {
    expect(at({ receivedAt: friday }, friday)).toMatchObject({ phase: "notice", day: 0, of: 5 });
    expect(at({ receivedAt: friday }, "2026-09-20T15:00:00.000Z")).toMatchObject({ day: 1 });
    const started = { receivedAt: friday, startedAt: friday };
    expect(at(started, "2026-09-23T01:00:00.000Z")).toEqual({
      phase: "decision",
      day: 4,
      of: 20,
      unit: "workingDay",
      promised: 5,
    });
  });

  it("leaves out suspensions, also the one that runs, and adds an extension", () => {
    const clock: CaseClock = {
      receivedAt: friday,
      startedAt: friday,
      pauses: [["2026-09-21T01:00:00.000Z", "2026-09-22T01:00:00.000Z"]],
      pausedAt: "2026-09-23T01:00:00.000Z",
      extension: "10w",
    };
    const whole = at({ receivedAt: friday, startedAt: friday }, "2026-09-24T01:00:00.000Z")?.day ?? 0;
    expect(at(clock, "2026-09-24T01:00:00.000Z")).toMatchObject({
      day: whole - 2,
      of: 30,
      standing: "suspended",
    });
  });

  it("waits for originals, and ends when nothing runs any more", () => {
    expect(at({ receivedAt: friday, waiting: true }, "2026-09-30T01:00:00.000Z")).toMatchObject({
      day: 0,
      standing: "originals",
    });
    expect(at({ receivedAt: friday, askedAt: friday }, friday)).toMatchObject({ phase: "answer", of: 15 });
    expect(at({ receivedAt: friday, startedAt: friday, decidedAt: friday }, friday)).toMatchObject({
      phase: "delivery",
      of: 10,
    });
    expect(at({ receivedAt: friday, stoppedAt: friday }, friday)).toBeUndefined();
  });
});
