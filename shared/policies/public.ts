import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import type { Locale } from "#shared/kernel/http/locale.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { editionIdOf, policyEdition } from "./edition.ts";
import { allows } from "./people/allows.ts";
import { holding, holdingIdOf } from "./people/holding.ts";
import { type MatchStore, policyMatch } from "./people/match.ts";
import { accountKeyOf, consentOf, type Subscriber, subscriber } from "./people/subscriber.ts";
import { type Policy, policy } from "./policy.ts";
import { follows } from "./wiring.ts";

type Reads = {
  policies: Pick<RecordStore<Policy>, "read">;
  matches: Pick<MatchStore, "read" | "readGroup">;
  subscribers: Pick<RecordStore<Subscriber>, "read">;
};

/** What other contexts may ask of policies. */
export const policiesPublic = ({ policies, matches, subscribers }: Reads) => ({
  /** Whom a match concerns; undefined when they took their consent back since, or it fits or holds no more. */
  async noticedOf(matchId: string) {
    const match = await matches.read(matchId);
    if (match?.state !== "matched") return undefined;
    const { accountId, policyId, edition, department } = match;
    const [own, held] = await Promise.all([subscribers.read(accountId), policies.read(policyId)]);
    return own && held?.live && allows(own, held.live.rule) && held.edition === edition
      ? { accountId, policyId, edition, department }
      : undefined;
  },

  /** What is kept of somebody, for their export. */
  async keptOf(accountId: string) {
    const [own, found] = await Promise.all([
      subscribers.read(accountId),
      matches.readGroup(accountKeyOf(accountId)),
    ]);
    return {
      consents: own?.consents ?? [],
      declined: own?.declined ?? [],
      bornOn: own?.bornOn,
      matches: found.map(({ policyId, edition, state, foundAt, grantedBy }) => ({
        ...{ policyId, edition, state, foundAt, grantedBy },
      })),
    };
  },
});
export type PoliciesPublic = ReturnType<typeof policiesPublic>;

/** For functions that have the keys to what stands sealed (`fieldKeys`). */
export const policiesOf = (table: string): PoliciesPublic =>
  policiesPublic({
    policies: dynamodbRecordReader(policy, table),
    matches: dynamodbRecordReader(policyMatch, table),
    subscribers: dynamodbRecordReader(subscriber, table, undefined, environmentCipher),
  });

/** The title of an edition, in the reader's language or in Chinese; undefined when there is no such edition. */
export const policyTitlesOf = (table: string) => {
  const editions = dynamodbRecordReader(policyEdition, table);
  return async (policyId: string, edition: number, locale: Locale): Promise<string | undefined> => {
    const title = (await editions.read(editionIdOf(policyId, edition), { maybeOlder: true }))?.content.title;
    return title && (title[locale] ?? title.zh);
  };
};
export type PolicyTitles = ReturnType<typeof policyTitlesOf>;

/** Whether what cases granted to those who consented is known to the policies. */
export function policiesOwed(table: string): OwedCheck {
  const subscribers = dynamodbRecordReader(subscriber, table, undefined, environmentCipher);
  const holdings = dynamodbRecordReader(holding, table);
  return {
    follows,
    async missing({ type, time, data: { applicantId, itemCode } }) {
      if (!["approved", "decidedOnTheSpot"].includes(shortEventName(type))) return [];
      const own = await subscribers.read(applicantId);
      if (!own || !consentOf(own)) return [];
      const held = await holdings.read(holdingIdOf(applicantId, itemCode));
      return held && held.grantedAt >= time ? [] : ["fact for policies"];
    },
  };
}
