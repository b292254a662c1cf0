import departments from "#data/departments.json" with { type: "json" };
import texts from "#data/papers.json" with { type: "json" };
import type { CaseEvent, CaseEventName } from "#events/case.ts";
import { dayOf } from "#shared/calendar/working-days.ts";
import type { CaseClock, CaseForm } from "#shared/cases/case.ts";
import type { HistoryEntry } from "#shared/cases/history.ts";
import type { CaseRecord } from "#shared/cases/public.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import type { PaperKind } from "#shared/documents/document.ts";
import { paperTitles } from "#shared/documents/papers.ts";
import type { Paper } from "./paper.ts";

/** Which events the law wants in writing. */
export const paperOfEvent = {
  submitted: "receipt",
  resubmitted: "receipt",
  accepted: "acceptance",
  supplementRequested: "notice",
  refused: "refusal",
  suspended: "suspension",
  extended: "extension",
  approved: "approval",
  decidedOnTheSpot: "approval",
  rejected: "rejection",
  collected: "proofOfDelivery",
  delivered: "proofOfDelivery",
} as const satisfies Partial<Record<CaseEventName, PaperKind>>;

/** 2026-11-23 -> 2026年11月23日, in Shanghai. */
export const chineseDay = (instant: string): string => {
  const [year, month, day] = dayOf(instant).split("-").map(Number);
  return `${year}年${month}月${day}日`;
};

/** @throws Error when a text has a place for a word that is not there: a paper must not show `{name}` */
function fill(template: string, words: Record<string, string | undefined>): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`no word for {${name}} in an official paper`);
    return word;
  });
}

/** From the case and the version, without a counter: `川汇受〔2026〕1001-1123-048213-2号`. */
function numberOf(kind: PaperKind, { data, time }: CaseEvent, version: number): string {
  const { caseNumber } = data;
  const [department, monthDay, serial] = [
    caseNumber.slice(6, 10),
    caseNumber.slice(14, 18),
    caseNumber.slice(18, 24),
  ];
  const { word } = texts.papers[kind];
  return `${texts.mark}${word}〔${dayOf(time).slice(0, 4)}〕${department}-${monthDay}-${serial}-${version}号`;
}

type Facts = {
  event: CaseEvent;
  entry: HistoryEntry;
  record: CaseRecord;
  item: ServiceItem;
};

const numbered = (rows: string[][]): string[][] => rows.map((row, index) => [`${index + 1}`, ...row]);

const materialName = (item: ServiceItem, id: string): string =>
  item.materials.find(({ materialId }) => materialId === id)?.name.zh ?? id;

function receivedRows(form: CaseForm, item: ServiceItem): string[][] {
  const name = (id: string) => materialName(item, id);
  return numbered([
    ...form.materials.map(({ materialId }) => [name(materialId), texts.handIn.uploaded]),
    ...(form.licences ?? []).map(({ materialId }) => [name(materialId), texts.handIn.licence]),
    ...(form.commitments ?? []).map((materialId) => [name(materialId), texts.handIn.commitment]),
    ...(form.deferred ?? []).map(({ materialId, until }) => [
      name(materialId),
      fill(texts.handIn.deferred, { until: chineseDay(`${until}T04:00:00Z`) }),
    ]),
  ]);
}

type FormField = { title?: string };

function missingRows({ entry, item }: Facts): string[][] {
  const { materials = [], fields = [] } = entry.note?.notice ?? {};
  const properties = (item.form.properties ?? {}) as Record<string, FormField>;
  const title = (path: string): string => properties[path.split("/")[1] ?? ""]?.title ?? path.slice(1);
  return numbered([
    ...materials.map(({ materialId, reason }) => [materialName(item, materialId), reason]),
    ...fields.map(({ path, reason }) => [`填报内容：${title(path)}`, reason]),
  ]);
}

function wordsOf({ event, entry, record, item }: Facts): Record<string, string | undefined> {
  const { note, changes } = entry;
  // The record may have moved on; the history says how the clock stood then.
  const clock = (changes.set.clock ?? record.head.clock) as CaseClock;
  const day = (instant: string | undefined) => instant && chineseDay(instant);
  return {
    item: item.name.zh,
    caseNumber: event.data.caseNumber,
    day: chineseDay(event.time),
    addressee: record.person.applicant.name,
    startedDay: day(clock.startedAt),
    dueDay: day(clock.dueAt),
    promisedDay: day(clock.promisedDueAt),
    answerDay: day(clock.answerDueAt),
    reason: note?.reason,
    procedure: note?.suspension && texts.procedures[note.suspension.kind],
    basis: note?.suspension?.basis,
    days: note?.suspension && String(note.suspension.expectedDays),
    approvedBy: note?.approvedBy,
    way: texts.ways[event.data.receive],
  };
}

function listOf(kind: PaperKind, facts: Facts): Paper["list"] {
  if (kind === "receipt") {
    const rows = receivedRows(facts.record.form, facts.item);
    return { head: texts.papers.receipt.list, rows: rows.length > 0 ? rows : [["", texts.none, ""]] };
  }
  return kind === "notice" ? { head: texts.papers.notice.list, rows: missingRows(facts) } : undefined;
}

/** The paper that an event means, as it was at that version of the case. */
export function composePaper(kind: PaperKind, facts: Facts): Paper {
  const { event, entry, record, item } = facts;
  const organ = departments.find(({ code }) => code === event.data.department)?.name.zh;
  if (!organ) throw new Error(`department ${event.data.department} is not known`);
  const words = wordsOf(facts);
  const paper: { paragraphs: string[]; remedies?: boolean } = texts.papers[kind];
  const list = listOf(kind, facts);
  return {
    kind,
    title: paperTitles[kind].zh,
    english: `${paperTitles[kind].en}: ${item.name.en}`,
    number: numberOf(kind, event, entry.version),
    caseNumber: event.data.caseNumber,
    itemName: item.name.zh,
    addressee: record.person.applicant.name,
    paragraphs: paper.paragraphs.map((paragraph) => fill(paragraph, words)),
    ...(list && { list }),
    remedies: paper.remedies ? texts.remedies : [],
    contact: `咨询：${item.phone}　监督：${item.supervisionPhone}　地址：${item.address.zh}`,
    organ,
    issuedAt: event.time,
  };
}
