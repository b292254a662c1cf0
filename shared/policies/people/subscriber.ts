import * as z from "zod";
import { policyCategories } from "#events/policy.ts";
import { subscriberEvents } from "#events/subscriber.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Entity, entities } from "../rule/rule.ts";

const instant = z.iso.datetime();

/** Under which everything of an account lies together: hashed, because a key is seen where a name is not. */
export const accountKeyOf = (accountId: string): string => sha256Hex(`policies ${accountId}`).slice(0, 32);

const consentSchema = z.strictObject({
  edition: z.string(),
  since: instant,
  until: instant.optional(),
  /** 单独同意 (个人信息保护法 Art. 29): to what they filed of health and income as well. */
  sensitive: z.literal(true).optional(),
});
type Consent = z.output<typeof consentSchema>;

/** The one that holds. */
export const consentOf = ({ consents }: { consents: readonly Consent[] }): Consent | undefined =>
  consents.find(({ until }) => until === undefined);

/** Whoever wants to be told of policies that fit them: that they consented, since when, and of what. */
export const subscriber = defineRecord({
  name: "subscriber",
  id: "accountId",
  format: 1,
  history: false,
  fields: {
    /** The account, or `uscc:` and an organisation's code. */
    accountId: z.string().min(1).max(140),
    entity: z.enum(entities),
    /** yyyy-MM-dd, of the verified identity. */
    bornOn: z.iso.date().optional(),
    /** Under which other names matters are theirs, that were filed where nobody knew of the account. */
    otherNames: z.array(z.string()).max(4).optional(),
    /** Of these categories they want to hear nothing. */
    declined: z.array(z.enum(policyCategories)).max(policyCategories.length),
    /** The consent that holds, and those that were taken back: each with the text's edition and its days. */
    consents: z.array(consentSchema).min(1).max(20),
  },
  events: { ...subscriberEvents, chosen: silent },
  sealed: { fields: ["bornOn"] },
  indexes: {
    subscribed: {
      key: "subscribedAs",
      partition: (record) => (consentOf(record) ? record.entity : undefined),
      sort: { attribute: "subscribedAt", of: ({ consents }) => consents.at(-1)?.since ?? "" },
      projects: ["accountId"],
    },
    byOtherName: {
      key: "otherName",
      partition: (record) => (consentOf(record) ? record.otherNames?.[0] : undefined),
      sort: { attribute: "subscribedAt", of: ({ consents }) => consents.at(-1)?.since ?? "" },
      projects: ["accountId"],
    },
  },
});
export type Subscriber = ReturnType<typeof subscriber.fromItem>;
export type SubscriberStore = RecordStore<Subscriber, (typeof subscriber)["indexes"]>;

/** What kind an organisation is, by the first characters of its code (GB 32100: who registered it, and as what). */
export function entityOf(accountId: string): Entity {
  const [, code = ""] = accountId.split("uscc:");
  const kinds: Record<string, Entity> = { "11": "governmentOrgan", "12": "institution", "91": "enterprise" };
  if (!accountId.startsWith("uscc:")) return "naturalPerson";
  return kinds[code.slice(0, 2)] ?? (code.startsWith("5") ? "socialOrganisation" : "otherOrganisation");
}
