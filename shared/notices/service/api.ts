import * as z from "zod";
import { noticeId } from "#events/notice.ts";
import {
  actionContracts,
  departmentQuery,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { bodies } from "./decide.ts";
import { serviceLifecycle } from "./lifecycle.ts";
import { service } from "./record.ts";

/** All but whose it is. */
export const serviceFields = service.schema.omit({ recipientId: true });
const view = serviceFields.extend({ allowedActions: z.array(z.string()) }).meta({ id: "DocumentService" });
export type ServiceView = z.output<typeof view>;

const api = {
  plural: "document-services",
  id: "serviceId",
  idSchema: noticeId,
  what: { zh: "文书送达", en: "the service of a document" },
  readers: ["clerk", "reviewer", "supervisor"],
  opens: "case",
  view,
} as const;

export const listServices = listContract(api, {
  summary: { zh: "待送达的文书", en: "Documents to be posted, served otherwise, or telephoned about" },
  description: "of the caller's department, of all or of one for supervisors, by what is due first",
  roles: ["clerk", "reviewer", "supervisor"],
  query: departmentQuery,
  row: view,
});
export const getService = getContract(api, view);
export const getServiceHistory = historyContract(api);
export const serviceActions = actionContracts(api, serviceLifecycle, bodies);

export const serviceRoutes = [listServices, getService, getServiceHistory, ...Object.values(serviceActions)];
