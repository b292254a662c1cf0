import { caseNumberOf } from "#shared/kernel/identifiers/case-number.ts";
import type { CaseStore } from "./case-store.ts";
import type { CaseHead } from "./record.ts";

/** How often a number may belong to another case before we think that something is broken. */
const maxAttempts = 5;

type Submission = Omit<Parameters<typeof caseNumberOf>[0], "attempt">;

/**
 * What the submission opened already, else the first of its numbers that no other case has; neither when others have
 * all of them.
 */
export async function earlierOrFree(
  store: Pick<CaseStore, "read">,
  submission: Submission,
  isOwn: (found: CaseHead) => boolean | Promise<boolean>,
): Promise<{ earlier?: CaseHead; free?: string }> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const free = caseNumberOf({ ...submission, attempt });
    const found = await store.read(free);
    if (!found) return { free };
    if (await isOwn(found)) return { earlier: found };
  }
  return {};
}

export const noFreeNumber = (): Error => new Error("no free case number could be derived");
