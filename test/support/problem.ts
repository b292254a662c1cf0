/** An answer that says what was wrong, as clients see it. */
export type Problem = {
  code: string;
  detail: string;
  guard?: string;
  allowedActions?: string[];
  currentVersion?: number;
  errors?: { path: string; code: string; message: string }[];
};

export const problemOf = (answer: { body: unknown }) => answer.body as Problem;

/** Where something was wrong, in order of path. */
export const pathsOf = (answer: { body: unknown }) =>
  (problemOf(answer).errors ?? []).map(({ path }) => path).toSorted();
