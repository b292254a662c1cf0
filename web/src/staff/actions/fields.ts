import { suspensionKinds } from "#events/suspension-kinds.ts";
import type staff from "../../texts/zh/staff.json";

export type TemplateName = keyof typeof staff.templates;

/** One thing that an action asks for beside the version. */
export type ActionField = {
  name: keyof typeof staff.field;
  kind: "words" | "text" | "number" | "choice" | "department";
  required: boolean;
  options?: typeof suspensionKinds;
  /** Sentences to begin with, by their texts: `staff.templates.<name>.<n>`. */
  templates?: TemplateName;
};

const reason = (templates: TemplateName, required = true): ActionField => ({
  name: "reason",
  kind: "words",
  required,
  templates,
});

/** What each action of an office asks for. The API checks it; an action that is not named here asks for nothing. */
const fields: Record<string, ActionField[]> = {
  returnForChange: [reason("returnForChange")],
  refuse: [reason("refuse")],
  reject: [reason("reject")],
  terminate: [reason("terminate")],
  approve: [reason("approve", false)],
  decideOnTheSpot: [reason("approve", false)],
  failDelivery: [reason("failDelivery", false)],
  assign: [{ name: "assignee", kind: "text", required: true }, reason("assign", false)],
  transfer: [{ name: "assignee", kind: "text", required: true }, reason("assign")],
  suspend: [
    { name: "kind", kind: "choice", required: true, options: suspensionKinds },
    { name: "basis", kind: "text", required: true },
    { name: "expectedDays", kind: "number", required: true },
    reason("suspend"),
  ],
  extend: [{ name: "approvedBy", kind: "text", required: true }, reason("extend")],
  askOpinion: [
    { name: "department", kind: "department", required: true },
    { name: "question", kind: "words", required: true },
  ],
  giveOpinion: [{ name: "opinion", kind: "words", required: true }],
  withdraw: [reason("withdraw", false)],
  // Seen with the papers; addresses are the applicant's own to change.
  correctPerson: (["name", "idNumber", "phone"] as const).map((name) => ({
    name,
    kind: "text",
    required: false,
  })),
};

export const fieldsOfAction = (action: string): ActionField[] => fields[action] ?? [];

/** The applicant's own actions: a clerk who takes one records how they help. */
const applicants = ["withdraw", "redeliver", "collect", "correctPerson"];
export const isAssisted = (action: string): boolean => applicants.includes(action);
/** They submit papers and answers on a page of their own. */
export const onOwnPage = ["supplement", "resubmit", "submitDeferred"];
/** After these nothing can be taken back. */
export const isFinal = (action: string): boolean =>
  ["refuse", "reject", "terminate", "approve", "withdraw", "decideOnTheSpot"].includes(action);
