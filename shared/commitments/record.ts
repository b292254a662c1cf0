import * as z from "zod";
import { commitmentEvents, commitmentFacts } from "#events/commitment.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { lines } from "#shared/kernel/text.ts";

const instant = z.iso.datetime();
export const wordsSchema = lines(2, 1000);
/** 核查方式: by shared data, by asking another organ, on the spot, by papers. */
export const checkWays = ["data", "otherOrgan", "onSite", "documents"] as const;

/** In these states something is still to be done about it. */
export const openStates = ["toCheck", "rectifying", "untrue"] as const;
/** In these the applicant may not commit again (国办发〔2020〕42号: until the credit is repaired). */
export const barringStates = ["untrue", "revoked"] as const;

const isIn = (states: readonly string[], state: string): boolean => states.includes(state);

/** What is open of a department, and of all. */
export const openPartition = "OPEN";

/** One decision that relied on commitments, and what the check afterwards found. */
export const commitment = defineRecord({
  name: "commitment",
  id: "caseNumber",
  format: 1,
  history: "fromSecond",
  fields: {
    ...commitmentFacts,
    /** Materials that a commitment stands for. */
    materials: z.array(z.string()).min(1).max(50),
    decidedAt: instant,
    /** By when it is to be checked, put right, or decided upon. */
    dueAt: instant,
    /** Deadlines that passed, each marked once. */
    late: z.array(instant).max(10).optional(),
    way: z.enum(checkWays).optional(),
    checkedAt: instant.optional(),
    /** Who found it untrue: somebody else revokes the decision. */
    foundBy: z.string().optional(),
    revokedAt: instant.optional(),
    repairedAt: instant.optional(),
  },
  events: commitmentEvents,
  indexes: {
    open: {
      key: "openKey",
      partition: ({ state }) => (isIn(openStates, state) ? openPartition : undefined),
      sort: "dueAt",
    },
    openByDepartment: {
      key: "openDepartment",
      partition: ({ state, department }) => (isIn(openStates, state) ? department : undefined),
      sort: "dueAt",
    },
    // Whom it bars from committing again.
    barring: {
      key: "barredKey",
      partition: ({ state, applicantId }) => (isIn(barringStates, state) ? applicantId : undefined),
      sort: "decidedAt",
    },
    // What was done with it after it was opened, by the day in Shanghai: few are touched again.
    byChange: {
      key: "changedOn",
      partition: ({ version, lastEvent }) => (version > 1 ? dayOf(lastEvent.at) : undefined),
      sort: "decidedAt",
      projects: ["caseNumber"],
    },
  },
});
export type Commitment = ReturnType<typeof commitment.fromItem>;
