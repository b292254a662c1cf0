import * as z from "zod";

/** A case (办件); shared/kernel/identifiers/case-number.ts says how it is built. */
export const caseNumber = z.string().length(25);
/** A service item: its 实施编码 of 31 characters, or a 业务办理项编码 of 33. */
export const itemCode = z.string().min(31).max(33);
/** A department of the district: four digits, as in its departments.json. */
export const departmentCode = z.string().regex(/^\d{4}$/);
/** SHA-256, SM3: hex. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** The first 16 digits of a SHA-256, where that is enough to know something again by. */
export const shortDigest = z.string().regex(/^[0-9a-f]{16}$/);
