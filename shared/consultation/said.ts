import * as z from "zod";
import { silent } from "#shared/kernel/records/event-family.ts";
import { actorSchema } from "#shared/kernel/records/last-event.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { retainedFrom } from "#shared/kernel/records/retention.ts";
import { lines } from "#shared/kernel/text.ts";

export const saidSchema = lines(4, 2000);
/** Files that whoever wrote it uploaded and confirmed. */
export const filesSchema = z.array(z.uuid()).max(5);
export const saidKinds = ["asked", "answered", "askedBack", "replied", "reopened"] as const;

/** Parts of an item's guide that an answer can point to. */
export const guideParts = ["conditions", "materials", "steps", "fee", "legalBasis", "where"] as const;
export const citationSchema = z.strictObject({
  /** Of a question that is about no item: whose guide it is. */
  itemCode: z.string().min(31).max(33).optional(),
  part: z.enum(guideParts),
  /** Which one of those that the part lists, from 1. */
  number: z.int().min(1).max(50).optional(),
});
export type Citation = z.output<typeof citationSchema>;

/** One thing that somebody wrote of a question: it stands sealed, in an item of its own, and goes at its term. */
export const said = defineRecord({
  name: "said",
  id: "saidId",
  format: 1,
  grouped: true,
  history: false,
  fields: {
    /** `<consultationId>-<number>` */
    saidId: z.string().min(1),
    kind: z.enum(saidKinds),
    text: z.string().min(1),
    files: z.array(z.uuid()).optional(),
    /** The paragraph of the guide that an answer points to. */
    cites: citationSchema.optional(),
    writtenAt: z.iso.datetime(),
    by: actorSchema,
    department: z.string().optional(),
  },
  events: { written: silent },
  sealed: { fields: ["text"] },
  goesAt: ({ writtenAt }) => retainedFrom(writtenAt, "consultation"),
  indexes: {},
});
export type Said = ReturnType<typeof said.fromItem>;

export const saidIdOf = (consultationId: string, number: number): string =>
  `${consultationId}-${String(number).padStart(2, "0")}`;

type Step = { consultationId: string; number: number; kind: Said["kind"]; at: string; trace: string };
export const write = (
  { consultationId, number, kind, at, trace }: Step,
  {
    text,
    files = [],
    cites,
  }: { text: string; files?: readonly string[] | undefined; cites?: Citation | undefined },
  by: { role: string; id: string; department?: string | undefined },
): Said =>
  said.first(
    {
      saidId: saidIdOf(consultationId, number),
      kind,
      text,
      ...(files.length > 0 && { files: [...files] }),
      ...(cites && { cites }),
      writtenAt: at,
      by: { role: by.role, id: by.id },
      ...(by.department && { department: by.department }),
    },
    { event: "written", at, actor: { role: by.role, id: by.id }, trace },
  );
