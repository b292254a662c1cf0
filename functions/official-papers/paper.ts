import type { PaperKind } from "#shared/documents/document.ts";

/** One official paper (文书) as it will be printed. All texts are Chinese; the English line is for who reads that. */
export type Paper = {
  kind: PaperKind;
  title: string;
  english: string;
  /** 文号. */
  number: string;
  caseNumber: string;
  itemName: string;
  /** Name of the applicant. */
  addressee: string;
  paragraphs: string[];
  list?: { head: string[]; rows: string[][] };
  /** What the applicant may do about it. */
  remedies: string[];
  contact: string;
  organ: string;
  /** The day it is dated, ISO instant. */
  issuedAt: string;
};
