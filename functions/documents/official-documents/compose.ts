import texts from "#data/official-documents.json" with { type: "json" };
import departments from "#district/departments.json" with { type: "json" };
import { type CaseEvent, caseEvents } from "#events/case.ts";
import { suspensionTexts } from "#events/suspension-kinds.ts";
import { type CaseRecord, clockSetBy, noteOf } from "#shared/cases/public.ts";
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { officialDocumentTitleOf } from "#shared/documents/official-documents.ts";
import type { RegisteredNumber } from "#shared/documents/running-numbers.ts";
import type { OfficialDocumentKind } from "#shared/documents/views.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { commitmentRows, commitmentWords } from "./commitments.ts";
import type { CorrectionFacts } from "./corrections.ts";
import type { ExaminationFacts } from "./examinations.ts";
import { deferredWords, failedRows, grantedRows, missingRows, receivedRows } from "./lists.ts";
import { outcomeWords } from "./outcomes.ts";
import { remedyWords } from "./remedies.ts";
import { deliveryRows } from "./service.ts";
import { chineseDay, fill, type Words } from "./text.ts";

/** One official document (文书) as it will be printed. All texts are Chinese; the English line is for who reads that. */
export type OfficialDocument = {
  title: string;
  english: string;
  /** 文号, of kinds that carry one. */
  number?: string;
  caseNumber: string;
  /** Name of the applicant, or of all who applied together. */
  addressee: string;
  /** A record of what was done (回证、笔录): it names whose case it is, and speaks to nobody. */
  record?: true;
  /** The list, where there is one, stands after the first. */
  paragraphs: string[];
  list?: OfficialDocumentList;
  contact: string[];
  organ: string;
  /** The day it is dated, ISO instant. */
  issuedAt: string;
};

export type OfficialDocumentList = {
  head: string[];
  /** Shares of the paper's width, 1 in all. */
  widths: number[];
  rows: string[][];
};

type Facts = {
  event: CaseEvent;
  entry: HistoryEntry;
  record: CaseRecord;
  /** The version that was applied for. */
  item: ServiceItem;
  /** The running numbers of the case's documents, for a proof of their service. */
  numbers?: readonly RegisteredNumber[];
  /** A joint matter's, for the same and for its commitments. */
  parts?: readonly ServiceItem[] | undefined;
  /** Name of whoever handed a document over, for the same proof. */
  handedOverBy?: string | undefined;
  /** By which law the limit of that version can be extended. */
  extensionBasis?: string | undefined;
  /** Of a document about an inspection, a hearing or a third party. */
  examination?: ExaminationFacts | undefined;
  /** Of a notice of correction. */
  correction?: CorrectionFacts | undefined;
  /** Of a decision: the hearing that it rests on. */
  heard?: Words | undefined;
};

type Paragraph = string | { if?: string; unless?: string; text: string };
type Template = {
  paragraphs: Paragraph[];
  /** Printed always, or where this word has a value. */
  remedies?: boolean | string;
  record?: boolean;
  list?: { head: string[]; widths: number[] };
};

/** Deadlines as this version of the case set them. The record may have moved on since: it is not asked. */
function deadlineWords(entry: HistoryEntry): Words {
  const note = noteOf(entry);
  const clock = clockSetBy(entry);
  const mayMove = clock?.provisional ? texts.provisional : "";
  const day = (instant: string | undefined) => instant && chineseDay(instant);
  const deadline = (instant: string | undefined) => instant && `${chineseDay(instant)}${mayMove}`;
  return {
    startedDay: day(clock?.startedAt),
    acceptedDay: day(clock?.startedAt),
    askedDay: day(clock?.askedAt),
    dueDay: deadline(clock?.dueAt),
    promisedDay: day(clock?.promisedDueAt),
    upperDay: deadline(clock?.upperDueAt),
    pausedDay: day(clock?.pausedUntil),
    answerDay: deadline(note.answerBy ?? clock?.answerDueAt),
  };
}

/** All who applied, where several did; an organisation with its public code, since names of organisations are alike. */
const addresseeOf = ({ person: { applicant, parties = [] } }: CaseRecord): string =>
  [applicant, ...parties]
    .map(({ name, idType, idNumber }) =>
      idType === "uscc" ? fill(texts.organisation, { name, code: idNumber }) : name,
    )
    .join("、");

