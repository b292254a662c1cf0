import * as z from "zod";
import data from "#data/examination-policy.json" with { type: "json" };

/** 行政许可法 (2019), all in working days by its Art. 82. */
export const statutoryDays = {
  /** Art. 47: to ask for a hearing, from being informed of the right. */
  hearingRequestDays: 5,
  /** Art. 47: to hold it, from the request. */
  hearingWithinDays: 20,
  /** Art. 48 (1): between the notice of time and place and the hearing. */
  hearingNoticeDays: 7,
  /** Art. 34: officers who look at the premises. */
  fewestOfficers: 2,
} as const;

const days = z.int().min(1).max(60);

/** What the district sets, in working days. */
export const policy = z
  .strictObject({
    note: z.string(),
    edition: z.string().min(1),
    /** To make an appointment, from when an inspection is planned. */
    planDays: days,
    /** To say what came of an inspection, from its visit. */
    concludeDays: days,
    /** To inform a third party, from when they are named. */
    informDays: days,
    /** To weigh an objection. */
    considerDays: days,
    /** To have the record of a hearing signed. */
    recordDays: days,
    /** Before a deadline, to warn of it. */
    warnDays: days,
    /** Records of one kind in one case: more people than that are informed by public notice. */
    maxOfCase: z.int().min(1).max(50),
  })
  .parse(data);
