import type { Caller } from "#shared/kernel/http/caller.ts";
import { policyProblems } from "#shared/policies/problems.ts";
import type { Standing } from "#shared/representations/public.ts";

export type Account = { accountId: string; otherNames: string[] };

/** Whose policies it is about: the caller's own, or an organisation's. @throws Problem 403 */
export async function accountOf(
  standing: Pick<Standing, "listed">,
  caller: Caller,
  onBehalfOf: string | undefined,
): Promise<Account> {
  const { names, scoped } = await standing.listed(caller, onBehalfOf);
  const [accountId = caller.id, ...otherNames] = names;
  // Somebody else's consent is theirs to give: only an organisation speaks through whoever acts in all its matters.
  if (onBehalfOf !== undefined && (scoped || !accountId.startsWith("uscc:")))
    throw policyProblems.organisationNeeded();
  return { accountId, otherNames };
}
