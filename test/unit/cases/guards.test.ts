import { describe, expect, test } from "vitest";
import type { CaseState } from "#events/case.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { mayRead } from "#shared/cases/rights.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import {
  citizen,
  clerk,
  leader,
  openSample,
  reviewer,
  supervisor,
  system,
  thursday,
  traceparent,
} from "./samples.ts";

type Change = { [Field in keyof CaseHead]?: CaseHead[Field] | undefined };

const head = (state: CaseState, change: Change = {}): CaseHead =>
  Object.fromEntries(
    Object.entries({ ...openSample(), state, ...change }).filter(([, value]) => value !== undefined),
  ) as CaseHead;

/** Why this is refused; undefined when it is not. */
function refusal(of: CaseHead, action: Command["action"], actor: Actor, more: Partial<Command> = {}) {
  const result = decide(of, { action, actor, traceparent, ...more }, thursday, calendar);
  if (!("refused" in result)) return undefined;
  const { refused } = result;
  return refused.kind === "guard" ? refused.guard : refused.kind;
}

const colleague: Actor = { ...reviewer, id: "zhao-qiang" };
const item = openSample().item;
const ask = (department: string) => ({
  note: { reason: "请提出意见", opinion: { department, text: "同意否" } },
});

describe("a case's guards", () => {
  test("whoever accepted does not decide, where the item wants another", () => {
    const accepted = head("accepted", { item: { ...item, separateDecider: true }, acceptedBy: reviewer.id });
    expect(refusal(accepted, "approve", reviewer)).toBe("anotherDecides");
    expect(refusal(accepted, "reject", reviewer)).toBe("anotherDecides");
    expect(refusal(accepted, "approve", colleague)).toBeUndefined();
    // With another account, known by their ID number.
    expect(refusal(accepted, "approve", colleague, { ownAccounts: [reviewer.id] })).toBe("anotherDecides");
    expect(refusal(head("accepted", { acceptedBy: reviewer.id }), "approve", reviewer)).toBeUndefined();
  });

  test("whoever submitted for somebody accepts and decides nothing of it; an agent with a staff account does nothing at all", () => {
    const atWindow = { channel: "window" as const, submittedBy: clerk.id };
    expect(refusal(head("submitted", atWindow), "passPreReview", clerk)).toBeUndefined();
    expect(refusal(head("awaitingAcceptance", atWindow), "accept", clerk)).toBe("notSubmitter");
    expect(refusal(head("awaitingAcceptance", atWindow), "accept", reviewer)).toBeUndefined();
    const again = { ownAccounts: [clerk.id] };
    expect(refusal(head("awaitingAcceptance", atWindow), "accept", reviewer, again)).toBe("notSubmitter");
    const acted = { channel: "online" as const, submittedBy: reviewer.id };
    expect(refusal(head("accepted", acted), "approve", reviewer)).toBe("notOwnCase");
    expect(refusal(head("accepted", acted), "approve", colleague)).toBeUndefined();
    const assigned = { note: { assignee: reviewer.id } };
    expect(refusal(head("accepted", acted), "assign", supervisor, assigned)).toBe("notToApplicant");
  });

  test("whoever acts for the applicant does what they may do; to have filed it once is not enough", () => {
    const filed = head("accepted", { channel: "online", submittedBy: "agent" });
    const agent: Actor = { ...citizen, id: "agent" };
    expect([mayRead(filed, agent), mayRead(head("accepted"), agent)]).toEqual([false, false]);
    expect(refusal(filed, "urge", agent)).toBe("role");
    const acting: Actor = { ...agent, as: citizen.id };
    expect([mayRead(filed, acting), mayRead(head("accepted"), acting)]).toEqual([true, true]);
    expect(refusal(filed, "urge", acting)).toBe(refusal(filed, "urge", citizen));
    expect(mayRead(filed, { ...acting, as: "somebody" })).toBe(false);
  });

  test("a signature delivers only where the applicant confirmed the address; staff may confirm it", () => {
    const unconfirmed = head("delivering", { addressConfirmed: undefined });
    expect(refusal(unconfirmed, "confirmDelivery", system)).toBe("addressConfirmed");
    expect(refusal(unconfirmed, "confirmDelivery", clerk)).toBeUndefined();
    expect(refusal(head("delivering"), "confirmDelivery", system)).toBeUndefined();
  });

  test("a delivery is confirmed while it is under way, or once it was thought to have failed", () => {
    expect(refusal(head("approved"), "confirmDelivery", clerk)).toBe("deliveryBegun");
    expect(refusal(head("approved", { delivery: { attempt: 2 } }), "confirmDelivery", clerk)).toBe(
      "deliveryBegun",
    );
    const failed = head("approved", { delivery: { attempt: 1, failed: true } });
    expect(refusal(failed, "confirmDelivery", clerk)).toBeUndefined();
  });

  test("another delivery is asked for after one that failed", () => {
    expect(refusal(head("approved"), "redeliver", citizen)).toBe("deliveryFailed");
    expect(refusal(head("approved", { delivery: { attempt: 2 } }), "redeliver", citizen)).toBe(
      "deliveryFailed",
    );
    const failed = head("approved", { delivery: { attempt: 1, failed: true } });
    expect(refusal(failed, "redeliver", citizen)).toBeUndefined();
  });

  test("only a document that the case has given can have been served", () => {
    const service = { way: "inPerson", servedOn: "2026-09-17", servedAt: "09:30", place: "大厅" } as const;
    const serve = (of: CaseHead, document: "notice" | "approval" | "suspension") =>
      refusal(of, "recordService", clerk, {
        note: { service: { ...service, document, receiver: "self", server: "陈晨" } },
      });
    expect(serve(head("accepted"), "notice")).toBe("documentGiven");
    expect(refusal(head("accepted"), "recordService", clerk)).toBe("documentGiven");
    expect(serve(head("accepted", { notices: 1 }), "notice")).toBeUndefined();
    expect(serve(head("accepted", { notices: 1 }), "approval")).toBe("documentGiven");
    expect(serve(head("completed", { decision: "approved" }), "approval")).toBeUndefined();
    const joint = head("completed", { decision: "approved", parts: [{ code: "a", result: "approved" }] });
    expect(serve(joint, "approval")).toBe("documentGiven");
  });

  test("each part of a joint matter ends once, and only its own", () => {
    const joint = head("accepted", { parts: [{ code: "a", result: "approved" }, { code: "b" }] });
    const end = (code: string) =>
      refusal(joint, "recordPart", system, {
        part: { code, result: "rejected", caseNumber: joint.caseNumber },
      });
    expect(end("a")).toBe("partOpen");
    expect(end("c")).toBe("partOpen");
    expect(end("b")).toBeUndefined();
    expect(refusal(joint, "approve", reviewer)).toBe("notJoint");
  });

  test("a part is withdrawn with its whole, and neither delivered nor corrected by itself", () => {
    const parent = "0".repeat(25);
    for (const actor of [citizen, clerk])
      expect(refusal(head("accepted", { parent }), "withdraw", actor)).toBe("withdrawnWithWhole");
    expect(refusal(head("accepted", { parent }), "withdraw", system)).toBeUndefined();
    expect(refusal(head("accepted"), "withdraw", citizen)).toBeUndefined();
    expect(refusal(head("approved", { parent }), "handOver", clerk)).toBe("notPart");
    expect(refusal(head("approved"), "endPart", system)).toBe("isPart");
  });

  test("another department is asked once at a time, and never one's own", () => {
    const accepted = head("accepted", { opinions: [{ department: "1002", askedAt: thursday }] });
    expect(refusal(accepted, "askOpinion", reviewer, ask("1002"))).toBe("opinionNotAsked");
    expect(refusal(accepted, "askOpinion", reviewer, ask("1001"))).toBe("opinionNotAsked");
    expect(refusal(accepted, "askOpinion", reviewer, ask("1003"))).toBeUndefined();
    const given = head("accepted", { opinions: [{ department: "1002", askedAt: thursday, given: true }] });
    expect(refusal(given, "askOpinion", reviewer, ask("1002"))).toBeUndefined();
  });

  test("the department that was asked reads the case and answers, nobody else's reviewers", () => {
    const asked: Actor = { role: "reviewer", id: "asked", department: "1002" };
    const accepted = head("accepted", { opinions: [{ department: "1002", askedAt: thursday }] });
    expect(refusal(accepted, "giveOpinion", asked)).toBeUndefined();
    expect(refusal(accepted, "approve", asked)).toBe("role");
    expect(refusal(accepted, "giveOpinion", reviewer)).toBe("role");
    expect(mayRead(accepted, asked)).toBe(true);
    expect(mayRead(accepted, { ...asked, role: "clerk" })).toBe(false);
    expect(mayRead(accepted, { ...asked, department: "1003" })).toBe(false);
    expect(mayRead(head("accepted"), asked)).toBe(false);
  });

  test("nobody handles an application of their own, whatever their office", () => {
    for (const [action, actor] of [
      ["claim", clerk],
      ["passPreReview", reviewer],
      ["assign", supervisor],
    ] as const) {
      expect(refusal(head("submitted", { applicantId: actor.id }), action, actor)).toBe("notOwnCase");
      expect(refusal(head("submitted"), action, actor)).toBeUndefined();
    }
    expect(refusal(head("submitted"), "withdraw", citizen)).toBeUndefined();
  });

  test("a case is not given to its applicant", () => {
    const give = (assignee: string) =>
      refusal(head("submitted"), "assign", supervisor, { note: { reason: "分派", assignee } });
    expect(give(citizen.id)).toBe("notToApplicant");
    expect(give(clerk.id)).toBeUndefined();
  });

  test("what belongs to whoever handles the case is not done by a colleague", () => {
    const claimed = head("awaitingAcceptance", { handler: reviewer.id });
    expect(refusal(claimed, "accept", colleague)).toBe("handledByNobodyElse");
    expect(refusal(claimed, "accept", reviewer)).toBeUndefined();
    expect(refusal(head("awaitingAcceptance"), "accept", colleague)).toBeUndefined();
    expect(refusal(claimed, "claim", colleague)).toBe("unassigned");
    expect(refusal(claimed, "release", colleague)).toBe("handledByYou");
    const stopped = head("accepted", { handler: reviewer.id });
    expect(refusal(stopped, "terminate", supervisor, { note: { reason: "终止" } })).toBeUndefined();
  });

  test("of each limit yellow is warned of once, red once after it", () => {
    const warned = (state?: "yellow" | "red") =>
      head("accepted", { clock: { ...openSample().clock, ...(state && { marks: { law: state } }) } });
    const law = { note: { limit: "law" as const } };
    expect(refusal(warned(), "markNearDue", system, law)).toBeUndefined();
    expect(refusal(warned("yellow"), "markNearDue", system, law)).toBe("notWarned");
    expect(refusal(warned("yellow"), "markOverdue", system, law)).toBeUndefined();
    expect(refusal(warned("red"), "markOverdue", system, law)).toBe("notOverdueYet");
    expect(refusal(warned("red"), "markOverdue", system, { note: { limit: "promise" } })).toBeUndefined();
  });

  test("an extension is proposed by whoever handles the case and approved by the head, who is another", () => {
    const law = { ...item, extension: "10w" };
    const running = head("accepted", { item: law });
    expect(refusal(running, "extend", leader)).toBe("extensionProposed");
    expect(refusal(running, "proposeExtension", reviewer)).toBeUndefined();
    expect(refusal(running, "proposeExtension", leader)).toBe("role");
    const proposed = head("accepted", { item: law, proposal: { kind: "extension", by: reviewer.id } });
    expect(refusal(proposed, "proposeExtension", reviewer)).toBe("nothingProposed");
    expect(refusal(proposed, "extend", leader)).toBeUndefined();
    expect(refusal(proposed, "extend", { ...leader, department: "1002" })).toBe("headApproves");
    expect(refusal(proposed, "extend", supervisor)).toBe("headApproves");
    // One account with both roles is still one person.
    expect(refusal(proposed, "extend", { ...leader, id: reviewer.id })).toBe("anotherApproves");
    const joint = { ...law, approver: "government" as const };
    const ofGovernment = head("accepted", { item: joint, proposal: { kind: "extension", by: reviewer.id } });
    expect(refusal(ofGovernment, "extend", leader)).toBe("headApproves");
    expect(refusal(ofGovernment, "extend", supervisor)).toBeUndefined();
    expect(refusal(proposed, "declineProposal", supervisor)).toBeUndefined();
    expect(refusal(running, "declineProposal", supervisor)).toBe("somethingProposed");
  });

  test("a further notice waits for a supervisor's confirmation", () => {
    const noticed = (proposal?: CaseHead["proposal"]) => head("awaitingAcceptance", { notices: 1, proposal });
    const notice = (of: CaseHead) => refusal(of, "requestSupplement", clerk);
    expect(notice(head("awaitingAcceptance"))).toBeUndefined();
    expect(refusal(head("awaitingAcceptance"), "proposeFurtherNotice", clerk)).toBe("noticeGivenBefore");
    expect(notice(noticed())).toBe("furtherNoticeConfirmed");
    const proposed = noticed({ kind: "furtherNotice", by: clerk.id });
    expect(notice(proposed)).toBe("furtherNoticeConfirmed");
    expect(refusal(proposed, "confirmFurtherNotice", supervisor)).toBeUndefined();
    expect(refusal(proposed, "confirmFurtherNotice", { ...supervisor, id: clerk.id })).toBe(
      "anotherApproves",
    );
    expect(notice(noticed({ kind: "furtherNotice", by: clerk.id, confirmed: true }))).toBeUndefined();
  });

  test("what is deferred must come before the decision", () => {
    const deferred = head("accepted", { deferredUntil: "2026-10-01" });
    expect(refusal(deferred, "approve", reviewer)).toBe("deferredPresent");
    expect(refusal(deferred, "submitDeferred", citizen)).toBeUndefined();
    expect(refusal(head("accepted"), "submitDeferred", citizen)).toBe("deferredMissing");
  });
});
