import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { birthDateOf } from "#shared/kernel/people/age.ts";
import type { Identity } from "#shared/kernel/people/identity.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { matchingPolicy } from "#shared/policies/matching-policy.ts";
import * as api from "#shared/policies/my-api.ts";
import { consentOf, entityOf, type Subscriber, subscriber } from "#shared/policies/people/subscriber.ts";
import type { Standing } from "#shared/representations/public.ts";
import { accountOf } from "./account.ts";

export type PreferenceDeps = {
  subscribers: Pick<RecordStore<Subscriber>, "read" | "write">;
  standing: Pick<Standing, "listed">;
  now: Clock;
};

const view = (own: Subscriber | undefined): api.PolicyPreferenceView => {
  const consent = own && consentOf(own);
  return {
    ...(consent && {
      consent: { edition: consent.edition, since: consent.since, sensitive: consent.sensitive ?? false },
    }),
    consentEdition: matchingPolicy.consentEdition,
    declined: own?.declined ?? [],
    ageKnown: own?.bornOn !== undefined,
    before: (own?.consents ?? []).flatMap(({ edition, since, until }) =>
      until ? [{ edition, since, until }] : [],
    ),
  };
};

const bornOn = (identity: Identity | undefined): string | undefined =>
  identity?.idType === "residentId" ? birthDateOf(identity.idNumber) : undefined;

type Wanted = { consent: boolean; sensitive: boolean };

/** A consent begins or ends with the moment at which that was said, and another extent is another consent; all stay on record. */
function consentsAfter(
  consents: Subscriber["consents"],
  { consent, sensitive }: Wanted,
  now: string,
): Subscriber["consents"] {
  const holding = consentOf({ consents });
  const isSame = holding ? consent && (holding.sensitive ?? false) === sensitive : !consent;
  if (isSame) return consents;
  const ended = consents.map((one) => (one.until ? one : { ...one, until: now }));
  const begun = {
    edition: matchingPolicy.consentEdition,
    since: now,
    ...(sensitive && { sensitive: true as const }),
  };
  return consent ? [...ended, begun].slice(-20) : ended;
}

/** Whether citizens and organisations consent to being matched, and of which categories they want to hear nothing. */
export function preferences({ subscribers, standing, now }: PreferenceDeps): Route[] {
  return [
    route(api.getPolicyPreference)(async ({ caller, query }) => {
      const { accountId } = await accountOf(standing, caller, query.onBehalfOf);
      return { status: 200, body: view(await subscribers.read(accountId)) };
    }),
    route(api.setPolicyPreference)(async ({ caller, query, body, traceparent }) => {
      const { accountId, otherNames } = await accountOf(standing, caller, query.onBehalfOf);
      const at = now();
      const kept = await keepRecord(subscribers, accountId, (before) => {
        const consents = consentsAfter(before?.consents ?? [], body, at);
        // Whoever never consented has nothing to choose.
        if (consents.length === 0) return undefined;
        const [was, is] = [before && consentOf(before), consentOf({ consents })];
        const event = is ? (is === was ? "chosen" : "consented") : was ? "withdrawn" : "chosen";
        const born = query.onBehalfOf === undefined ? bornOn(caller.identity) : undefined;
        const fields = {
          declined: [...new Set(body.declined)],
          consents,
          // With the consent goes what it was for.
          bornOn: is ? (born ?? before?.bornOn) : undefined,
          otherNames: is && otherNames.length > 0 ? otherNames.slice(0, 4) : undefined,
        };
        const step = { event, at, actor: { role: "citizen", id: caller.id }, trace: traceparent } as const;
        return before
          ? subscriber.next(before, fields, step)
          : subscriber.first({ accountId, entity: entityOf(accountId), ...fields }, step);
      });
      return { status: 200, body: view(kept) };
    }),
  ];
}
