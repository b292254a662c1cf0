import { describe, expect, test } from "vitest";
import type { CaseEvent } from "#events/case.ts";
import { examinationOf } from "#shared/cases/follow-examinations.ts";
import type { Examination } from "#shared/cases/notes.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { isForOffice, officialDocumentKindsOf } from "#shared/documents/official-documents.ts";
import { officialDocumentsOf } from "#shared/documents/public.ts";
import { examinationsPublic } from "#shared/examinations/public.ts";
import { openSample, system } from "#test/unit/cases/samples.ts";
import { citizen, colleague, examinationWorld, idOf, reviewer } from "#test/unit/examinations/world.ts";
import { composeOfficialDocument } from "../../../functions/documents/official-documents/compose.ts";
import {
  examinationFacts,
  hearingWords,
} from "../../../functions/documents/official-documents/examinations.ts";
import { accepted } from "./sample-cases.ts";
import { factsOf, item, way } from "./samples.ts";

const monday = "2026-03-09T02:00:00.000Z";
const officers = [
  { account: reviewer.sub, cardNumber: "41160012345" },
  { account: colleague.sub, cardNumber: "41160012346" },
];
const reason = { words: "相邻采光" };
/** The directory knows all of them but one. */
const nameOf = async (account: string) => ({ [colleague.sub]: "陈晨" })[account];

/** All that can happen, and the newest event of each record after each step. */
async function played() {
  const world = examinationWorld(monday);
  const recorded: Examination[] = [];
  const note = async (name: "inspections" | "hearings" | "parties", id: string) =>
    recorded.push(examinationOf((await world.eventOf(name, id)) as never));

  const inspection = idOf(await world.begin(reviewer, "inspections", {}));
  const visit = { day: "2026-03-11", time: "09:30", officers };
  await world.act(reviewer, "inspections", inspection, "schedule", visit);
  await note("inspections", inspection);
  await world.act(reviewer, "inspections", inspection, "reschedule", {
    day: "2026-03-12",
    time: "14:05",
    ...reason,
  });
  world.at("2026-03-12T06:05:00.000Z");
  await world.act(reviewer, "inspections", inspection, "arrive");
  await world.act(reviewer, "inspections", inspection, "record", {
    checks: [{ item: "卫生设施", finding: "doesNotConform", remark: "没有纱窗" }],
    signature: { by: "refused", witnessOf: "七一路办事处" },
  });
  await note("inspections", inspection);
  await world.act(reviewer, "inspections", inspection, "pass");

  world.at(monday);
  const hearing = idOf(await world.begin(reviewer, "hearings", { hearingGround: "onRequest", ...reason }));
  await note("hearings", hearing);
  await world.act(citizen, "hearings", hearing, "request");
  const notice = { day: "2026-03-26", time: "09:30", place: "三楼听证室", assignee: colleague.sub };
  await world.act(reviewer, "hearings", hearing, "schedule", { ...notice, closedTo: "tradeSecret" });
  await note("hearings", hearing);

  const person = { name: "王芳", phone: "13800003210" };
  const party = idOf(
    await world.begin(reviewer, "interested-parties", { relation: "neighbour", person, ...reason }),
  );
  const inform = { informedHow: "byPost", statementDays: 5, announcesHearing: true, ...reason };
  await world.act(reviewer, "interested-parties", party, "inform", inform);
  await note("parties", party);

  world.at("2026-03-26T03:00:00.000Z");
  await world.act(colleague, "hearings", hearing, "hold", { present: ["applicant"], words: "双方陈述" });
  const records = examinationsPublic(world);
  return { recorded, records, hearing, party, world };
}

async function documentsOf({ recorded, records }: Awaited<ReturnType<typeof played>>) {
  return Promise.all(
    recorded.map(async (examination) => {
      const { head, entry } = way(openSample(), ...accepted, [
        "recordExamination",
        system,
        { note: { examination } },
      ]);
      const event = caseRecord.eventOf(head) as CaseEvent;
      const [kind] = officialDocumentKindsOf("examinationRecorded", event.data);
      if (!kind || !event.data.examination) throw new Error("no document");
      const facts = await examinationFacts(records, event.data.examination, nameOf);
      const record = { ...factsOf("accepted").record, head };
      return {
        kind,
        entry,
        document: composeOfficialDocument(kind, { event, entry, record, item, examination: facts }),
      };
    }),
  );
}

describe("documents of an examination", () => {
  test("say what was so at their step, whatever came after", async () => {
    const play = await played();
    const documents = await documentsOf(play);
    const textOf = (wanted: string) => {
      const { document } = documents.find(({ kind }) => kind === wanted) ?? {};
      return JSON.stringify([document?.addressee, document?.paragraphs, document?.list?.rows]);
    };
    expect(documents.map(({ kind }) => kind)).toEqual([
      "inspectionNotice",
      "inspectionRecord",
      "hearingRight",
      "hearingNotice",
      "partyNotice",
    ]);
    // The appointment was changed since.
    expect(textOf("inspectionNotice")).toMatch(
      /2026年3月11日9时30分.*（执法证号41160012345）、陈晨（执法证号41160012346）.*计算在办理期限内/,
    );
    expect(textOf("inspectionRecord")).toMatch(
      /2026年3月12日14时05分.*拒绝签字.*七一路办事处.*不符合.*没有纱窗/,
    );
    expect(textOf("hearingRight")).toMatch(/第四十七条.*2026年3月16日（含当日）前.*不承担/);
    expect(textOf("hearingNotice")).toMatch(
      /2026年3月26日9时30分在三楼听证室.*商业秘密，不公开.*听证主持人：陈晨，/,
    );
    expect(textOf("partyNotice")).toMatch(
      new RegExp(`王芳.*第三十六条.*2026年3月16日.*第四十七条.*${play.party}`),
    );
  });

  test("wait for the history of their step", async () => {
    const { records, hearing } = await played();
    const later = { kind: "hearing", id: hearing, version: 99, state: "held", step: "held" } as const;
    await expect(examinationFacts(records, later, nameOf)).rejects.toThrow("no history of version 99 yet");
  });

  test("are listed with the case; what names a third party only for the office", async () => {
    const entries = (await documentsOf(await played())).map(({ entry }, index) => ({
      ...entry,
      version: index + 4,
    }));
    const kinds = (reader: { role: string }) =>
      officialDocumentsOf(
        { caseNumber: openSample().caseNumber, itemCode: item.itemCode },
        entries,
        [],
        reader,
      ).map(({ kind }) => kind);
    expect(kinds({ role: "reviewer" })).toHaveLength(5);
    expect(kinds({ role: "citizen" })).toHaveLength(4);
    expect(kinds({ role: "citizen" }).some(isForOffice)).toBe(false);
  });
});

test("a decision after a hearing names its day and number", async () => {
  const { records, hearing, world } = await played();
  const version = (await world.hearings.read(hearing))?.version ?? 0;
  const heard = await hearingWords(records, { id: hearing, version });
  for (const name of ["approved", "rejected"] as const) {
    const kind = name === "approved" ? "approval" : "rejection";
    const { paragraphs } = composeOfficialDocument(kind, { ...factsOf(name), heard });
    expect(paragraphs.join("")).toMatch(
      new RegExp(`2026年3月26日就该申请举行听证（听证编号${hearing}）.*第四十八条`),
    );
    const without = composeOfficialDocument(kind, {
      ...factsOf(name),
      heard: await hearingWords(records, undefined),
    });
    expect(without.paragraphs.join("")).not.toContain("听证笔录");
  }
});
