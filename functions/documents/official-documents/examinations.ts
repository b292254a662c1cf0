import texts from "#data/official-documents.json" with { type: "json" };
import type { CaseEvent } from "#events/case.ts";
import type { AtVersion, ExaminationsPublic } from "#shared/examinations/public.ts";
import { chineseDay, chineseMoment, fill, type Words } from "./text.ts";

/** What a document of an examination (审查程序) says beside the case: who it is addressed to, words, and rows of its list. */
export type ExaminationFacts = { addressee?: string | undefined; words: Words; rows: string[][] };

type Inspection = NonNullable<Awaited<ReturnType<ExaminationsPublic["inspectionAt"]>>>["record"];
type Hearing = NonNullable<Awaited<ReturnType<ExaminationsPublic["hearingAt"]>>>["record"];
type Party = NonNullable<Awaited<ReturnType<ExaminationsPublic["partyAt"]>>>;

const own = texts.examinations;
const momentOf = (instant: string | undefined) => instant && chineseMoment(instant);
const dayOf = (instant: string | undefined) => instant && chineseDay(instant);

/** Of somebody of the staff, by their account; undefined for whom the directory does not know. */
export type StaffName = (account: string) => Promise<string | undefined>;

/** Officers show who they are (行政许可法 Art. 34): by name, and by the number of their card. */
const officerWords = async (officers: Inspection["officers"], nameOf: StaffName): Promise<string> => {
  const names = await Promise.all(officers.map(({ account }) => nameOf(account)));
  return officers
    .map(({ cardNumber }, index) => fill(own.officer, { name: names[index] ?? "", cardNumber }))
    .join("、");
};

async function ofInspection(
  { record }: AtVersion<Inspection> & { record: Inspection },
  nameOf: StaffName,
): Promise<ExaminationFacts> {
  const { officers, appointmentAt, startedAt, endedAt, checks = [], signature, visit } = record;
  return {
    words: {
      appointment: momentOf(appointmentAt),
      officers: await officerWords(officers, nameOf),
      started: momentOf(startedAt),
      ended: momentOf(endedAt),
      visit: String(visit),
      signed: signature && own.signature[signature.by],
      witness: signature?.witnessOf,
    },
    rows: checks.map(({ item, finding, remark }, index) => [
      `${index + 1}`,
      item,
      own.finding[finding],
      remark ?? "",
    ]),
  };
}

const ofHearing = async (
  record: Hearing,
  words: string | undefined,
  nameOf: StaffName,
): Promise<ExaminationFacts> => ({
  words: {
    requestDay: dayOf(record.requestBy),
    hearing: momentOf(record.hearingAt),
    place: record.place,
    chair: record.chair && ((await nameOf(record.chair)) ?? fill(own.account, { account: record.chair })),
    closedTo: record.closedTo && own.closedTo[record.closedTo],
    examinationReason: words,
  },
  rows: [],
});

const ofParty = ({ record, words, person }: Party, partyId: string): ExaminationFacts => ({
  addressee: person?.name ?? fill(own.party, { number: partyId }),
  words: {
    number: partyId,
    statementDay: dayOf(record.statementBy),
    requestDay: dayOf(record.hearingRequestBy),
    examinationReason: words,
  },
  rows: [],
});

type ExaminationStep = NonNullable<CaseEvent["data"]["examination"]>;

/** The record that a step of an examination is about, as it was then. @throws Error while its history is not there yet */
export async function examinationFacts(
  examinations: ExaminationsPublic,
  { kind, id, version }: ExaminationStep,
  nameOf: StaffName,
): Promise<ExaminationFacts> {
  const notYet = () => new Error(`${kind} ${id} has no history of version ${version} yet`);
  switch (kind) {
    case "inspection": {
      const found = await examinations.inspectionAt(id, version);
      if (!found) throw notYet();
      return ofInspection(found, nameOf);
    }
    case "hearing": {
      const found = await examinations.hearingAt(id, version);
      if (!found) throw notYet();
      return ofHearing(found.record, found.words, nameOf);
    }
    case "interestedParty": {
      const found = await examinations.partyAt(id, version);
      if (!found) throw notYet();
      return ofParty(found, id);
    }
  }
}

/** The decision rests on the record of the hearing (行政许可法 Art. 48), and names it. */
export async function hearingWords(
  examinations: ExaminationsPublic,
  held: { id: string; version: number } | undefined,
): Promise<Words> {
  const found = held && (await examinations.hearingAt(held.id, held.version));
  return { heardDay: dayOf(found?.record.heldAt), hearingNumber: held?.id };
}
