import { describe, expect, test } from "vitest";
import { accepted, play, type Step } from "./play.ts";
import { citizen, clerk, reviewer, system } from "./samples.ts";

const serviceOn = (servedOn: string) => ({
  service: {
    document: "notice" as const,
    way: "electronic" as const,
    servedOn,
    servedAt: "09:30",
    place: "我的消息",
    receiver: "self" as const,
    server: "平台",
  },
});

describe("before acceptance (行政许可法 Art. 32)", () => {
  test("the notice is due after five working days; the sweep warns before and deems after", () => {
    expect(play("2026-09-18", {}, [])).toMatchObject({ notice: "2026-09-24", next: "2026-09-24" });
    expect(play("2026-09-18", {}, [["2026-09-24T23:00", "sweep"]])).toMatchObject({
      state: "submitted",
      swept: ["markNearDue notice"],
    });
    const deemed = play("2026-09-18", {}, [["2026-09-25T00:30", "sweep"]]);
    expect(deemed).toMatchObject({ state: "accepted", start: "2026-09-18", law: "2026-10-22" });
    expect(deemed.swept[0]).toBe("deemAccepted");
  });

  test("accepted in time the clock starts with acceptance", () => {
    expect(play("2026-09-18", {}, accepted("2026-09-21"))).toMatchObject({
      law: "2026-10-26",
      promise: "2026-09-29",
      next: "2026-09-29",
    });
  });

  test.each(["2026-09-25T00:00", "2026-09-28", "2026-10-09"])(
    "accepted late, on %s, it starts with receipt, and nothing can be asked or refused any more",
    (day) => {
      const late = play("2026-09-18", {}, [
        ["2026-09-18T11:00", "passPreReview", clerk],
        [day, "requestSupplement", reviewer, { notice: { materials: [], fields: [] } }],
        [day, "refuse", reviewer, { reason: "不属于本机关" }],
        [day, "accept"],
      ]);
      expect(late.refused).toEqual(["requestSupplement: noticeLimitRuns", "refuse: noticeLimitRuns"]);
      expect(late).toMatchObject({ state: "accepted", start: "2026-09-18", law: "2026-10-22" });
    },
  );

  test("a notice leaves fifteen working days; the answer begins anew, silence lapses", () => {
    const notice = { notice: { materials: [], fields: [] } };
    const asked: Step[] = [
      ["2026-09-18T11:00", "passPreReview", clerk],
      ["2026-09-23", "requestSupplement", reviewer, notice],
    ];
    expect(play("2026-09-18", {}, asked)).toMatchObject({ answer: "2026-10-21", next: "2026-10-21" });
    const answered: Step[] = [...asked, ["2026-10-20", "supplement", citizen]];
    expect(play("2026-09-18", {}, answered)).toMatchObject({ notice: "2026-10-27" });
    expect(play("2026-09-18", {}, [...answered, ["2026-10-28T00:30", "sweep"]])).toMatchObject({
      state: "accepted",
      start: "2026-10-20",
    });
    const served: Step[] = [...asked, ["2026-09-23", "recordService", system, serviceOn("2026-09-23")]];
    expect(play("2026-09-18", {}, served)).toMatchObject({ answer: "2026-10-21", refused: [] });
    expect(play("2026-09-18", {}, [...served, ["2026-10-21T23:59", "sweep"]]).state).toBe(
      "supplementRequested",
    );
    expect(play("2026-09-18", {}, [...served, ["2026-10-22T00:30", "sweep"]])).toMatchObject({
      state: "terminated",
      swept: ["lapse"],
      next: undefined,
    });
  });

  test("the answer's days count from the service of the notice, once; without it nothing lapses", () => {
    const asked: Step[] = [
      ["2026-09-18T11:00", "passPreReview", clerk],
      ["2026-09-23", "requestSupplement", reviewer, { notice: { materials: [], fields: [] } }],
    ];
    expect(play("2026-09-18", {}, [...asked, ["2026-12-01T00:30", "sweep"]])).toMatchObject({
      state: "supplementRequested",
      swept: [],
    });
    const served: Step[] = [...asked, ["2026-09-29", "recordService", clerk, serviceOn("2026-09-28")]];
    expect(play("2026-09-18", {}, served)).toMatchObject({ answer: "2026-10-23" });
    const again: Step = ["2026-10-09", "recordService", system, serviceOn("2026-10-09")];
    expect(play("2026-09-18", {}, [...served, again])).toMatchObject({ answer: "2026-10-23" });
    const another = { service: { ...serviceOn("2026-09-28").service, document: "suspension" as const } };
    expect(play("2026-09-18", {}, [...asked, ["2026-09-29", "recordService", clerk, another]]).answer).toBe(
      "2026-10-21",
    );
  });

  test("originals are received where they are expected, once", () => {
    const online = play("2026-09-18", {}, [
      ["2026-09-24", "receiveOriginals", clerk],
      ["2026-09-28", "receiveOriginals", clerk],
    ]);
    expect(online.refused).toEqual([
      "receiveOriginals: originalsExpected",
      "receiveOriginals: originalsExpected",
    ]);
    expect(online.notice).toBe("2026-09-24");
    const byCourier = play("2026-09-18", { originals: true }, [
      ["2026-09-24", "receiveOriginals", system],
      ["2026-09-28", "receiveOriginals", clerk],
    ]);
    expect(byCourier).toMatchObject({
      notice: "2026-10-09",
      refused: ["receiveOriginals: originalsExpected"],
    });
  });

  test("the first return is advice and stops no clock; what follows is the one-time notice", () => {
    const twice = play("2026-09-18", {}, [
      ["2026-09-21", "returnForChange", clerk, { reason: "照片不清" }],
      ["2026-09-22", "resubmit", citizen],
      ["2026-09-22", "returnForChange", clerk, { reason: "地址不全" }],
      ["2026-09-22", "requestSupplement", clerk, { notice: { materials: [], fields: [] } }],
    ]);
    expect(twice).toMatchObject({
      state: "supplementRequested",
      refused: ["returnForChange: notAdvisedYet"],
    });
    const returned: Step[] = [["2026-09-21", "returnForChange", clerk, { reason: "照片不清" }]];
    expect(play("2026-09-18", {}, returned)).toMatchObject({ state: "returned", notice: "2026-09-24" });
    expect(play("2026-09-18", {}, [...returned, ["2026-09-22", "resubmit", citizen]]).notice).toBe(
      "2026-09-24",
    );
    expect(play("2026-09-18", {}, [...returned, ["2026-09-25", "sweep"]])).toMatchObject({
      state: "accepted",
      start: "2026-09-18",
    });
    const late: Step[] = [["2026-09-25", "returnForChange", clerk, { reason: "照片不清" }]];
    expect(play("2026-09-18", {}, late).refused).toEqual(["returnForChange: noticeLimitRuns"]);
  });

  test("nothing is deemed, and nothing lapses, on a day that may still move", () => {
    const notice = { notice: { materials: [], fields: [] } };
    expect(play("2026-12-28", {}, [["2027-03-01", "sweep"]])).toMatchObject({
      state: "submitted",
      swept: [],
    });
    expect(
      play("2026-12-18", {}, [
        ["2026-12-21", "requestSupplement", clerk, notice],
        ["2027-03-01", "sweep"],
      ]),
    ).toMatchObject({ state: "supplementRequested", answer: "2027-01-12", swept: [] });
  });
});
