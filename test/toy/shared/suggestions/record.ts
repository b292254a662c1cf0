import * as z from "zod";
import { caseNumber, departmentCode, shortDigest } from "#events/identifiers.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { suggestionEvents, suggestionStates } from "../../events/suggestion.ts";

export const ends = ["answered", "declined", "dropped"] as const;
const isOpen = ({ state }: { state: string }): boolean => !(ends as readonly string[]).includes(state);

export const openPartition = "OPEN";
export const casePartition = (caseNumber: string): string => `CASE#${caseNumber}`;

/** A suggestion (意见) about how a case was handled, answered by the department. */
export const suggestion = defineRecord({
  name: "suggestion",
  id: "suggestionId",
  format: 2,
  // Format 1 knew the department by the name `office`.
  upcasts: { 1: ({ office, ...item }) => ({ ...item, department: office }) },
  chained: true,
  fields: {
    suggestionId: shortDigest,
    caseNumber,
    department: departmentCode,
    authorId: z.string().min(1),
    text: z.string().min(2).max(500),
    state: z.enum(suggestionStates),
    madeAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
    escalated: z.literal(true).optional(),
  },
  events: suggestionEvents,
  indexes: {
    open: {
      key: "openKey",
      partition: (record) => (isOpen(record) ? openPartition : undefined),
      sort: "dueAt",
    },
    byDepartment: {
      key: "departmentKey",
      partition: (record) => (isOpen(record) ? record.department : undefined),
      sort: "dueAt",
      projects: ["suggestionId", "caseNumber", "state", "dueAt", "escalated"],
    },
    byCase: {
      key: "caseKey",
      partition: (record) => (isOpen(record) ? casePartition(record.caseNumber) : undefined),
      sort: "madeAt",
    },
  },
});
export type Suggestion = ReturnType<typeof suggestion.fromItem>;
