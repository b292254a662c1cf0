import * as z from "zod";
import { policyEvents, policyFacts } from "#events/policy.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Content } from "./content.ts";
import { publishedContent } from "./edition.ts";

const instant = z.iso.datetime();
/** It was checked when it was written: a release that knows more of it reads it all the same. */
const writtenContent = z.custom<Content>((value) => typeof value === "object" && value !== null);

export const deskPartition = (department: string, state: string): string => `${department}#${state}`;
export const allPublished = "PUBLISHED";
export const openPartition = "POLICY";

/** 惠企便民政策: one policy with all its editions; what is being written stands beside what holds. */
export const policy = defineRecord({
  name: "policy",
  id: "policyId",
  format: 1,
  fields: {
    ...policyFacts,
    /** Of the draft, or else of what holds. */
    title: z.string().min(1),
    draft: writtenContent.optional(),
    live: publishedContent.optional(),
    /** What its edition looks at: items, and `area`. */
    asks: z.array(z.string()).optional(),
    /** How many there were. */
    editions: z.int().nonnegative(),
    writtenBy: z.string().min(1),
    writtenAt: instant,
    checkedBy: z.string().optional(),
    publishedAt: instant.optional(),
    /** The end of the last day on which it can be applied for. */
    endsAt: instant.optional(),
  },
  events: policyEvents,
  indexes: {
    policyDesk: {
      key: "deskKey",
      partition: ({ department, state }) => deskPartition(department, state),
      sort: "writtenAt",
      projects: ["policyId", "department", "state", "edition", "title", "writtenAt", "publishedAt", "endsAt"],
    },
    published: {
      key: "publicKey",
      partition: ({ edition: shown }) => (shown ? allPublished : undefined),
      sort: { attribute: "publicSince", of: ({ publishedAt, writtenAt }) => publishedAt ?? writtenAt },
      projects: ["policyId", "department", "edition", "live", "publishedAt"],
    },
    // Small, because it is read whenever something is granted to somebody.
    asking: {
      key: "askingKey",
      partition: ({ edition: shown }) => (shown ? allPublished : undefined),
      sort: { attribute: "publicSince", of: ({ publishedAt, writtenAt }) => publishedAt ?? writtenAt },
      projects: ["policyId", "asks"],
    },
    ofCategory: {
      key: "categoryKey",
      partition: ({ edition: shown, live }) => (shown ? live?.category : undefined),
      sort: { attribute: "publicSince", of: ({ publishedAt, writtenAt }) => publishedAt ?? writtenAt },
      projects: ["policyId", "department", "edition", "live", "publishedAt"],
    },
    open: {
      key: "openKey",
      partition: ({ edition: shown, endsAt }) => (shown && endsAt ? openPartition : undefined),
      sort: { attribute: "openUntil", of: ({ endsAt, writtenAt }) => endsAt ?? writtenAt },
    },
  },
});
export type Policy = ReturnType<typeof policy.fromItem>;
export type PolicyStore = RecordStore<Policy, (typeof policy)["indexes"]>;
