import * as z from "zod";
import { caseNumber } from "#events/identifiers.ts";
import { departmentQuery } from "#shared/kernel/http/record-contracts.ts";

export const examinationIdSchema = z.string().regex(/^[0-9a-f]{16}$/, "编号不正确。|This is not such an id.");

/** A list is a department's or a case's. */
export const examinationQuery = { ...departmentQuery, caseNumber: caseNumber.optional() };
