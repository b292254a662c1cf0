import type { TongbanEvent } from "#events/define-event.ts";
import { deliveryEvents } from "#events/delivery.ts";
import { licenceEvents } from "#events/licence.ts";
import { foodLicence, itemCodeIn, usccOf } from "#local/play/straight-way.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { decide, type NewCase, openCase } from "#shared/cases/decide.ts";
import type { CommandAction } from "#shared/cases/lifecycle-table.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { caseNumberOf } from "#shared/kernel/identifiers/case-number.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { salts } from "#shared/kernel/records/last-event.ts";
import { licenceIdentifier } from "#shared/licences/identifier.ts";
import { licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { licenceIdOf } from "#shared/licences/record.ts";
import { examinationExamples } from "./example-examinations.ts";

const itemCode = foodLicence;
const applicantId = "a4f1c0de-52b7-4c6e-9d0b-3f1f6b1e7a21";
const department = "1001";
const citizen: Actor = { role: "citizen", id: applicantId };
const second: Actor = { role: "citizen", id: "0c8d9a51-7c14-4a0e-8a39-1df0cb7e1b02" };
const third: Actor = { role: "citizen", id: "5e2f4b77-9d0c-4b5a-9a61-62d0f3c4aa03" };
const clerk: Actor = { role: "clerk", id: "clerk-1001-07", department };
const reviewer: Actor = { role: "reviewer", id: "reviewer-1001-02", department };
const asked: Actor = { role: "reviewer", id: "reviewer-1017-01", department: "1017" };
const supervisor: Actor = { role: "supervisor", id: "supervisor-01" };
const leader: Actor = { role: "supervisor", id: "supervisor-1001-01", department };
const system: Actor = { role: "system", id: "delivery" };

const start = Date.parse("2026-09-17T01:08:37.841Z");
const hoursApart = 26;
const timeOf = (step: number): string => new Date(start + step * hoursApart * 3_600_000).toISOString();
const traceOf = (key: string): string =>
  `00-${sha256Hex(key).slice(0, 32)}-${sha256Hex(`span ${key}`).slice(0, 16)}-01`;

type Step = [action: CommandAction, actor: Actor, more?: Partial<Command>];

/** Plays one case; the same story gives the same events. */
function historyOf(...story: Parameters<typeof playCase>): CaseHead[] {
  const { next } = salts;
  salts.next = () => "an example's salt";
  try {
    return playCase(...story);
  } finally {
    salts.next = next;
  }
}

function playCase(key: string, opening: Partial<NewCase>, steps: Step[]): CaseHead[] {
  const first = openCase(
    {
      action: "submit",
      caseNumber: caseNumberOf({
        department,
        day: "2026-09-17",
        submitter: applicantId,
        idempotencyKey: key,
        attempt: 0,
      }),
      item: {
        code: itemCode,
        version: 1,
        legal: "20w",
        promised: "5w",
      },
      department,
      applicantId,
      actor: citizen,
      channel: "online",
      handIn: "online",
      receive: "window",
      traceparent: traceOf(key),
      ...opening,
    },
    timeOf(0),
    calendar,
  );
  const heads: CaseHead[] = [first];
  for (const [action, actor, more] of steps) {
    const before = heads.at(-1) as CaseHead;
    const command = { action, actor, traceparent: traceOf(`${key} ${heads.length}`), ...more };
    const decision = decide(before, command, timeOf(heads.length), calendar);
    if ("refused" in decision)
      throw new Error(`the example ${key} is refused at ${action}: ${JSON.stringify(decision)}`);
    heads.push(decision.record);
  }
  return heads;
}

const accepted: Step[] = [
  ["passPreReview", clerk],
  ["accept", clerk],
];
const suspension = { kind: "expertReview", basis: "Art. 45", expectedDays: 5 } as const;
const refusal = {
  kind: "notOurs",
  basis: "Art. 20",
  rightBody: { name: "another organ", address: "another street" },
} as const;
const lookUp = {
  materialId: "exam-result",
  source: "another system",
  result: "found",
  lookedUpOn: "2026-09-18",
} as const;
const remedy = {
  kind: "reconsideration",
  organ: "the government",
  number: "2026-3",
  receivedOn: "2026-09-21",
} as const;
const remedyOutcome = {
  outcome: "decideAnew",
  number: "2026-4",
  decidedOn: "2026-09-22",
  servedOn: "2026-09-22",
  within: { days: 30, unit: "calendarDay" },
} as const;
const examination = {
  kind: "hearing",
  id: "9f86d081884c7d65",
  version: 6,
  state: "closed",
  step: "closed",
} as const;
const item = {
  version: 1,
  legal: "20w",
  promised: "5w",
  extension: "10w",
  procedures: [{ kind: suspension.kind, maxDays: 60 }],
};
const together: Partial<NewCase> = {
  action: "fileTogether",
  item: { ...item, code: itemCode, confirmWithin: "15n", withdrawnByAll: true },
  parties: ["", ""],
};
const joint = { parts: [{ code: itemCode }, { code: itemCodeIn("1017", "4411017001001") }] };

/** Every way that a case can turn, each once; the first one is the longest. */
export function exampleHistories(): CaseHead[][] {
  const whole = { ...item, code: itemCode };
  const courier = {
    item: { ...whole, originals: true },
    handIn: "courier",
    receive: "courier",
    addressConfirmed: true,
  } as const;
  const opinion = { opinion: { department: "1017", text: "words" } };
  return [
    historyOf("main", courier, [
      ["returnForChange", clerk],
      ["resubmit", citizen, { form: { revision: 2, deferredUntil: undefined } }],
      ["passPreReview", clerk],
      ["receiveOriginals", system],
      ["claim", clerk],
      ["requestSupplement", clerk],
      ["supplement", citizen, { form: { revision: 3, deferredUntil: undefined } }],
      ["accept", clerk],
      ["recordService", clerk],
      ["release", clerk],
      ["askOpinion", reviewer, { note: opinion }],
      ["giveOpinion", asked, { note: opinion }],
      ["suspend", reviewer, { note: { suspension } }],
      ["resume", reviewer],
      ["proposeExtension", reviewer],
      ["declineProposal", leader],
      ["proposeExtension", reviewer],
      ["extend", leader],
      ["markNearDue", system, { note: { limit: "law" } }],
      ["approve", reviewer],
      ["handOver", system],
      ["failDelivery", system],
      ["redeliver", citizen],
      ["handOver", system],
      ["markDeliveryStalled", system],
      ["confirmDelivery", system],
    ]),
    historyOf("lapsed", {}, [
      ["passPreReview", clerk],
      ["requestSupplement", clerk],
      ["supplement", citizen, { form: { revision: 2, deferredUntil: undefined } }],
      ["proposeFurtherNotice", clerk],
      ["confirmFurtherNotice", supervisor],
      ["requestSupplement", clerk],
      ["lapse", system],
    ]),
    historyOf("refused", {}, [
      ["refuse", clerk, { note: { refusal } }],
      ["requestFileTransfer", citizen],
      ["transferFile", clerk],
    ]),
    historyOf("late", {}, [
      ...accepted,
      ["recalculate", system],
      ["recordExamination", system, { note: { examination } }],
      ["markNearDue", system, { note: { limit: "law" } }],
      ["markOverdue", system, { note: { limit: "law" } }],
      ["reject", reviewer],
      ["collect", clerk, { note: { collection: { how: "code", relation: "self" } } }],
    ]),
    historyOf("remedied", {}, [
      ...accepted,
      ["reject", reviewer],
      ["collect", clerk, { note: { collection: { how: "code", relation: "self" } } }],
      ["recordRemedy", reviewer, { note: { remedy } }],
      ["recordRemedyOutcome", reviewer, { note: { remedyOutcome } }],
      ["carryOutRemedy", leader, { note: { remedy, remedyOutcome, anew: numberOf("anew") } }],
    ]),
    historyOf("corrected", {}, [
      ...accepted,
      ["approve", reviewer],
      [
        "correctDecision",
        reviewer,
        { note: { correction: { document: "approval", place: "a line", wrong: "worng", right: "wrong" } } },
      ],
      [
        "recordLicenceCorrection",
        system,
        { note: { licenceCorrection: { licenceId: "0123456789ABCDEF01", version: 2 } } },
      ],
    ]),
    historyOf("looked up", { lookUps: ["exam-result"] }, [
      ["recordLookUp", clerk, { note: { lookUps: [lookUp] } }],
    ]),
    historyOf("anew", { action: "openAnew", actor: system, anewFor: numberOf("remedied") }, []),
    historyOf("fee", { item: { ...whole, fee: "decision" } }, [
      ...accepted,
      ["settleFee", system, { fee: "paid" }],
    ]),
    historyOf("forwarded", { item: { ...whole, review: { limit: "20w" } } }, [
      ...accepted,
      ["forwardUp", reviewer],
      ["recordUpperReceipt", clerk, { note: { fileNumber: "2026-1" } }],
      [
        "recordUpperDecision",
        reviewer,
        { note: { upperDecision: { result: "approved", number: "2026-2", decidedOn: "2026-09-22" } } },
      ],
      ["collect", clerk, { note: { collection: { how: "code", relation: "self" } } }],
    ]),
    historyOf("instant", { item: { ...whole, instant: true } }, [["decideOnTheSpot", clerk]]),
    historyOf("deferred", { deferredUntil: "2026-10-10" }, [
      ["correctPerson", citizen],
      ...accepted,
      ["submitDeferred", citizen, { form: { revision: 2, deferredUntil: undefined } }],
      ["withdraw", citizen],
    ]),
    historyOf("terminated", {}, [
      ...accepted,
      ["urge", citizen],
      ["answerUrging", clerk],
      ["terminate", supervisor, { note: { ground: "applicantDied" } }],
    ]),
    historyOf("together", together, [
      ["confirmApplication", second, { party: 0 }],
      ["confirmApplication", third, { party: 1 }],
      ["askWithdrawal", second],
    ]),
    historyOf("declined", together, [["declineApplication", third, { party: 1 }]]),
    historyOf("expired", together, [["expireApplication", system]]),
    historyOf("joint", joint, [
      ...accepted,
      ...joint.parts.map(({ code }): Step => {
        const part = { code, result: "approved", caseNumber: numberOf(code) } as const;
        return ["recordPart", system, { part }];
      }),
    ]),
    historyOf("part", { action: "openPart", actor: system, parent: numberOf("joint") }, [
      ["approve", reviewer],
      ["endPart", system],
    ]),
  ];
}

const numberOf = (key: string): string =>
  caseNumberOf({ department, day: "2026-09-17", submitter: applicantId, idempotencyKey: key, attempt: 0 });

function licenceExamples(): TongbanEvent[] {
  const caseNumber = caseNumberOf({
    department,
    day: "2026-09-17",
    submitter: applicantId,
    idempotencyKey: "main",
    attempt: 0,
  });
  const licenceId = licenceIdOf(caseNumber);
  const typeCode = licenceTypeNamed("食品经营许可证")?.code ?? "";
  const changedBy = caseNumberOf({
    department,
    day: "2026-09-17",
    submitter: applicantId,
    idempotencyKey: "on the licence",
    attempt: 0,
  });
  const create = (
    name: keyof typeof licenceEvents,
    version: number,
    state: "valid" | "seized",
    more: { changedBy?: string } = {},
  ) =>
    licenceEvents[name].create({
      subject: `licence/${licenceId}`,
      version,
      time: timeOf(20 + version),
      traceparent: traceOf(name),
      data: {
        licenceId,
        identifier: licenceIdentifier({ typeCode, issuer: usccOf("1001"), serial: licenceId }),
        typeCode,
        caseNumber,
        itemCode,
        department,
        applicantId,
        state,
        ...more,
      },
    });
  return [
    create("issued", 1, "valid"),
    create("stateChanged", 2, "seized"),
    create("amended", 3, "valid", { changedBy }),
    create("renewed", 4, "valid", { changedBy }),
    create("replaced", 5, "valid", { changedBy }),
    create("corrected", 6, "valid"),
  ];
}

/** What carriers tell beside the usual way of a parcel. */
function deliveryExamples(): TongbanEvent[] {
  const caseNumber = caseNumberOf({
    department,
    day: "2026-09-17",
    submitter: applicantId,
    idempotencyKey: "main",
    attempt: 0,
  });
  const legId = `${caseNumber}-return-1`;
  return (["forwarded", "atPickupPoint", "returning", "stalled", "cancelled"] as const).map((state, index) =>
    deliveryEvents[state].create({
      subject: `delivery/${legId}`,
      version: index + 3,
      time: timeOf(30 + index),
      traceparent: traceOf(state),
      data: {
        legId,
        caseNumber,
        leg: "return",
        carrier: "tongban-post",
        waybill: "TB000000000000001",
        state: state === "stalled" ? "returning" : state,
        late: false,
        occurredAt: timeOf(30 + index),
        ...(state === "cancelled" && { hours: 78, failedAttempts: 0 }),
      },
    }),
  );
}

const kebab = (text: string): string => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** One file for each event's first example; a story's later ones of the same event are left out. */
export function exampleFiles(): Map<string, TongbanEvent> {
  const files = new Map<string, TongbanEvent>();
  const [main = [], ...others] = exampleHistories().map((heads) =>
    heads.flatMap((head) => caseRecord.eventOf(head) ?? []),
  );
  const add = (event: TongbanEvent, suffix = "") => {
    const [, , name = "", version = ""] = event.type.split(".");
    const path = `events/examples/${event.type.replace(/\.v\d+$/, "")}/${version}/${kebab(name)}${suffix}.json`;
    const isNew = !files.has(path);
    if (isNew) files.set(path, event);
    return isNew;
  };
  for (const event of main) if (!add(event)) add(event, "-again");
  for (const event of [
    ...others.flat(),
    ...licenceExamples(),
    ...deliveryExamples(),
    ...examinationExamples(),
  ])
    add(event);
  return files;
}
