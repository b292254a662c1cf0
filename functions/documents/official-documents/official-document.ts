/** One official document (文书) as it will be printed. All texts are Chinese; the English line is for who reads that. */
export type OfficialDocument = {
  title: string;
  english: string;
  /** 文号. */
  number: string;
  caseNumber: string;
  /** Name of the applicant. */
  addressee: string;
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