function wordsOf({
  event,
  entry,
  record,
  item,
  extensionBasis,
  examination,
  correction,
  heard,
  parts,
}: Facts): Words {
  const note = noteOf(entry);
  const { suspension, ground, refusal } = note;
  const { submittedAt } = record.head;
  // That law is about licences alone.
  const licence = item.itemType === "licence" ? texts.licenceNoticeLaw : undefined;
  return {
    ...deadlineWords(entry),
    ...heard,
    ...commitmentWords({ record, item, parts }),
    ...examination?.words,
    corrected: correction?.corrected,
    ...outcomeWords(note, item.itemType === "licence"),
    provisions: note.provisions && String(note.provisions.length),
    item: item.name.zh,
    result: item.result.name.zh,
    legalBasis: item.legalBasis.join("；"),
    licence,
    noticeLaw: licence ?? "",
    submittedDay: chineseDay(submittedAt),
    approvalLaw: licence ? texts.licenceLaw.approval : "",
    rejectionLaw: licence ? texts.licenceLaw.rejection : "",
    suspensionLaw: licence ? texts.licenceLaw.suspension : "",
    extensionBasis,
    deferred: deferredWords(record.form, item),
    togetherLaw: item.parties?.basis,
    expired: entry.event.type === caseEvents.applicationExpired.type ? "" : undefined,
    parent: event.data.parent,
    day: chineseDay(event.time),
    reason: note.reason,
    procedure: suspension && suspensionTexts[suspension.kind].zh,
    basis: suspension?.basis ?? refusal?.basis,
    refusal: refusal && texts.refusals[refusal.kind][licence ? "licence" : "other"],
    rightBody: refusal?.rightBody?.name,
    rightAddress: refusal?.rightBody?.address,
    rightItem: refusal?.rightBody?.item,
    days: suspension && String(suspension.expectedDays),
    upperOrgan: item.review?.organ.zh,
    upperBasis: item.review?.basis,
    approver: texts.approvers[record.head.item.approver ?? "organ"],
    deferralEnds: texts.deferralEnds[item.deferral?.missed ?? "decide"],
    deferralBasis: ground === "deferralMissed" ? item.deferral?.basis : undefined,
    ground: ground && texts.terminationGrounds[ground],
    way: texts.ways[event.data.receive],
  };
}

function rowsOf(kind: OfficialDocumentKind, facts: Facts): string[][] {
  const { event, entry, record, item, examination } = facts;
  if (examination) return examination.rows;
  if (facts.correction) return facts.correction.rows;
  if (kind === "receipt") return receivedRows(record.form, item, event.data.handIn);
  if (kind === "commitment") return commitmentRows(facts);
  if (kind === "approval") return grantedRows(record.form, item, noteOf(entry).conditions);
  if (kind === "rejection") return failedRows(noteOf(entry));
  if (kind === "proofOfDelivery") return deliveryRows({ ...facts, numbers: facts.numbers ?? [] });
  const { notice } = noteOf(entry);
  if (!notice) throw new Error(`${event.id} does not say what is missing`);
  return missingRows(notice, item);
}

function paragraphsOf(
  kind: OfficialDocumentKind,
  template: Template,
  { event, entry, item }: Facts,
  words: Words,
): string[] {
  // Nobody listed in time what is missing (逾期不告知): its clock runs from the receipt, whoever accepts it and when.
  const isDeemed = kind === "acceptance" && clockSetBy(entry)?.startedAt !== event.time;
  const paragraphs: Paragraph[] = isDeemed ? texts.deemedAcceptance : template.paragraphs;
  const said = paragraphs
    .map((paragraph) => (typeof paragraph === "string" ? { text: paragraph } : paragraph))
    .filter(
      (one) => (!one.if || words[one.if] !== undefined) && (!one.unless || words[one.unless] === undefined),
    )
    .map(({ text }) => fill(text, words));
  const { remedies } = template;
  const hasRemedies = typeof remedies === "string" ? words[remedies] !== undefined : remedies;
  return hasRemedies ? [...said, remedyWords(item)] : said;
}

/** The document that an event means, as it was at that version of the case. */
export function composeOfficialDocument(kind: OfficialDocumentKind, facts: Facts): OfficialDocument {
  const { event, record, item } = facts;
  const { caseNumber } = event.data;
  const template: Template = texts.documents[kind];
  const department = departments.find(({ code }) => code === event.data.department)?.name.zh;
  if (!department) throw new Error(`department ${event.data.department} is not known`);
  const words = wordsOf(facts);
  const title = officialDocumentTitleOf(kind, event.data.itemCode);
  const rows = template.list ? rowsOf(kind, facts) : [];
  const places = { phone: item.phone, supervision: item.supervisionPhone, address: item.address.zh };
  return {
    title: title.zh,
    english: `${title.en}: ${item.name.en}`,
    caseNumber,
    addressee: facts.examination?.addressee ?? addresseeOf(record),
    ...(template.record && { record: true as const }),
    paragraphs: paragraphsOf(kind, template, facts, words),
    ...(template.list && rows.length > 0 && { list: { ...template.list, rows } }),
    contact: texts.contact.map((line) => fill(line, places)),
    organ: item.organ?.zh ?? department,
    issuedAt: event.time,
  };
}
