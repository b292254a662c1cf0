import { sealedMarks } from "#shared/kernel/http/page-marks.ts";

/** Page marks of a test's own secret. */
export const testMarks = sealedMarks(async () => ["a secret of tests"]);
