import type { LocalBusinessLicence } from "../business-licence/business-licence.ts";
import { type Person, UnexpectedAnswer } from "./api.ts";

export type RepresentationBody = { representationId: string; state: string; version: number };

/** One that was ended, refused or renounced since stays as it is. */
const isWaiting = ({ state }: RepresentationBody): boolean => state.startsWith("awaiting");

/** Asks for it, once for each key. */
export async function requestRepresentation(
  who: Person,
  body: Record<string, unknown>,
  key: string,
): Promise<RepresentationBody> {
  const { kind } = body;
  const answer = await who.ask("POST", "/v1/representations", {
    body,
    headers: { "idempotency-key": `${kind}-${key}`.padEnd(16, "-") },
  });
  return answer.body as RepresentationBody;
}

export async function actOn(
  who: Person,
  { representationId, version }: RepresentationBody,
  action: string,
  body: unknown = {},
): Promise<RepresentationBody> {
  const answer = await who.ask("POST", `/v1/representations/${representationId}/actions/${action}`, {
    body,
    headers: { "if-match": `"${version}"` },
  });
  return answer.body as RepresentationBody;
}

/** The legal representative confirms in the licence's app and comes back. @throws UnexpectedAnswer when it is refused */
export async function bindOrganisation(
  who: Person,
  licences: Pick<LocalBusinessLicence, "confirm">,
  uscc: string,
): Promise<RepresentationBody> {
  const requested = await requestRepresentation(who, { kind: "legalRepresentative", uscc }, uscc);
  if (!isWaiting(requested)) return requested;
  licences.confirm(requested.representationId);
  const bound = await actOn(who, requested, "verify");
  if (bound.state !== "active") throw new UnexpectedAnswer("verify", 200, bound);
  return bound;
}

type Somebody = { name: string; idNumber: string };

/** One side grants, the other takes on. */
export async function mandate(
  grantor: Person,
  agent: { person: Person; identity: Somebody },
  more: { until: string; under?: string; scope?: string[] },
): Promise<RepresentationBody> {
  const { name, idNumber } = agent.identity;
  const body = { kind: "proxy", agent: { name, idNumber }, ...more };
  const requested = await requestRepresentation(grantor, body, `${idNumber}${more.under ?? ""}${more.until}`);
  return isWaiting(requested) ? actOn(agent.person, requested, "confirm") : requested;
}

/** Registered, and checked by a clerk who sees the household register. */
export async function guard(guardian: Person, clerk: Person, ward: Somebody): Promise<RepresentationBody> {
  const requested = await requestRepresentation(guardian, { kind: "guardian", ward }, ward.idNumber);
  if (!isWaiting(requested)) return requested;
  return actOn(clerk, requested, "approve", { evidence: "householdRegister", idNumber: ward.idNumber });
}
