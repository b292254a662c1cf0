import * as z from "zod";
import { licenceStates } from "#events/licence.ts";
import { cursorSchema } from "#shared/kernel/aws/cursor.ts";
import { defineRoute, ifMatch, pageOf, type RouteContract } from "#shared/kernel/http/contract.ts";
import { licenceDocumentSchema, type StateAction, signatureSchema, stateActions } from "./licence.ts";

const licencePath = z.strictObject({
  licenceId: z.string().regex(/^[0-9A-F]{18}$/, "电子证照编号不正确。|This is not a licence's id."),
});
const page = z.object({
  cursor: cursorSchema,
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const shownStates = [...licenceStates, "expired"] as const;
const text = z.object({ zh: z.string(), en: z.string() });

const summary = z
  .object({
    licenceId: z.string(),
    identifier: z.string(),
    type: z.object({ code: z.string(), name: text }),
    number: z.string(),
    department: z.string(),
    caseNumber: z.string(),
    issuedAt: z.iso.datetime(),
    validFrom: z.iso.date(),
    validTo: z.iso.date().nullable(),
    state: z.enum(shownStates),
    version: z.int(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Licence" });

const noSuchLicence = { 404: { description: "no such licence, or not yours" } };

export const listLicences = defineRoute({
  method: "GET",
  path: "/v1/licences",
  summary: { zh: "我的电子证照", en: "My licences" },
  tag: "licences",
  access: { kind: "person", roles: ["citizen"] },
  query: page,
  answers: {
    200: {
      description: "newest first",
      schema: pageOf(summary),
    },
  },
});

export const getLicence = defineRoute({
  method: "GET",
  path: "/v1/licences/{licenceId}",
  summary: { zh: "电子证照详情", en: "One licence, whole" },
  tag: "licences",
  access: { kind: "person", roles: ["citizen", "clerk", "reviewer", "supervisor"] },
  pathParameters: licencePath,
  answers: {
    200: {
      description: "with the signed document for its holder, and a QR code for whoever checks it",
      headers: { etag: "its version" },
      schema: summary.extend({
        holder: z.object({ name: z.string(), idNumber: z.string() }),
        document: licenceDocumentSchema.optional(),
        digest: z.string(),
        signature: signatureSchema,
        verifyUrl: z.url(),
        /** SVG. */
        qrCode: z.string(),
      }),
    },
    ...noSuchLicence,
  },
});

export const listUses = defineRoute({
  method: "GET",
  path: "/v1/licences/{licenceId}/uses",
  summary: { zh: "用证记录", en: "Who used a licence, for what and when" },
  tag: "licences",
  access: { kind: "person", roles: ["citizen"] },
  pathParameters: licencePath,
  query: page,
  answers: {
    200: {
      description: "each use that the holder authorised",
      schema: pageOf(
        z.object({
          caseNumber: z.string(),
          materialId: z.string(),
          department: z.string(),
          itemCode: z.string(),
          at: z.iso.datetime(),
        }),
      ),
    },
    ...noSuchLicence,
  },
});

export const verifyLicence = defineRoute({
  method: "GET",
  path: "/v1/licences/verify/{identifier}",
  summary: { zh: "核验电子证照", en: "Check that a licence is genuine and valid" },
  tag: "licences",
  access: { kind: "public" },
  pathParameters: z.strictObject({
    identifier: z.string().regex(/^[0-9A-Z.]{40,120}$/, "证照标识不正确。|This is not a licence identifier."),
  }),
  answers: {
    200: {
      description: "what may be told to anybody; `authentic` when digest and signature fit what is stored",
      schema: z.object({
        identifier: z.string(),
        type: z.object({ code: z.string(), name: text }),
        number: z.string(),
        holder: z.string(),
        issuer: text,
        issuedAt: z.iso.datetime(),
        validFrom: z.iso.date(),
        validTo: z.iso.date().nullable(),
        state: z.enum(shownStates),
        authentic: z.boolean(),
      }),
    },
    ...noSuchLicence,
  },
});

export const listKeys = defineRoute({
  method: "GET",
  path: "/v1/licences/keys",
  summary: { zh: "验签公钥", en: "Public keys that licences are verified with" },
  tag: "licences",
  access: { kind: "public" },
  answers: {
    200: {
      description: "SM2 points, uncompressed, hex",
      schema: z.object({ items: z.array(z.object({ keyId: z.string(), publicKey: z.string() })) }),
    },
  },
});

const actionNames = Object.keys(stateActions) as [StateAction, ...StateAction[]];

export const changeState = defineRoute({
  method: "POST",
  path: "/v1/licences/{licenceId}/state",
  summary: { zh: "变更证照状态", en: "Seize, reinstate, rescind, cancel, transfer out or forfeit" },
  tag: "licences",
  access: { kind: "person", roles: ["reviewer", "supervisor"] },
  pathParameters: licencePath,
  headers: z.object({
    "if-match": ifMatch,
  }),
  body: z.strictObject({ action: z.enum(actionNames), reason: z.string().trim().min(2).max(1000) }),
  answers: {
    200: { description: "the licence afterwards", schema: summary, headers: { etag: "its version" } },
    409: { description: "not possible in this state; allowedActions says what is" },
    412: { description: "the licence has another version now: currentVersion" },
    ...noSuchLicence,
  },
});

export const licenceRoutes: RouteContract[] = [
  listLicences,
  listKeys,
  verifyLicence,
  getLicence,
  listUses,
  changeState,
];
