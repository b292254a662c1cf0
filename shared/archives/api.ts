import * as z from "zod";
import { archiveStates } from "#events/archive.ts";
import { accessReason } from "#shared/kernel/accesses/reason.ts";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import {
  actionContracts,
  departmentQuery,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { caseNumberPattern } from "#shared/kernel/identifiers/case-number.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { archive } from "./record.ts";

export const archiveFields = archive.schema;
const view = archiveFields.extend({ allowedActions: z.array(z.string()) }).meta({ id: "Archive" });
export type ArchiveView = z.output<typeof view>;

const staff = ["clerk", "reviewer", "supervisor"] as const;
const caseNumber = z.string().regex(caseNumberPattern, "办件编号不正确。|This is not a case number.");

const api = {
  plural: "archives",
  id: "caseNumber",
  idSchema: caseNumber,
  what: { zh: "归档文件", en: "an archive file" },
  readers: staff,
  opens: "nothing",
  view,
} as const;

export const listArchives = listContract(api, {
  summary: { zh: "办件归档", en: "Archive files of cases that have ended" },
  description:
    "of one state and the caller's department, of all or of one for supervisors, what is next first",
  roles: staff,
  query: { ...departmentQuery, state: z.enum(archiveStates).default("pending") },
  row: view,
});
export const getArchive = getContract(api, view);
export const getArchiveHistory = historyContract(api);
export const archiveActions = actionContracts(api, lifecycle, bodies);

/** POST, because a reason goes with it: the applicant sees who had their file and why. */
export const downloadArchive = defineRoute({
  method: "POST",
  path: "/v1/archives/{caseNumber}/download",
  summary: { zh: "下载归档信息包", en: "Download a package" },
  tag: "archives",
  access: { kind: "person", roles: staff },
  pathParameters: z.strictObject({ caseNumber }),
  body: z.strictObject(accessReason),
  opens: "archive",
  limited: "download",
  answers: {
    200: {
      description: "a link that works for five minutes; the look is on record, and the applicant can see it",
      schema: z.object({
        url: z.url(),
        fileName: z.string(),
        sha256: z.string(),
        size: z.int(),
      }),
    },
    404: { description: "there is none, or it is not yours to see" },
    409: { description: "it is not packed yet, or was destroyed" },
  },
});

export const archiveRoutes = [
  listArchives,
  getArchive,
  getArchiveHistory,
  ...Object.values(archiveActions),
  downloadArchive,
];
