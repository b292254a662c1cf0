import policies from "#district/policies.json" with { type: "json" };
import type { LocalApp } from "./engine/index.ts";
import { type Person, person } from "./play/api.ts";

/** Writes a policy as one person and publishes it as another, once. */
export async function publishPolicy(
  { writer, checker }: { writer: Person; checker: Person },
  { department, content }: { department: string; content: unknown },
  key: string,
): Promise<{ policyId: string; version: number }> {
  type Kept = { policyId: string; version: number; state: string };
  const made = await writer.ask("POST", "/v1/policies", {
    body: { department, content },
    headers: { "idempotency-key": key },
  });
  const act = async (who: Person, of: Kept, action: string): Promise<Kept> => {
    const answer = await who.ask("POST", `/v1/policies/${of.policyId}/actions/${action}`, {
      body: {},
      headers: { "if-match": `"${of.version}"` },
    });
    return answer.body as Kept;
  };
  const drafted = made.body as Kept;
  // A start before this one published it.
  if (drafted.state !== "drafted" || drafted.version > 1) return drafted;
  return act(checker, await act(writer, drafted, "propose"), "publish");
}

/** Policies of the district, as two supervisors publish them. */
export async function seedPolicies(app: LocalApp): Promise<string> {
  const as = async (id: string) => person(app.apiUrl, await app.token(id));
  const people = { writer: await as("liu-yang"), checker: await as("he-ping") };
  for (const [place, one] of policies.entries()) await publishPolicy(people, one, `demo-policy-${place}`);
  return `Policies: ${policies.length} published`;
}
