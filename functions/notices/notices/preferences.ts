import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import * as api from "#shared/notices/api.ts";
import {
  consentOf,
  type Preference,
  preference,
  usualPreference,
} from "#shared/notices/people/preference.ts";
import { policy } from "#shared/notices/rules.ts";

export type PreferenceDeps = { preferences: Pick<RecordStore<Preference>, "read" | "write">; now: Clock };

const view = (of: Omit<Preference, "version" | "lastEvent">): api.PreferenceView => {
  const { language, declined, quiet, digest = false } = of;
  const consent = consentOf(of);
  return {
    ...{ language, declined, digest },
    ...(quiet && { quiet }),
    ...(consent && { electronicService: { since: consent.since, edition: consent.edition } }),
    consentEdition: policy.consentEdition,
  };
};

/** A consent begins or ends with the day on which that was said; those before stay on record. */
function consentsAfter({ consents = [] }: Pick<Preference, "consents">, wanted: boolean, now: string) {
  const holds = consents.some(({ until }) => until === undefined);
  if (wanted === holds) return consents;
  return wanted
    ? [...consents, { edition: policy.consentEdition, since: now }].slice(-20)
    : consents.map((consent) => (consent.until ? consent : { ...consent, until: now }));
}

/** How citizens want to be told, and whether they consent to electronic service. */
export function preferences({ preferences: store, now }: PreferenceDeps): Route[] {
  return [
    route(api.getPreference)(async ({ caller }) => ({
      status: 200,
      body: view((await store.read(caller.id)) ?? usualPreference(caller.id)),
    })),
    route(api.setPreference)(async ({ caller, body, traceparent }) => {
      const at = now();
      const kept = await keepRecord(store, caller.id, (before) => {
        const { language, declined, quiet, digest, electronicService } = body;
        const consents = consentsAfter(before ?? {}, electronicService, at);
        const chosen = {
          ...{ language, declined, quiet },
          digest: digest ? (true as const) : undefined,
          consents: consents.length > 0 ? consents : undefined,
        };
        const step = {
          event: "set" as const,
          at,
          actor: { role: "citizen", id: caller.id },
          trace: traceparent,
        };
        return before
          ? preference.next(before, chosen, step)
          : preference.first({ accountId: caller.id, ...chosen }, step);
      });
      return { status: 200, body: view(kept) };
    }),
  ];
}
