import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { caseNumber, departmentCode, itemCode } from "./identifiers.ts";

/** 证照状态: 有效, 暂扣, 撤销, 注销, 转出, 吊销. 失效 (expired) follows from the date and is never stored. */
export const licenceStates = [
  "valid",
  "seized",
  "rescinded",
  "cancelled",
  "transferredOut",
  "forfeited",
] as const;
export type LicenceState = (typeof licenceStates)[number];

/**
 * Why a licence is rescinded (撤销), 行政许可法 (2019) Art. 69: abuse of office or neglect of duty, beyond the organ's
 * powers, against the procedure, an applicant without the qualification, fraud or bribery by the holder, another by law.
 */
export const rescissionGrounds = [
  "abuseOfOffice",
  "beyondPowers",
  "againstProcedure",
  "unqualifiedApplicant",
  "fraud",
  "otherByLaw",
] as const;

export const licenceId = z
  .string()
  .regex(/^[0-9A-F]{18}$/, "电子证照编号不正确。|This is not a licence's id.");

/** Ids and codes only: who holds the licence is in its own table. */
export const licenceFacts = {
  licenceId,
  /** 证照标识, GB/T 36904-2018. */
  identifier: z.string().min(1),
  typeCode: z.string().length(21),
  caseNumber,
  itemCode,
  department: departmentCode,
  /** Account of the holder. */
  applicantId: z.string().min(1),
  state: z.enum(licenceStates),
};

const define = <Name extends string>(name: Name) =>
  defineEvent("licence", name, {
    ...licenceFacts,
    /** The case whose approval did it; left out where an office acted by itself. */
    changedBy: caseNumber.optional(),
  });

export const licenceEvents = {
  issued: define("issued"),
  stateChanged: define("stateChanged"),
  amended: define("amended"),
  renewed: define("renewed"),
  replaced: define("replaced"),
  corrected: define("corrected"),
};
export type LicenceEvent = EventOf<(typeof licenceEvents)[keyof typeof licenceEvents]>;
