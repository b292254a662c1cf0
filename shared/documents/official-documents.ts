import titles from "#data/official-document-titles.json" with { type: "json" };
import type { CaseEventName } from "#events/case.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { caseNumberPattern } from "#shared/kernel/identifiers/case-number.ts";
import { itemTypeDigits } from "#shared/kernel/identifiers/item-codes.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { type OfficialDocumentKind, officialDocumentKinds } from "./views.ts";

type Titles = Partial<Record<OfficialDocumentKind, Text>>;
const ofItemTypes: Readonly<Record<string, Titles>> = titles.itemTypes;

/** What a document of an item is called: a licence is granted in other words than a benefit. */
export const officialDocumentTitleOf = (kind: OfficialDocumentKind, itemCode: string): Text =>
  ofItemTypes[itemTypeDigits(itemCode)]?.[kind] ?? titles.usual[kind];

/** Which events the law wants in writing. */
export const officialDocumentOfEvent = {
  applicationDeclined: "notConfirmed",
  applicationExpired: "notConfirmed",
  submitted: "receipt",
  resubmitted: "receipt",
  returned: "advice",
  accepted: "acceptance",
  supplementRequested: "notice",
  refused: "refusal",
  lapsed: "lapse",
  suspended: "suspension",
  extended: "extension",
  forwarded: "forwarding",
  approved: "approval",
  decidedOnTheSpot: "approval",
  rejected: "rejection",
  withdrawn: "withdrawal",
  terminated: "termination",
  remedyCarriedOut: "remedyNotice",
  decisionCorrected: "correction",
  licenceCorrected: "correction",
  documentServed: "proofOfDelivery",
  collected: "proofOfDelivery",
  delivered: "proofOfDelivery",
} as const satisfies Partial<Record<CaseEventName, OfficialDocumentKind>>;

/** Which steps of an examination (审查程序) the law wants in writing, by what took them and which they are. */
export const officialDocumentOfExamination: Readonly<Record<string, OfficialDocumentKind>> = {
  "inspection.scheduled": "inspectionNotice",
  "inspection.recorded": "inspectionRecord",
  "hearing.announced": "hearingRight",
  "hearing.scheduled": "hearingNotice",
  "interestedParty.informed": "partyNotice",
};

/** Steps that bring an application; one that relies on commitments comes with the document of them (告知承诺书). */
const applications: readonly string[] = [
  "submitted",
  "resubmitted",
  "supplemented",
] satisfies CaseEventName[];

/** Every event that may mean a document. */
export const documentedEvents = [
  ...new Set([
    ...(Object.keys(officialDocumentOfEvent) as (keyof typeof officialDocumentOfEvent)[]),
    "supplemented" as const,
    "examinationRecorded" as const,
  ]),
];

type StepFacts = {
  examination?: { kind: string; step: string } | undefined;
  /** The application relies on commitments. */
  committed?: boolean | undefined;
};
/** The kinds of documents that a step of a case means. */
export function officialDocumentKindsOf(
  event: string,
  { examination, committed }: StepFacts = {},
): OfficialDocumentKind[] {
  const usual = examination
    ? officialDocumentOfExamination[`${examination.kind}.${examination.step}`]
    : (officialDocumentOfEvent as Readonly<Record<string, OfficialDocumentKind>>)[event];
  return [
    ...(usual ? [usual] : []),
    ...(committed && applications.includes(event) ? ["commitment" as const] : []),
  ];
}

/** What names a third party is for the office alone, and not for the applicant. */
export const isForOffice = (kind: OfficialDocumentKind): boolean => kind === "partyNotice";

/** One official document. There is no record of it: what it is follows from its case's history. */
export type OfficialDocumentName = { caseNumber: string; version: number; kind: OfficialDocumentKind };

export const officialDocumentIdOf = ({ caseNumber, version, kind }: OfficialDocumentName): string =>
  `${caseNumber}-${version}-${kind}`;

/** In its parts. */
export const officialDocumentIdPattern = new RegExp(
  `^(?<caseNumber>${caseNumberPattern.source.slice(1, -1)})-(?<version>[1-9]\\d{0,5})-(?<kind>${officialDocumentKinds.join("|")})$`,
);

/** The official document with this id; undefined for what is no such id. */
export function officialDocumentWith(documentId: string): OfficialDocumentName | undefined {
  const { caseNumber, version, kind } = officialDocumentIdPattern.exec(documentId)?.groups ?? {};
  if (!caseNumber) return undefined;
  return { caseNumber, version: Number(version), kind: kind as OfficialDocumentKind };
}

/** Under which keys their files lie. */
export const officialDocumentKeys = "documents/official/*";

/** Where its file lies: not under its name, because the bucket's log must not hold the numbers of cases. */
export const officialDocumentKey = (document: OfficialDocumentName): string =>
  officialDocumentKeys.replace("*", sha256Hex(officialDocumentIdOf(document)));
