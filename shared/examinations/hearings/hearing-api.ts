import * as z from "zod";
import { hearingGrounds } from "#events/hearing.ts";
import { caseNumber } from "#events/identifiers.ts";
import {
  actionContracts,
  createContract,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { wordsSchema } from "../clock.ts";
import { examinationIdSchema, examinationQuery } from "../examination-lists.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { hearing } from "./record.ts";

export const viewFields = hearing.schema.pick({
  hearingId: true,
  caseNumber: true,
  itemCode: true,
  department: true,
  state: true,
  version: true,
  openedAt: true,
  dueAt: true,
  late: true,
  ground: true,
  requestBy: true,
  holdBy: true,
  hearingAt: true,
  place: true,
  closedTo: true,
  objection: true,
  heldAt: true,
  present: true,
  signatures: true,
  documents: true,
});
const view = viewFields
  .extend({
    /** How many asked for it. */
    requests: z.int().nonnegative(),
    /** Whether the applicant did. */
    requestedByApplicant: z.boolean(),
    /** Account of the chair; the applicant reads the name on the notice. */
    chair: z.string().optional(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Hearing" });
export type HearingView = z.output<typeof view>;

const api = {
  plural: "hearings",
  id: "hearingId",
  idSchema: examinationIdSchema,
  what: { zh: "听证", en: "a hearing" },
  readers: ["citizen", "clerk", "reviewer", "supervisor"],
  opens: "hearing",
  view,
} as const;

export const openHearingContract = createContract(api, {
  summary: { zh: "告知听证权利或者决定听证", en: "Announce the right to a hearing, or order one" },
  roles: ["reviewer"],
  body: z.strictObject({
    caseNumber,
    hearingGround: z.enum(hearingGrounds).meta({
      description: "ownMotion: the organ holds it (Art. 46); onRequest: the right is announced (Art. 47)",
    }),
    words: wordsSchema,
  }),
});
export const listHearings = listContract(api, {
  summary: { zh: "听证", en: "Hearings" },
  description: "open ones of a department by what is due first; all of a case for whoever may see it",
  roles: api.readers,
  query: examinationQuery,
  row: view,
});
export const getHearing = getContract(api, view);
export const getHearingHistory = historyContract(api);
export const hearingActions = actionContracts(api, lifecycle, bodies);

export const hearingRoutes = [
  openHearingContract,
  listHearings,
  getHearing,
  getHearingHistory,
  ...Object.values(hearingActions),
];
