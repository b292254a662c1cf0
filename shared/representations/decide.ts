import * as z from "zod";
import { dayOf, startOfDay } from "#shared/kernel/calendar/working-days.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { mayLiveOnOwnEarnings } from "#shared/kernel/people/age.ts";
import { isSamePerson } from "#shared/kernel/people/identity.ts";
import { lines } from "#shared/kernel/text.ts";
import { lifecycle } from "./lifecycle.ts";
import { evidenceKinds, type Representation, representation } from "./record.ts";

const words = lines(2, 500);
const perhapsWords = z.strictObject({ words: words.optional() });

/** The caller is 16 or 17 and declares that they live mainly on their own earnings (民法典 Art. 18(2)). */
export const ownEarnings = z.literal(true).optional();

/** What each action of a person asks for; `words` goes to the history. */
export const bodies = {
  verify: perhapsWords,
  confirm: perhapsWords.extend({ ownEarnings }),
  decline: perhapsWords,
  /** Typed from the original, so that nobody approves what they have not seen. */
  approve: z.strictObject({
    evidence: z.enum(evidenceKinds),
    idNumber: z.string().trim().length(18),
    words: words.optional(),
  }),
  refuse: z.strictObject({ words }),
  revoke: perhapsWords,
  end: z.strictObject({ words }),
};
type Bodies = BodiesOf<typeof bodies> & { expire: object };

const dayMs = 86_400_000;
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
/** The first moment after a last day. */
export const afterDay = (until: string): string => startOfDay(daysAfter(until, 1));

/** A request that nobody takes on ends by itself; an organisation is asked of the registry again after so long. */
export const requestDays = 15;
export const maxDays = 365;

type Requested = Omit<Representation, "version" | "lastEvent" | "hash" | "state" | "requestedAt" | "endsAt">;

/** What somebody asks for: a licence to be confirmed, a mandate to be taken on, a guardianship to be checked. */
export const requestRepresentation = (
  asked: Requested,
  now: string,
  step: Pick<Representation["lastEvent"], "actor" | "trace" | "request">,
): Representation =>
  representation.first(
    {
      ...asked,
      state: (
        {
          legalRepresentative: "awaitingVerification",
          proxy: "awaitingConfirmation",
          guardian: "awaitingReview",
        } as const
      )[asked.kind],
      requestedAt: now,
      endsAt: afterDay(daysAfter(dayOf(now), requestDays)),
    },
    { event: "requested", at: now, ...step },
  );

const until = (last: string | undefined) => ({ until: last, endsAt: last && afterDay(last) });
const earlier = (...days: (string | undefined)[]): string | undefined =>
  days.filter((day) => day !== undefined).sort()[0];

/** The next version of a representation, or why not. */
export const decide = decider(
  representation,
  lifecycle,
)<Bodies>({
  verify: ({ agent, principal, representationId }, _body, { id }, { now, licence }) => {
    if (!licence || typeof licence === "string") throw new Error("a licence is verified without its answer");
    const { name, legalRepresentative, state, validTo } = licence;
    const today = dayOf(now);
    const verification = {
      way: "businessLicence" as const,
      source: "registry",
      at: now,
      reference: representationId,
    };
    if (!isSamePerson(agent, legalRepresentative) || legalRepresentative.name !== agent.name)
      return { state: "refused", refusal: "notLegalRepresentative", verification, endsAt: undefined };
    if (state !== "valid" || (validTo && validTo < today))
      return { state: "refused", refusal: "licenceNotValid", verification, endsAt: undefined };
    return {
      state: "active",
      agentId: id,
      principal: { ...principal, name },
      verification,
      ...until(earlier(validTo, daysAfter(today, maxDays))),
    };
  },
  confirm: (
    { until: last, representationId, agent, ownEarnings: earlierDeclared = [] },
    { ownEarnings: declared },
    { id },
    { now },
  ) => ({
    agentId: id,
    ...(declared &&
      mayLiveOnOwnEarnings(dayOf(now), agent.idNumber) && { ownEarnings: [...earlierDeclared, "agent"] }),
    verification: { way: "bothParties", source: "signIn", at: now, reference: representationId },
    ...until(last),
  }),
  decline: () => ({ endsAt: undefined }),
  approve: ({ until: last, representationId }, { evidence }, { id }, { now }) => ({
    evidence,
    verification: { way: "originalSeen", source: id, at: now, reference: representationId },
    ...until(last),
  }),
  refuse: () => ({ endsAt: undefined }),
  revoke: () => ({ endsAt: undefined }),
  end: () => ({ endsAt: undefined }),
  expire: () => ({ endsAt: undefined }),
});
