import type { TongbanEvent } from "#events/define-event.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import type { OfCase } from "#shared/examinations/examined-case.ts";
import { decide as decideHearing, openHearing } from "#shared/examinations/hearings/decide.ts";
import { hearing } from "#shared/examinations/hearings/record.ts";
import { decide as decideInspection, planInspection } from "#shared/examinations/inspections/decide.ts";
import { inspection } from "#shared/examinations/inspections/record.ts";
import { decide as decideParty, nameParty } from "#shared/examinations/parties/decide.ts";
import { interestedParty } from "#shared/examinations/parties/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { endOfDay, startOfDay } from "#shared/kernel/calendar/working-days.ts";
import { caseNumberOf } from "#shared/kernel/identifiers/case-number.ts";
import type { Decide } from "#shared/kernel/lifecycle/decide.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { RecordDefinition, RecordOf } from "#shared/kernel/records/record.ts";

const department = "1001";
const applicantId = "a4f1c0de-52b7-4c6e-9d0b-3f1f6b1e7a21";
const of: OfCase = {
  caseNumber: caseNumberOf({
    department,
    day: "2026-09-17",
    submitter: applicantId,
    idempotencyKey: "main",
    attempt: 0,
  }),
  itemCode: foodLicence,
  department,
  applicantId,
};
const idOf = (story: string): string => sha256Hex(story).slice(0, 16);
const trace = (story: string, step: number): string =>
  `00-${sha256Hex(story).slice(0, 32)}-${sha256Hex(`${story} ${step}`).slice(0, 16)}-01`;

const officer = { role: "reviewer", id: "reviewer-1001-02" };
const chair = { role: "supervisor", id: "supervisor-1001-01" };
const citizen = { role: "citizen", id: of.applicantId };
const clerk = { role: "clerk", id: "clerk-1001-07" };
const deadlines = { role: "system", id: "deadlines" };
type Actor = typeof officer;

type Step<Bodies, Around> = {
  [Action in keyof Bodies & string]: [
    action: Action,
    day: string,
    actor: Actor,
    body: Bodies[Action],
    around?: Partial<Around>,
  ];
}[keyof Bodies & string];

/** The events of one record's story; the same story gives the same events. */
function play<Rec extends RecordOf<object>, Around extends { now: string }, Bodies, Guard extends string>(
  definition: Pick<RecordDefinition<Rec>, "eventOf">,
  decide: Decide<Rec, Around, Bodies, Guard>,
  first: Rec,
  story: string,
  steps: Step<Bodies, Around>[],
): TongbanEvent[] {
  const records = [first];
  for (const [action, day, actor, body, more] of steps) {
    const now = new Date(Date.parse(startOfDay(day)) + 11 * 3_600_000).toISOString();
    const around = { now, calendar, ...more } as unknown as Around;
    const command = { actor, body, at: now, trace: trace(story, records.length) };
    const decision = decide(records.at(-1) as Rec, action, command, around);
    if ("refused" in decision)
      throw new Error(`the example ${story} is refused at ${action}: ${JSON.stringify(decision)}`);
    records.push(decision.record);
  }
  return records.flatMap((record) => definition.eventOf(record) ?? []);
}

const moment = (day: string) => ({ now: endOfDay(day), calendar });
const begun = (story: string, actor: Actor) => ({ actor, trace: trace(story, 0) });
const files = ["a", "b", "c"].map((last) => `0b0e4c1a-7d1e-8a3c-8b1d-01234567890${last}`);
const reason = { words: "words" };

const officers = [
  { account: officer.id, cardNumber: "41160012345" },
  { account: clerk.id, cardNumber: "41160012346" },
];

