import * as z from "zod";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { Limited } from "./policy.ts";

/** What of a person's matters staff can open, each a kind of entry in who looked at their data. */
export const openables = [
  "case",
  "content",
  "person",
  "document",
  "licence",
  "archive",
  "inspection",
  "hearing",
  "interestedParty",
  "payment",
  "commitment",
  "rating",
  "ratingCall",
  "ratingComment",
  "rectification",
  "representation",
  "consultation",
] as const;
export type Openable = (typeof openables)[number];

const by = z.strictObject({ role: z.string(), id: z.string(), department: z.string().optional() });

/** One look at a person's data by somebody of an office (网络安全法: kept at least six months). */
export const accessSchema = z.strictObject({
  at: z.iso.datetime(),
  by,
  what: z.enum(openables),
  /** Which one, where there are several: a document's or a licence's id. */
  record: z.string().optional(),
  /** Left out by whoever handles the matter: that is the reason. */
  reason: z.string().optional(),
  reasonCode: z.string().optional(),
});
export type Access = z.infer<typeof accessSchema>;

/** One search for a person by their number or telephone; which one was searched for is kept nowhere. */
export const searchSchema = z.strictObject({
  at: z.iso.datetime(),
  by,
  reason: z.string(),
  reasonCode: z.string(),
  kind: z.enum(["idNumber", "phone"]),
  found: z.int().nonnegative(),
});
export type Search = z.infer<typeof searchSchema>;

/** How long a reason that was given opens a matter that somebody else handles. */
export const openingHours = 8;

/** Who looked at whose data. `subject` is whose: a case's number, an interested party's id. Every adapter passes the same contract suite. */
export type Accesses = {
  /** Without a reason one of an hour stands for all; with one each look counts. Stands before anything is shown. */
  record(subject: string, access: Access): Promise<void>;
  /** Newest first. */
  list(subject: string, cursor: Cursor, limit: number): Promise<Page<Access>>;
  /** For a reason on record, until this moment. */
  open(subject: string, account: string, until: string): Promise<void>;
  isOpen(subject: string, account: string, now: string): Promise<boolean>;
  recordSearch(search: Search): Promise<void>;
  /** Those of one day (yyyy-MM-dd in Asia/Shanghai), by account and then the oldest first; of one account, if it is named. */
  searches(
    of: { day: string; account?: string | undefined },
    cursor: Cursor,
    limit: number,
  ): Promise<Page<Search>>;
  /** One more by this account, over all functions; or over which of its limits it would be. */
  count(account: string, kind: Limited, at: string): Promise<Counted>;
};

export type Counted = { over?: "hour" | "day"; inHour: number };
