import * as z from "zod";
import { caseStates } from "#events/case.ts";
import { defineRoute, type RouteContract } from "#shared/kernel/http/contract.ts";
import { casePath } from "./api.ts";
import { caseSchema } from "./case-views.ts";
import { reasonSchema } from "./notes.ts";

const named = { 404: { description: "no such application, or it does not name you" } };
const access = { kind: "person", roles: ["citizen"] } as const;

const whole = caseSchema.shape;

/** An application that names the caller as one of those who apply together, by their verified identity. */
export const invitationSchema = z
  .object({
    caseNumber: z.string(),
    state: z.enum(caseStates),
    itemCode: z.string(),
    itemVersion: z.int(),
    filedAt: z.iso.datetime(),
    /** Until when it can be confirmed; null when it cannot any more. */
    confirmBy: z.iso.datetime().nullable(),
    /** The caller's own answer: awaited, given, or never given. */
    answer: z.enum(["awaited", "confirmed", "none"]),
    /** In which of the item's roles the caller is named. */
    role: z.string(),
    applicant: whole.applicant.unwrap(),
    applicantRole: whole.applicantRole,
  })
  .meta({ id: "Invitation" });

export const listInvitations = defineRoute({
  method: "GET",
  path: "/v1/invitations",
  summary: { zh: "请我确认的共同申请", en: "Applications that name me" },
  tag: "cases",
  access,
  answers: {
    200: {
      description: "the newest 20, found by the caller's verified identity; the newest first",
      schema: z.object({ items: z.array(invitationSchema) }),
    },
  },
});

export const getInvitation = defineRoute({
  method: "GET",
  path: "/v1/invitations/{caseNumber}",
  summary: { zh: "共同申请的内容", en: "What I am asked to confirm" },
  tag: "cases",
  access,
  pathParameters: casePath,
  answers: {
    200: {
      description: "everything that was filed; people masked",
      schema: invitationSchema.extend({
        parties: whole.parties.unwrap(),
        answers: whole.answers,
        materials: whole.materials,
      }),
    },
    ...named,
  },
});

const answered = {
  200: {
    description: "done, or done before by the caller",
    schema: invitationSchema.pick({ caseNumber: true, state: true }),
  },
  ...named,
  409: { description: "it is over, it is too late, or the name is another" },
};

/** Without If-Match: what is confirmed cannot change until everybody has, and two may confirm at the same time. */
export const confirmInvitation = defineRoute({
  method: "POST",
  path: "/v1/invitations/{caseNumber}/confirm",
  summary: { zh: "确认共同申请", en: "Confirm the application" },
  tag: "cases",
  access,
  pathParameters: casePath,
  body: z.strictObject({
    /** What was filed is true, and the caller applies too. */
    agreed: z.literal(true, {
      error:
        "请确认内容真实，并同意共同申请。|Please say that the content is true and that you apply together.",
    }),
  }),
  answers: answered,
});

export const declineInvitation = defineRoute({
  method: "POST",
  path: "/v1/invitations/{caseNumber}/decline",
  summary: { zh: "不同意共同申请", en: "Decline the application" },
  tag: "cases",
  access,
  pathParameters: casePath,
  body: z.strictObject({ reason: reasonSchema.optional() }),
  answers: answered,
});

export const invitationRoutes: RouteContract[] = [
  listInvitations,
  getInvitation,
  confirmInvitation,
  declineInvitation,
];
