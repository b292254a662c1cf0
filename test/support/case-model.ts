import type { CaseState } from "#events/case.ts";
import { refusal } from "#local/play/office.ts";
import { found } from "#local/play/straight-way.ts";
import { type CommandAction, commandActions, rowOf, targetsOf } from "#shared/cases/lifecycle-table.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";

export const actorNames = [
  "owner",
  "stranger",
  "clerkA",
  "clerkB",
  "reviewerA",
  "reviewerB",
  "asked",
  "supervisor",
  "leader",
] as const;
export type ActorName = (typeof actorNames)[number];
export const roleOf: Record<ActorName, "citizen" | "clerk" | "reviewer" | "supervisor"> = {
  owner: "citizen",
  stranger: "citizen",
  clerkA: "clerk",
  clerkB: "clerk",
  reviewerA: "reviewer",
  reviewerB: "reviewer",
  asked: "reviewer",
  supervisor: "supervisor",
  leader: "supervisor",
};

/** What the test believes of a case, reckoned without the code that it tests. */
export type Model = {
  state: CaseState;
  version: number;
  handler?: ActorName;
  acceptedBy?: ActorName;
  /** The business licence, which another office holds. */
  lookedUp: boolean;
  extended: boolean;
  paused?: true;
  noticeGiven: boolean;
  advised: boolean;
  asking: boolean;
  urging?: "open" | "answered";
  proposal?: { kind: "extension" | "furtherNotice"; confirmed?: true };
  file?: "requested" | "transferred";
  remedy?: "open" | "toCarryOut" | "over";
  decision?: "approved" | "rejected";
};

/** A case that was just submitted. */
export const begun: Model = {
  state: "submitted",
  version: 1,
  lookedUp: false,
  extended: false,
  noticeGiven: false,
  advised: false,
  asking: false,
};

export type Step = { action: CommandAction; actor: ActorName; newThing: boolean; assignee: ActorName };
type Expected = { status: 200 } | { status: 403 | 404 | 409; guard?: true };

export const playable = commandActions.filter(
  (action) =>
    rowOf(action).roles.some((role) => role !== "system") &&
    // Needs documents that were deferred; played in another test.
    action !== "submitDeferred" &&
    // The item is applied for by one person alone.
    !rowOf(action).from.every((state) => state === "awaitingParties"),
);

const handlerOnly = new Set<CommandAction>([
  "passPreReview",
  "returnForChange",
  "requestSupplement",
  "accept",
  "refuse",
  "suspend",
  "resume",
  "askOpinion",
  "approve",
  "reject",
  "decideOnTheSpot",
  "terminate",
  "transferFile",
  "proposeExtension",
  "proposeFurtherNotice",
  "answerUrging",
  "recordLookUp",
]);

/** One that the case has given by then, for its service to be recorded. */
function givenDocument({ state, noticeGiven, extended, paused, decision }: Model): string | undefined {
  if (state === "refused") return "refusal";
  if (state === "terminated") return "termination";
  if (decision) return decision === "approved" ? "approval" : "rejection";
  if (noticeGiven) return "notice";
  if (extended) return "extension";
  return paused ? "suspension" : undefined;
}

function guardsHold(model: Model, { action, actor, newThing }: Step): boolean {
  const office = roleOf[actor] === "clerk" || roleOf[actor] === "reviewer";
  if (handlerOnly.has(action) && office && model.handler !== undefined && model.handler !== actor)
    return false;
  switch (action) {
    case "claim":
      return model.handler === undefined;
    case "transfer":
    case "release":
      return model.handler === actor;
    case "requestSupplement":
      return !model.noticeGiven || (model.proposal?.confirmed === true && !newThing);
    case "proposeFurtherNotice":
      return model.noticeGiven && !model.proposal;
    case "confirmFurtherNotice":
      return model.proposal?.kind === "furtherNotice" && !model.proposal.confirmed;
    case "declineProposal":
      return model.proposal !== undefined;
    case "proposeExtension":
      return !model.extended && !model.proposal;
    case "returnForChange":
      return !model.advised;
    case "extend":
      return model.proposal?.kind === "extension" && actor === "leader";
    case "requestFileTransfer":
      return model.file === undefined;
    case "transferFile":
      return model.file === "requested";
    case "recordRemedy":
      return model.remedy === undefined || model.remedy === "over";
    case "recordRemedyOutcome":
      return model.remedy === "open" || model.remedy === "toCarryOut";
    case "carryOutRemedy":
      return model.remedy === "toCarryOut";
    case "urge":
      return model.urging === undefined;
    case "answerUrging":
      return model.urging === "open";
    case "askOpinion":
      return !model.asking;
    case "recordService":
    case "correctDecision":
      return givenDocument(model) !== undefined;
    case "accept":
      return model.lookedUp || !newThing;
    case "recordLookUp":
      return !model.lookedUp;
    case "approve":
      return model.lookedUp && model.acceptedBy !== actor;
    case "reject":
      return model.acceptedBy !== actor;
    // Nothing comes by courier, the item is not instant, and the applicant fetches the result at the window.
    case "collect":
      return roleOf[actor] === "clerk";
    // The district decides, for one applicant.
    case "forwardUp":
    case "recordUpperReceipt":
    case "recordUpperDecision":
    case "askWithdrawal":
    case "receiveOriginals":
    case "decideOnTheSpot":
    case "handOver":
    case "redeliver":
    case "confirmDelivery":
      return false;
    default:
      return true;
  }
}

