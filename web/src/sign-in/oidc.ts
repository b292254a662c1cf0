import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { Role } from "#shared/kernel/http/contract.ts";
import type { Identity } from "#shared/kernel/people/identity.ts";
import { maskIdNumber } from "#shared/kernel/people/masking.ts";
import { settings } from "../app/settings.ts";
import { call } from "../shared/api.ts";
import { homeOf, type Session, sessions } from "./session.ts";
import { claimsIn, type IssuerMetadata, requireOurIssuer, requireOurToken } from "./who-answered.ts";

/** OpenID Connect, authorization code with PKCE (RFC 7636). Loaded only when somebody signs in or out. */
async function manager(): Promise<UserManager> {
  const { issuer, clientId } = await settings();
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${window.location.origin}/signed-in`,
    post_logout_redirect_uri: `${window.location.origin}/`,
    scope: "openid profile",
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    automaticSilentRenew: false,
  });
}

const unguessable = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/** Leaves for the issuer; `returnTo` is a place of ours. The nonce ties the ID token to this sign-in. */
export async function signIn(returnTo: string): Promise<void> {
  await (await manager()).signinRedirect({ state: { returnTo }, nonce: unguessable() });
}

type Claims = { name?: string; role?: Role; department?: string };

/** As whom the API will take this person: from the access token, as the API reads it. */
function identityIn(accessToken: string): Identity | undefined {
  const claims = claimsIn(accessToken) as Record<string, string | undefined>;
  const { name = "", identityLevel, id_type, id_number } = claims;
  if (identityLevel === "password" || !identityLevel || !id_number) return undefined;
  return { name, idType: id_type as Identity["idType"], idNumber: maskIdNumber(id_number) };
}

/**
 * Back from the issuer: the session stands, and the answer is where the person was.
 * @throws Error when the answer or its token is another issuer's, or for somebody else
 */
export async function finishSignIn(): Promise<string> {
  const expected = await settings();
  const users = await manager();
  const metadata = (await users.metadataService.getMetadata()) as IssuerMetadata;
  requireOurIssuer(window.location.search, expected.issuer, metadata);
  const user = await users.signinRedirectCallback();
  requireOurToken(claimsIn(user.id_token ?? ""), expected);
  // The session is ours from here on; the library keeps nothing.
  await users.removeUser();
  const { name = "", role = "citizen", department } = user.profile as Claims;
  const identity = role === "citizen" ? identityIn(user.access_token) : undefined;
  const session: Session = {
    token: user.access_token,
    idToken: user.id_token ?? "",
    id: user.profile.sub,
    name,
    role,
    ...(department && { department }),
    ...(identity && { identity }),
  };
  sessions.begin(session);
  if (role !== "citizen") beInDirectory();
  const { returnTo = "/" } = (user.state ?? {}) as { returnTo?: string };
  const isOurs = returnTo.startsWith("/") && !returnTo.startsWith("//");
  // The first page is the citizens'.
  return isOurs && returnTo !== "/" ? returnTo : homeOf(role);
}

/**
 * Colleagues find whoever has signed in. Nobody is kept waiting for it, nor kept out by its failure: the next sign-in
 * says the same again.
 */
function beInDirectory(): void {
  call("PUT", "/v1/staff/me").catch(() => {});
}

/** Also at the issuer, so that the next one at this computer is asked who they are. */
export async function signOut(): Promise<void> {
  const idToken = sessions.current()?.idToken;
  sessions.end();
  await (await manager()).signoutRedirect(idToken ? { id_token_hint: idToken } : {});
}