function inspectionExamples(): TongbanEvent[] {
  const plan = (story: string) =>
    planInspection(idOf(story), of, moment("2026-09-21"), begun(story, officer));
  const visit = (day: string) => ({ day, time: "09:30", officers });
  const found = {
    checks: [{ item: "卫生设施", finding: "conforms" as const }],
    documents: files,
    signature: { by: "applicant" as const },
  };
  return [
    ...play(inspection, decideInspection, plan("inspection"), "inspection", [
      ["schedule", "2026-09-22", officer, visit("2026-09-28")],
      ["recuse", "2026-09-23", officer, { account: clerk.id, ...reason }],
      [
        "schedule",
        "2026-09-23",
        officer,
        {
          ...visit("2026-09-28"),
          officers: [
            { account: officer.id, cardNumber: "41160012345" },
            { account: "clerk-1001-09", cardNumber: "41160012347" },
          ],
        },
      ],
      ["warn", "2026-09-28", deadlines, {}],
      ["arrive", "2026-09-28", officer, {}],
      ["record", "2026-09-28", officer, found],
      ["orderRectification", "2026-09-29", officer, { recheckOn: "2026-10-12", ...reason }],
      ["schedule", "2026-10-09", officer, visit("2026-10-12")],
      ["arrive", "2026-10-12", officer, {}],
      ["record", "2026-10-12", officer, found],
      ["markLate", "2026-10-20", deadlines, {}],
      ["pass", "2026-10-20", officer, {}],
    ]),
    ...play(inspection, decideInspection, plan("inspection failed"), "inspection failed", [
      ["schedule", "2026-09-22", officer, visit("2026-09-28")],
      ["arrive", "2026-09-28", officer, {}],
      ["record", "2026-09-28", officer, found],
      ["fail", "2026-09-28", officer, reason],
    ]),
    ...play(inspection, decideInspection, plan("inspection cancelled"), "inspection cancelled", [
      ["cancel", "2026-09-22", officer, reason],
    ]),
  ];
}

function hearingExamples(): TongbanEvent[] {
  const open = (story: string, ground: "onRequest" | "ownMotion") =>
    openHearing(idOf(story), of, ground, moment("2026-09-21"), begun(story, officer));
  const notice = { day: "2026-10-16", time: "09:30", place: "政务大厅三楼听证室", assignee: chair.id };
  return [
    ...play(hearing, decideHearing, open("hearing", "onRequest"), "hearing", [
      ["announceToMore", "2026-09-22", deadlines, { requestBy: endOfDay("2026-09-29") }],
      ["request", "2026-09-22", citizen, {}],
      ["withdrawRequest", "2026-09-23", citizen, {}],
      ["request", "2026-09-24", citizen, {}],
      ["schedule", "2026-09-25", officer, notice],
      ["objectToChair", "2026-09-28", citizen, reason],
      [
        "decideObjection",
        "2026-09-29",
        { role: "supervisor", id: "supervisor-02" },
        {
          objectionResult: "dismissed",
          ...reason,
        },
      ],
      ["warn", "2026-10-16", deadlines, {}],
      ["hold", "2026-10-16", chair, { present: ["applicant", "examiner"], ...reason }],
      ["markLate", "2026-10-26", deadlines, {}],
      ["close", "2026-10-26", chair, { signatures: "allSigned", documents: files }],
    ]),
    ...play(hearing, decideHearing, open("hearing lapsed", "onRequest"), "hearing lapsed", [
      ["lapse", "2026-10-09", deadlines, {}],
    ]),
    ...play(hearing, decideHearing, open("hearing ordered", "ownMotion"), "hearing ordered", [
      ["drop", "2026-09-22", deadlines, {}],
    ]),
  ];
}

function partyExamples(): TongbanEvent[] {
  const name = (story: string) =>
    nameParty(idOf(story), of, "neighbour", moment("2026-09-21"), begun(story, officer));
  const inform = {
    informedHow: "inPerson" as const,
    statementDays: 5,
    announcesHearing: true,
    ...reason,
  };
  return [
    ...play(interestedParty, decideParty, name("party"), "party", [
      ["inform", "2026-09-22", officer, inform, { hearingOpen: true, announces: true }],
      ["join", "2026-09-23", { role: "citizen", id: "neighbour" }, {}],
      ["requestHearing", "2026-09-23", clerk, {}],
      ["withdrawHearingRequest", "2026-09-24", clerk, {}],
      ["makeStatement", "2026-09-25", clerk, { position: "objects", statement: "words" }],
      ["warn", "2026-10-09", deadlines, {}],
      ["markLate", "2026-10-15", deadlines, {}],
      ["weigh", "2026-10-16", officer, { weighing: "notAdopted", ...reason }],
    ]),
    ...play(interestedParty, decideParty, name("silent party"), "silent party", [
      ["inform", "2026-09-22", officer, { ...inform, announcesHearing: false }],
      ["lapse", "2026-10-09", deadlines, {}],
    ]),
    ...play(interestedParty, decideParty, name("removed party"), "removed party", [
      ["remove", "2026-09-22", officer, reason],
    ]),
  ];
}

/** Every step that an inspection, a hearing and a third party can take. */
export const examinationExamples = (): TongbanEvent[] => [
  ...inspectionExamples(),
  ...hearingExamples(),
  ...partyExamples(),
];
