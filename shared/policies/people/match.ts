import * as z from "zod";
import { departmentCode, shortDigest } from "#events/identifiers.ts";
import { edition } from "#events/policy.ts";
import { matchEvents, matchId } from "#events/policy-match.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { retainedFrom } from "#shared/kernel/records/retention.ts";
import { editionIdOf } from "../edition.ts";
import { accountKeyOf } from "./subscriber.ts";

const instant = z.iso.datetime();

export const matchStates = ["waiting", "matched", "notFitting", "enjoyed", "past", "forgotten"] as const;
export const waitingPartition = "WAITING";
/** States in which it belongs to its edition; of these the keeper is told how many there are. */
const ofEditionStates = ["waiting", "matched", "notFitting", "enjoyed"] as const;
export const countedStates = ["matched", "notFitting", "enjoyed"] as const;

/** That an edition of a policy fits an account, by which of what they filed: where each fact stands, and no value. */
export const policyMatch = defineRecord({
  name: "policyMatch",
  id: "matchId",
  format: 1,
  grouped: true,
  history: false,
  fields: {
    matchId,
    policyId: shortDigest,
    edition,
    department: departmentCode,
    accountId: z.string().min(1).max(140),
    state: z.enum(matchStates),
    /** Which alternative of the rule holds. */
    alternative: z.int().nonnegative().optional(),
    /** Its conditions, by their place, with the case that tells each; left out: the account itself tells it. */
    found: z
      .array(
        z.strictObject({ condition: z.int().nonnegative(), caseNumber: z.string().length(25).optional() }),
      )
      .max(10)
      .optional(),
    /** They were told of this edition: a second time there is no notice. */
    told: z.literal(true).optional(),
    foundAt: instant,
    /** While only somebody's age is missing: the month after it comes, so that the day tells no birthday. */
    lookAgainOn: z.iso.date().optional(),
    /** The case by which it was granted. */
    grantedBy: z.string().length(25).optional(),
  },
  events: { ...matchEvents, waiting: silent, past: silent, forgotten: silent, restored: silent },
  goesAt: ({ state, foundAt, lastEvent }) =>
    state === "forgotten" ? lastEvent.at : retainedFrom(foundAt, "policyMatch"),
  indexes: {
    ofEdition: {
      key: "countedOf",
      partition: ({ policyId, edition: number, state }) =>
        (ofEditionStates as readonly string[]).includes(state) ? editionIdOf(policyId, number) : undefined,
      sort: "foundAt",
      projects: ["state"],
    },
    waiting: {
      key: "waitingKey",
      partition: ({ state, lookAgainOn }) =>
        state === "waiting" && lookAgainOn ? waitingPartition : undefined,
      sort: { attribute: "waitingUntil", of: ({ lookAgainOn, foundAt }) => lookAgainOn ?? foundAt },
    },
  },
});
export type PolicyMatch = ReturnType<typeof policyMatch.fromItem>;
export type MatchStore = RecordStore<PolicyMatch, (typeof policyMatch)["indexes"]>;

export const matchIdOf = (accountId: string, policyId: string, number: number): string =>
  `${accountKeyOf(accountId)}-${editionIdOf(policyId, number)}`;
export const accountKeyIn = (id: string): string => id.slice(0, 32);

/** The first day of the month after. */
export function monthAfter(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
