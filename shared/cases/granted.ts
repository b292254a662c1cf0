import type { Page } from "#shared/kernel/aws/page.ts";
import type { CaseReader } from "./case-store.ts";
import type { CaseHead } from "./record.ts";
import { revokesDecision } from "./remedies.ts";

export type GrantedCase = { caseNumber: string; itemCode: string; at: string };

/** What was granted by a case that holds; undefined: nothing was, or the decision is gone. */
export function grantedIn({ caseNumber, item, decision, clock, remedy }: CaseHead): GrantedCase | undefined {
  const isGone = remedy?.carriedOut === true && revokesDecision(remedy.outcome);
  return decision === "approved" && clock.decidedAt && !isGone
    ? { caseNumber, itemCode: item.code, at: clock.decidedAt }
    : undefined;
}

/** What was granted under a name, the newest first, so many at most. */
export async function grantedUnder(
  store: Pick<CaseReader, "list">,
  name: string,
  most: number,
): Promise<GrantedCase[]> {
  const found: GrantedCase[] = [];
  let page: Page<CaseHead> | undefined;
  while (found.length < most && (!page || page.next)) {
    page = await store.list("byApplicant", name, { cursor: page?.next, limit: 50, newestFirst: true });
    found.push(...page.items.flatMap((head) => grantedIn(head) ?? []));
  }
  return found.slice(0, most);
}
