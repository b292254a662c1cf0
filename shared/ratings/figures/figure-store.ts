import type { DayCounts, DayFacts, Part } from "./count.ts";

/** One department's figures of one day, as they were made last. */
export type Kept = { day: string; madeAt: string; counts: DayCounts };

/** A day whose figures were made before a row of it changed. */
export type ChangedDay = { department: string; day: string };

export type FigureStore = {
  /** Everything that a department's figures of these days are made of, both ends included. */
  facts(department: string, days: { from: string; to: string }): Promise<DayFacts>;
  /** What is kept of these days, both ends included, in their order; of the parts asked for. */
  kept(department: string, from: string, to: string, asked: readonly Part[]): Promise<Kept[]>;
  /** Keeps what a day's rows added up to when they were read, unless it was made anew meanwhile. */
  keep(department: string, made: Kept): Promise<void>;
  /** Notes that a day has to be made again. */
  noteChanged(changed: ChangedDay): Promise<void>;
  /**
   * The days noted before `until`. From here on, a change notes them again: what is made of rows that are read
   * later has seen everything else.
   */
  takeChanged(until: string, at: string): Promise<ChangedDay[]>;
  /** Forgets a day that was taken at this moment and made, unless it changed again. */
  forgetChanged(changed: ChangedDay, takenAt: string): Promise<void>;
};
