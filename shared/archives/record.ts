import * as z from "zod";
import { archiveEvents, archiveFacts, archiveFailures } from "#events/archive.ts";
import { digest } from "#events/identifiers.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";

const instant = z.iso.datetime();
const day = z.iso.date();

/** How long it is kept, as the item said when it was applied for. */
const retentionSchema = z.object({
  term: z.union([z.int().positive(), z.literal("permanent")]),
  source: z.string().min(1),
  unconfirmed: z.literal(true).optional(),
});

/** The file that a case's package lies under. Not its number: the store's log must hold no numbers of cases. */
export const packageKeys = "archives/*";
export const packageKey = (caseNumber: string): string =>
  packageKeys.replace("*", `${sha256Hex(`archive ${caseNumber}`)}.zip`);

/** The tag by which the bucket's own rule removes a package whose destruction was approved. */
export const destroyedTag = { Key: "status", Value: "destroyed" } as const;

/** One list for each department and state, what is next first. */
export const archivePartition = (department: string, state: string): string => `${department}#${state}`;

type Placed = {
  state: string;
  caseNumber: string;
  endedAt: string;
  dueAt: string;
  keepUntil?: string | undefined;
  destroyedAt?: string | undefined;
};

/** What is next of it, by when. The number makes it another's place, so that lists of departments fit together. */
export const placeOf = ({ state, caseNumber, endedAt, dueAt, keepUntil, destroyedAt }: Placed): string => {
  const next: Record<string, string | undefined> = {
    // All wait for as long.
    pending: endedAt,
    archived: keepUntil,
    appraised: keepUntil,
    destroyed: destroyedAt,
  };
  return `${next[state] ?? dueAt}#${caseNumber}`;
};

/**
 * The archive file (归档文件) of one case that has ended: whether it is packed, what the package is known by, until when
 * it is kept, and who decided that it goes away. Whose case it was is in the package only.
 */
export const archive = defineRecord({
  name: "archive",
  id: "caseNumber",
  format: 1,
  // What its first version says is the case's end, and stays in its fields.
  history: "fromSecond",
  fields: {
    ...archiveFacts,
    endedAt: instant,
    packFrom: instant,
    dueAt: instant,
    late: z.literal(true).optional(),
    package: z.object({ sha256: digest, size: z.int().positive(), parts: z.int().positive() }).optional(),
    failure: z
      .object({
        reason: z.enum(archiveFailures),
        /** The material, official document or part of the package that it is about. */
        part: z.string().max(200).optional(),
        at: instant,
      })
      .optional(),
    archivedAt: instant.optional(),
    checkedAt: instant.optional(),
    retention: retentionSchema.optional(),
    /** The last day that it is kept for. */
    keepUntil: day.optional(),
    /** Who proposed to destroy it: somebody else approves. */
    appraisedBy: z.string().optional(),
    destroyedAt: instant.optional(),
  },
  events: archiveEvents,
  indexes: {
    byState: {
      key: "stateKey",
      partition: ({ department, state }) => archivePartition(department, state),
      sort: { attribute: "stateSort", of: (record) => placeOf(record) },
    },
  },
});
export type Archive = ReturnType<typeof archive.fromItem>;
