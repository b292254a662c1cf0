import * as z from "zod";

/** A department of the district: four digits, as in data/departments.json. */
export const departmentCode = z.string().regex(/^\d{4}$/);
