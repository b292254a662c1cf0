import * as z from "zod";
import { faqEvents, faqFacts } from "#events/faq.ts";
import { shortDigest } from "#events/identifiers.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { line, lines } from "#shared/kernel/text.ts";

const instant = z.iso.datetime();

export const faqTexts = {
  question: line(4, 200),
  answer: lines(4, 2000),
  /** The same in English, where somebody wrote it. */
  questionEn: line(4, 400).optional(),
  answerEn: lines(4, 4000).optional(),
};

/** States in which everybody sees it. */
const isPublic = ({ state }: { state: string }): boolean => state === "published" || state === "toCheck";

/** All that somebody has to look at because of a new version, in one partition of the index `open`. */
export const checkPartition = "FAQ";
export const allPublished = "PUBLISHED";
export const faqDeskPartition = (department: string, state: string): string => `FAQ#${department}#${state}`;

const shown = [
  "faqId",
  "itemCode",
  "itemVersion",
  "question",
  "answer",
  "questionEn",
  "answerEn",
  "publishedAt",
] as const;

/** 常见问题: a question and its answer, rewritten without anybody's data, that two people stand for. */
export const faq = defineRecord({
  name: "faq",
  id: "faqId",
  format: 1,
  fields: {
    ...faqFacts,
    question: z.string().min(1),
    answer: z.string().min(1),
    questionEn: z.string().optional(),
    answerEn: z.string().optional(),
    /** The question whose answer it was made of. */
    fromConsultation: shortDigest.optional(),
    proposedBy: z.string().min(1),
    proposedAt: instant,
    confirmedBy: z.string().optional(),
    publishedAt: instant.optional(),
    /** The item's latest version, while nobody said that it holds for it. */
    newVersion: z.int().positive().optional(),
    /** Until when somebody says that it holds for the item's new version, or it is hidden. */
    checkBy: instant.optional(),
  },
  events: faqEvents,
  indexes: {
    faqDesk: {
      key: "faqDeskKey",
      partition: ({ department, state }) => faqDeskPartition(department, state),
      sort: "proposedAt",
      projects: [
        "faqId",
        "itemCode",
        "itemVersion",
        "department",
        "state",
        "question",
        "proposedAt",
        "checkBy",
      ],
    },
    open: {
      key: "openKey",
      partition: ({ state }) => (state === "toCheck" ? checkPartition : undefined),
      sort: { attribute: "openUntil", of: ({ checkBy, proposedAt }) => checkBy ?? proposedAt },
    },
    ofItem: {
      key: "publicOfItem",
      partition: (record) => (isPublic(record) ? record.itemCode : undefined),
      sort: { attribute: "publicSince", of: ({ publishedAt, proposedAt }) => publishedAt ?? proposedAt },
      projects: shown,
    },
    published: {
      key: "publicKey",
      partition: (record) => (isPublic(record) ? allPublished : undefined),
      sort: { attribute: "publicSince", of: ({ publishedAt, proposedAt }) => publishedAt ?? proposedAt },
      projects: shown,
    },
  },
});
export type Faq = ReturnType<typeof faq.fromItem>;
export type FaqStore = RecordStore<Faq, (typeof faq)["indexes"]>;

/** How often published answers of a department helped in a month, so that nothing was asked: numbers, and nobody's. */
export const deflection = defineRecord({
  name: "deflection",
  id: "deflectionId",
  format: 1,
  history: false,
  fields: {
    /** `<department>-<yyyy-MM>` */
    deflectionId: z.string().min(1),
    /** By the id of the published answer. */
    helped: z.record(z.string(), z.int().positive()),
  },
  events: { counted: silent },
  indexes: {},
});
export type Deflection = ReturnType<typeof deflection.fromItem>;
export const deflectionIdOf = (department: string, month: string): string => `${department}-${month}`;
