import * as z from "zod";
import { caseNumber } from "#events/identifiers.ts";
import { defineRoute, type RouteContract } from "#shared/kernel/http/contract.ts";
import {
  actionContracts,
  behalfQuery,
  departmentQuery,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { bodies } from "./decide.ts";
import { differenceBodies, differenceLifecycle } from "./difference.ts";
import { difference } from "./difference-record.ts";
import { receiptSchema } from "./fields.ts";
import { lifecycle } from "./lifecycle.ts";
import { resultSchema } from "./platform/interface.ts";
import { payment } from "./record.ts";

const staff = ["clerk", "reviewer", "supervisor"] as const;
const text = z.object({ zh: z.string(), en: z.string() });
const { schema } = payment;

/** All but what only the system asks by, and whose it is. */
export const paymentFields = schema.omit({ applicantId: true, checkAt: true, lines: true });
const view = paymentFields
  .extend({
    /** Each charge with its standard and the law that it rests on. */
    lines: z.array(z.object({ name: text, quantity: z.int(), amountFen: z.int(), basis: z.string() })),
    /** By which less is asked, or nothing. */
    reduction: z.object({ name: text, basis: z.string() }).optional(),
    /** Where it is paid; only while it can be. */
    payUrl: z.string().optional(),
    receipt: receiptSchema.extend({ url: z.string() }).optional(),
    /** Grounds for paying less that may be proposed. */
    grounds: z.array(
      z.object({ reductionId: z.string(), name: text, payPercent: z.int(), basis: z.string() }),
    ),
    overdue: z.boolean(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Payment" });
export type PaymentView = z.output<typeof view>;

const api = {
  plural: "payments",
  id: "paymentId",
  idSchema: z.string().regex(/^[0-9a-f]{16}$/, "缴款编号不正确。|This is not a payment's id."),
  what: { zh: "缴款通知", en: "a payment notice" },
  readers: ["citizen", ...staff],
  opens: "payment",
  view,
} as const;

export const listPayments = listContract(api, {
  summary: { zh: "缴款通知", en: "Payment notices" },
  description:
    "those with something to do, what is due first, first: of the caller's department, of one for supervisors",
  roles: staff,
  query: departmentQuery,
  row: view,
});
export const listPaymentsOfCase = listContract(api, {
  path: "/v1/my/payments",
  summary: { zh: "办件的缴款", en: "Payments of a case" },
  description:
    "newest first: of one case, for whoever it is shown to; without one, the caller's own, or with `onBehalfOf` those of the principal of this representation, as far as it covers them",
  roles: api.readers,
  query: { caseNumber: caseNumber.optional(), ...behalfQuery },
  row: view,
});
export const getPayment = getContract(api, view);
export const getPaymentHistory = historyContract(api);
export const paymentActions = actionContracts(api, lifecycle, bodies);

/** 查询到账: for whoever has paid and does not see it here. */
export const checkPayment = defineRoute({
  method: "POST",
  path: "/v1/payments/{paymentId}/checks",
  summary: { zh: "向收缴平台查询", en: "Ask the platform whether it is paid" },
  tag: "payments",
  access: { kind: "person", roles: api.readers },
  pathParameters: z.strictObject({ paymentId: api.idSchema }),
  opens: "payment",
  answers: {
    200: { description: "the payment as it stands after the platform's answer", schema: view },
    404: { description: "there is none, or it is not yours to see" },
    503: { description: "paymentPlatformSilent: the platform does not answer now" },
  },
});

const differenceView = difference.schema
  .extend({ allowedActions: z.array(z.string()) })
  .meta({ id: "PaymentDifference" });
export type DifferenceView = z.output<typeof differenceView>;

const differenceApi = {
  plural: "payment-differences",
  id: "differenceId",
  idSchema: z.string().regex(/^[0-9a-f]{16}$/, "差异编号不正确。|This is not a difference's id."),
  what: { zh: "对账差异", en: "a payment difference" },
  readers: staff,
  opens: "nothing",
  view: differenceView,
} as const;

export const listDifferences = listContract(differenceApi, {
  summary: { zh: "对账差异", en: "Payment differences" },
  description: "unsettled ones, the oldest first: of the caller's department, all for supervisors",
  roles: staff,
  query: departmentQuery,
  row: differenceView,
});
export const getDifference = getContract(differenceApi, differenceView);
export const differenceActions = actionContracts(differenceApi, differenceLifecycle, differenceBodies);

export const batchSchema = z.object({ results: z.array(resultSchema).min(1).max(100) });

/** 缴款结果通知. The body is read only after its signature. */
export const platformResults = defineRoute({
  method: "POST",
  path: "/v1/payment-platforms/{platform}/results",
  summary: { zh: "收缴平台推送缴款、退付结果", en: "The non-tax platform tells of payments and refunds" },
  tag: "payments",
  access: { kind: "machine" },
  pathParameters: z.strictObject({ platform: z.string().min(1).max(32) }),
  documentedBody: batchSchema,
  answers: {
    200: {
      description: "all of it is kept, what fits no notice as a difference",
      schema: z.object({ taken: z.int() }),
    },
    400: { description: "it cannot be read; send it again when it is right" },
    401: { description: "it was not the platform" },
    404: { description: "no such platform" },
  },
});

export const paymentRoutes: RouteContract[] = [
  listPayments,
  listPaymentsOfCase,
  getPayment,
  getPaymentHistory,
  checkPayment,
  ...Object.values(paymentActions),
  listDifferences,
  getDifference,
  ...Object.values(differenceActions),
];
export const callbackRoutes: RouteContract[] = [platformResults];
