import * as z from "zod";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";

const logs = defineLogs("canary", {
  passed: { level: "info", text: "the API and the issuer answer as they should" },
  failed: { level: "error", text: "the API or the issuer does not answer as it should" },
});

/** How the canary signs in: a client of its own at the issuer, which gives it a citizen's token (client credentials). */
export const clientSchema = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scope: z.string().optional(),
});

export type CanaryDeps = {
  apiUrl: string;
  issuer: string;
  audience: string;
  fetch: typeof fetch;
  /** Undefined: it does not sign in. */
  client?: () => Promise<z.output<typeof clientSchema>>;
};

const patienceMs = 5000;

const discoverySchema = z.object({
  issuer: z.string(),
  jwks_uri: z.url(),
  token_endpoint: z.url().optional(),
});
const keysSchema = z.object({
  keys: z.array(z.object({ kty: z.string(), kid: z.string().optional() })),
});
const tokenSchema = z.object({ access_token: z.string().min(1) });

/**
 * Walks as a stranger and, where it has a client, as a citizen: what is public, the issuer's keys, the closed door, its own
 * cases. Tries all before it says what failed.
 * @throws Error that names each step that failed, so that the function's alarm rings
 */
export async function walk({ apiUrl, issuer, audience, fetch, client }: CanaryDeps): Promise<void> {
  const failures: string[] = [];
  const step = async <Result>(name: string, take: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await take();
    } catch (error) {
      const cause = error instanceof Error ? error.message : "unknown";
      log(logs.failed, { step: name, cause });
      failures.push(`${name}: ${cause}`);
      return undefined;
    }
  };
  const ask = async (url: string, wanted: number, init: RequestInit = {}): Promise<unknown> => {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) });
    if (answer.status !== wanted) throw new Error(`answered ${answer.status} and not ${wanted}`);
    return answer.json();
  };
  const cases = `${apiUrl}/v1/cases`;

  await step("guides", () => ask(`${apiUrl}/v1/items?limit=1`, 200));
  await step("closedDoor", () => ask(cases, 401));
  const discovery = await step("issuer", async () => {
    const found = discoverySchema.parse(await ask(`${issuer}/.well-known/openid-configuration`, 200));
    if (found.issuer !== issuer) throw new Error("the issuer calls itself by another name");
    const { keys } = keysSchema.parse(await ask(found.jwks_uri, 200));
    if (!keys.some(({ kty, kid }) => kty === "RSA" && kid))
      throw new Error("the issuer has no RSA key with a kid");
    return found;
  });
  if (client && discovery)
    await step("signedIn", async () => {
      const { clientId, clientSecret, scope } = await client();
      if (!discovery.token_endpoint) throw new Error("the issuer names no token endpoint");
      const form = new URLSearchParams({
        grant_type: "client_credentials",
        audience,
        ...(scope && { scope }),
      });
      const { access_token } = tokenSchema.parse(
        await ask(discovery.token_endpoint, 200, {
          method: "POST",
          body: form,
          headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
        }),
      );
      await ask(cases, 200, { headers: { authorization: `Bearer ${access_token}` } });
    });
  if (failures.length > 0) throw new Error(failures.join("; "));
  log(logs.passed, { signedIn: client !== undefined });
}
