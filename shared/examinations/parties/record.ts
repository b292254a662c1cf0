import * as z from "zod";
import { examinationId } from "#events/examination.ts";
import { interestedPartyEvents, interestedPartyStates } from "#events/interested-party.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { casePartition, clockFields, departmentPartition, openPartition } from "../clock.ts";
import { caseFields } from "../examined-case.ts";
import { personKey } from "../term.ts";

const instant = z.iso.datetime();

/** States in which nobody has anything more to do. */
export const ends = ["considered", "agreed", "silent", "cancelled"] as const;
export const isOpen = ({ state }: { state: string }): boolean => !(ends as readonly string[]).includes(state);

/** How the case concerns them. */
export const relations = ["neighbour", "coOwner", "competitor", "rightHolder", "otherInterest"] as const;
export const informedBy = ["inPerson", "byPost", "publicNotice"] as const;
export const positions = ["objects", "agrees"] as const;
export const objectionOutcomes = ["adopted", "partlyAdopted", "notAdopted"] as const;

/**
 * A third party whom a case concerns (利害关系人, 行政许可法 Art. 36): informed of it, and heard before the decision. Who it
 * is, and what they said, is in an item of its own: see party-person.ts.
 */
export const interestedParty = defineRecord({
  name: "interestedParty",
  id: "partyId",
  format: 1,
  chained: true,
  forgets: { with: personKey, keeps: [] },
  fields: {
    partyId: examinationId,
    ...caseFields,
    state: z.enum(interestedPartyStates),
    ...clockFields,
    relation: z.enum(relations),
    /** Account of whoever took the notice up. */
    account: z.string().min(1).optional(),
    informed: z.strictObject({ how: z.enum(informedBy), at: instant }).optional(),
    /** Until when they may state what they think. */
    statementBy: instant.optional(),
    position: z.enum(positions).optional(),
    statedAt: instant.optional(),
    weighing: z.enum(objectionOutcomes).optional(),
    /** Until when they may ask for a hearing (Art. 47), where the right was announced to them. */
    hearingRequestBy: instant.optional(),
    hearingRequested: z.literal(true).optional(),
  },
  events: interestedPartyEvents,
  eventData: (record) => {
    const { partyId, caseNumber, itemCode, department, state, dueAt, hearingRequestBy } = record;
    return {
      partyId,
      caseNumber,
      itemCode,
      department,
      state,
      ...(isOpen(record) && {
        owed: { until: dueAt, ...(state === "informed" && { lapses: true as const }) },
      }),
      ...(hearingRequestBy && { hearingRequestBy }),
    };
  },
  indexes: {
    open: {
      key: "openKey",
      partition: (record) => (isOpen(record) ? openPartition("interestedParty") : undefined),
      sort: "dueAt",
    },
    byDepartment: {
      key: "departmentKey",
      partition: (record) =>
        isOpen(record) ? departmentPartition("interestedParty", record.department) : undefined,
      sort: "dueAt",
    },
    byCase: {
      key: "caseKey",
      partition: ({ caseNumber }) => casePartition("interestedParty", caseNumber),
      sort: "openedAt",
    },
    byAccount: {
      key: "accountKey",
      partition: ({ account }) => account,
      sort: "openedAt",
    },
  },
});
export type InterestedParty = ReturnType<typeof interestedParty.fromItem>;
