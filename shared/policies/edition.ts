import * as z from "zod";
import { edition } from "#events/policy.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { Content } from "./content.ts";

/** What was written, with its rule in plain words, as everybody sees it. */
export type Published = Content & { sentences: Text[][] };
/** It was checked when it was written: a release that knows more of it reads it all the same. */
export const publishedContent = z.custom<Published>((value) => typeof value === "object" && value !== null);

export const editionIdOf = (policyId: string, number: number): string =>
  `${policyId}-${String(number).padStart(3, "0")}`;

/** One edition as it was published; it never changes, so that a match can always be explained. */
export const policyEdition = defineRecord({
  name: "policyEdition",
  id: "editionId",
  format: 1,
  grouped: true,
  history: false,
  fields: {
    /** `<policyId>-<edition>` */
    editionId: z.string().min(1),
    edition,
    content: publishedContent,
    publishedAt: z.iso.datetime(),
  },
  events: { published: silent },
  indexes: {},
});
export type PolicyEdition = ReturnType<typeof policyEdition.fromItem>;
