import * as z from "zod";
import { licenceId, licenceStates } from "#events/licence.ts";
import { defineRoute, pageOf } from "#shared/kernel/http/contract.ts";
import {
  actionContracts,
  behalfQuery,
  getContract,
  listContract,
  pageQuery,
} from "#shared/kernel/http/record-contracts.ts";
import { signatureSchema } from "./change.ts";
import { bodies } from "./decide.ts";
import { licenceDocumentSchema } from "./document.ts";
import { lifecycle } from "./lifecycle.ts";
import { licence } from "./record.ts";
import { licenceUse } from "./use.ts";

const shownStates = [...licenceStates, "expired"] as const;
const text = z.object({ zh: z.string(), en: z.string() });

/** What lists and everybody who may look at a licence are told as it is in the record. */
export const licenceFields = licence.schema.pick({
  licenceId: true,
  identifier: true,
  number: true,
  department: true,
  caseNumber: true,
  issuedAt: true,
  validFrom: true,
  version: true,
});
const summary = licenceFields.extend({
  type: z.object({ code: z.string(), name: text }),
  validTo: z.iso.date().nullable(),
  state: z.enum(shownStates),
});
const view = summary.extend({ allowedActions: z.array(z.string()) }).meta({ id: "Licence" });
export type LicenceSummary = z.output<typeof summary>;
export type LicenceView = z.output<typeof view>;

const api = {
  plural: "licences",
  id: "licenceId",
  idSchema: licenceId,
  what: { zh: "电子证照", en: "a licence" },
  readers: ["citizen", "clerk", "reviewer", "supervisor"],
  opens: "licence",
  view,
} as const;

/** A whole wallet in one call, where an application chooses from it. */
const limit = z.coerce.number().int().min(1).max(100).default(20);

export const listLicences = listContract(api, {
  summary: { zh: "我的电子证照", en: "My licences" },
  description:
    "newest first; with `onBehalfOf` those of the principal of this representation, as far as it covers what they were issued for",
  roles: ["citizen"],
  query: { limit, ...behalfQuery },
  row: summary,
});

/** With the signed document for its holder, and a QR code for whoever checks it. */
export const getLicence = getContract(
  api,
  view.extend({
    holder: z.object({ name: z.string(), idNumber: z.string() }),
    document: licenceDocumentSchema.optional(),
    /** What the document says of the matter, as it is printed: labels and values in order. */
    particulars: z
      .array(z.object({ label: text, value: z.union([z.string(), z.number(), z.boolean()]) }))
      .optional(),
    /** SM3 of what was signed, hex. */
    digest: z.string(),
    signature: signatureSchema,
    verifyUrl: z.url(),
    /** SVG. */
    qrCode: z.string(),
  }),
);

export const licenceActions = actionContracts(api, lifecycle, bodies);

export const listUses = defineRoute({
  method: "GET",
  path: "/v1/licences/{licenceId}/uses",
  summary: { zh: "用证记录", en: "Who used a licence, for what and when" },
  tag: "licences",
  access: { kind: "person", roles: ["citizen"] },
  pathParameters: z.strictObject({ licenceId }),
  query: z.object({ ...pageQuery, limit }),
  answers: {
    200: {
      description: "each use that the holder authorised",
      schema: pageOf(licenceUse.omit({ licenceId: true })),
    },
    404: { description: "no such licence, or not yours" },
  },
});

export const verifyLicence = defineRoute({
  method: "GET",
  path: "/v1/licence-checks/{identifier}",
  summary: { zh: "核验电子证照", en: "Check that a licence is genuine and valid" },
  tag: "licences",
  access: { kind: "public" },
  pathParameters: z.strictObject({
    identifier: z.string().regex(/^[0-9A-Z.]{40,120}$/, "证照标识不正确。|This is not a licence identifier."),
  }),
  answers: {
    200: {
      description: "what anybody may know; `authentic` when the signature fits what is stored",
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
    404: { description: "no such licence" },
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

export const licenceRoutes = [
  listLicences,
  listKeys,
  verifyLicence,
  getLicence,
  listUses,
  ...Object.values(licenceActions),
];