export function expectedOf(model: Model, step: Step): Expected {
  const { from, roles } = rowOf(step.action);
  if (!roles.includes(roleOf[step.actor])) return { status: 403 };
  if (step.actor === "stranger" || (step.actor === "asked" && !model.asking)) return { status: 404 };
  if (!from.includes(model.state)) return { status: 409 };
  if (step.action === "giveOpinion" ? step.actor !== "asked" : step.actor === "asked") return { status: 403 };
  return guardsHold(model, step) ? { status: 200 } : { status: 409, guard: true };
}

export function modelAfter(model: Model, { action, actor, assignee }: Step): Model {
  const next = { ...model, version: model.version + 1 };
  const targets = targetsOf(action, model.state);
  const [only] = targets;
  next.state = targets.length === 1 && only ? only : (model.decision ?? "approved");
  if (action === "claim") next.handler = actor;
  if (action === "assign" || action === "transfer") next.handler = assignee;
  if (action === "release") delete next.handler;
  if (action === "accept") next.acceptedBy = actor;
  if (action === "recordLookUp" || action === "accept") next.lookedUp = true;
  if (action === "proposeExtension") next.proposal = { kind: "extension" };
  if (action === "proposeFurtherNotice") next.proposal = { kind: "furtherNotice" };
  if (action === "confirmFurtherNotice") next.proposal = { kind: "furtherNotice", confirmed: true };
  if (action === "extend") next.extended = true;
  if (action === "suspend") next.paused = true;
  if (action === "extend" || action === "declineProposal" || next.state !== model.state) delete next.proposal;
  if (action === "requestSupplement") next.noticeGiven = true;
  if (action === "returnForChange") next.advised = true;
  if (action === "requestFileTransfer") next.file = "requested";
  if (action === "transferFile") next.file = "transferred";
  if (action === "recordRemedy") next.remedy = "open";
  if (action === "recordRemedyOutcome") next.remedy = "toCarryOut";
  if (action === "carryOutRemedy") next.remedy = "over";
  if (action === "urge") next.urging = "open";
  if (action === "answerUrging") next.urging = "answered";
  if (action === "askOpinion") next.asking = true;
  if (action === "giveOpinion") next.asking = false;
  if (action === "approve" || action === "reject")
    next.decision = action === "approve" ? "approved" : "rejected";
  return next;
}

export function bodyOf(
  model: Model,
  { action, actor, newThing, assignee }: Step,
  ids: Record<ActorName, string>,
): unknown {
  const assistance = roleOf[actor] === "clerk" ? { assistance: { kind: "helped" } } : {};
  switch (action) {
    case "assign":
    case "transfer":
      return { assignee: ids[assignee], reason: "轮岗" };
    case "requestSupplement":
      return newThing
        ? { fields: [{ path: "/shopName", reason: "与执照不符" }] }
        : { materials: [{ materialId: "premises", reason: "看不清" }] };
    case "suspend":
      return { kind: "hearing", expectedDays: 3, reason: "听证" };
    case "terminate":
      return { ground: "applicantDied", reason: "申请人死亡" };
    case "reject":
      return {
        reason: "依法办理",
        provisions: [{ basis: "《食品安全法》第三十三条", fact: "没有相应的设备" }],
      };
    case "recordService":
      return {
        document: givenDocument(model) ?? "notice",
        way: "inPerson",
        servedOn: dayOf(new Date().toISOString()),
        servedAt: "09:30",
        place: "政务大厅",
        receiver: "self",
        server: "陈晨",
      };
    case "askOpinion":
      return { department: "1017", question: "可否？" };
    case "giveOpinion":
      return { opinion: "可以。" };
    case "correctPerson":
      return { phone: "13900001234", ...assistance };
    case "refuse":
      return refusal;
    case "collect":
      return roleOf[actor] === "clerk" ? { identity: "residentId", relation: "self" } : {};
    case "recordUpperReceipt":
      return { fileNumber: "2026-1" };
    case "recordUpperDecision":
      return {
        result: "approved",
        number: "2026-2",
        decidedOn: dayOf(new Date().toISOString()),
        reason: "依法办理",
      };
    case "recordRemedy":
      return {
        kind: "litigation",
        organ: "川汇区人民法院",
        number: "（2026）豫1602行初1号",
        receivedOn: dayOf(new Date().toISOString()),
      };
    case "accept":
      // Once without the results, to be refused.
      return model.lookedUp || newThing ? {} : { lookUps: [found("business-licence")] };
    case "recordLookUp":
      return found("business-licence");
    case "correctDecision":
      return {
        document: givenDocument(model) ?? "approval",
        place: "经营场所",
        wrong: "七一路 10 号",
        right: "七一路 100 号",
        clerical: true,
        reason: "录入时错字",
      };
    case "recordRemedyOutcome":
      return {
        outcome: "revoked",
        number: "（2026）豫1602行初1号",
        decidedOn: dayOf(new Date().toISOString()),
        servedOn: dayOf(new Date().toISOString()),
        reason: "主要证据不足",
      };
    case "answerUrging":
      return { answer: "正在审查，本周内作出决定。" };
    case "resubmit":
    case "requestFileTransfer":
    case "urge":
    case "supplement":
    case "withdraw":
    case "redeliver":
      return assistance;
    default:
      return { reason: "依法办理" };
  }
}

const endings: CommandAction[] = ["withdraw", "refuse", "terminate"];

/** Half of the steps are drawn among those that lead on, so that cases get far. */
export const stepsOnward = (model: Model): Step[] =>
  playable
    .filter((action) => !endings.includes(action))
    .flatMap((action) =>
      actorNames.flatMap((actor) => {
        const step: Step = { action, actor, newThing: false, assignee: "reviewerB" };
        return expectedOf(model, step).status === 200 ? [step] : [];
      }),
    );
