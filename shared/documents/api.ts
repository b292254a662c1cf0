import * as z from "zod";
import { defineRoute, idempotencyKey, type RouteContract } from "#shared/kernel/http/contract.ts";
import { caseNumberPattern } from "#shared/kernel/identifiers/case-number.ts";
import { acceptedTypes } from "./accepted.ts";
import { announcedFields } from "./document.ts";
import { extensionMismatch, nameFault } from "./file-name.ts";
import { listNumbers, voidNumber } from "./number-api.ts";
import { officialDocumentIdPattern } from "./official-documents.ts";

const path = z.strictObject({ documentId: z.uuid() });
/** What the name's fit to its type can be judged by, when the name itself may stay. */
const namedAndTyped = z.object({
  fileName: z.string().refine((fileName) => !nameFault(fileName, undefined)),
  contentType: z.enum(acceptedTypes),
});
/** An upload's, or an official document's as its case lists it. */
const anyDocumentId = new RegExp(`${z.regexes.uuid().source}|${officialDocumentIdPattern.source}`);
const noSuchDocument = { 404: { description: "no such document, or not yours" } };

export const announceDocument = defineRoute({
  method: "POST",
  path: "/v1/documents",
  summary: { zh: "申请上传材料", en: "Announce a document and get a link to upload it" },
  tag: "documents",
  access: { kind: "person", roles: ["citizen", "clerk", "reviewer"] },
  headers: z.object({ "idempotency-key": idempotencyKey.optional() }),
  body: z
    .strictObject({
      ...announcedFields,
      fileName: z
        .string()
        .trim()
        .min(1)
        .max(120)
        // Control characters and path separators have no place in a file's name.
        .regex(
          /^[^\p{Cc}/\\]+$/u,
          "文件名中有不允许的字符。|The file name has characters that are not allowed.",
        )
        .superRefine((fileName, context) => {
          const message = nameFault(fileName, undefined);
          if (message) context.addIssue({ code: "custom", message });
        }),
    })
    // Listed together with whatever else is wrong.
    .refine(({ fileName, contentType }) => !nameFault(fileName, contentType), {
      path: ["fileName"],
      message: extensionMismatch,
      when: ({ value }) => namedAndTyped.safeParse(value).success,
    }),
  answers: {
    200: {
      description:
        "this call announced it before, and it was confirmed: it is there, and nothing is to be sent",
      schema: z.object({ documentId: z.uuid() }),
    },
    201: {
      description: "send the file with this method, to this url, with these headers",
      schema: z.object({
        documentId: z.uuid(),
        upload: z.object({
          method: z.literal("PUT"),
          url: z.url(),
          headers: z.record(z.string(), z.string()),
          expiresAt: z.iso.datetime(),
        }),
      }),
    },
  },
});

export const confirmDocument = defineRoute({
  method: "POST",
  path: "/v1/documents/{documentId}/confirm",
  summary: { zh: "确认上传", en: "Confirm that the upload is whole" },
  tag: "documents",
  access: { kind: "person", roles: ["citizen", "clerk", "reviewer"] },
  pathParameters: path,
  opens: "nothing",
  answers: {
    200: {
      description: "the file is what was announced and may be attached",
      schema: z.object({
        documentId: z.uuid(),
        status: z.literal("clean"),
        scan: z.enum(["clean", "unscanned"]),
      }),
    },
    409: { description: "the scanner is not done yet; see Retry-After" },
    422: {
      description:
        "nothing was uploaded, or too long ago; digest, size or real type differ; or `findings` says why it is not taken",
    },
    503: { description: "the scanner does not answer; the file is kept" },
    ...noSuchDocument,
  },
});

export const getDocumentContent = defineRoute({
  method: "GET",
  path: "/v1/documents/{documentId}/content",
  summary: { zh: "下载材料", en: "Download a document" },
  tag: "documents",
  access: { kind: "person", roles: ["citizen", "clerk", "reviewer", "supervisor"] },
  pathParameters: z.strictObject({
    documentId: z.string().regex(anyDocumentId),
  }),
  query: z.object({
    /** Staff name the case in which they need the document. */
    case: z.string().regex(caseNumberPattern, "办件编号不正确。|This is not a case number.").optional(),
    /** Or the question to the office that it is attached to. */
    consultation: z
      .string()
      .regex(/^[0-9a-f]{16}$/, "咨询编号不正确。|This is not a question's id.")
      .optional(),
  }),
  headers: z.object({ accept: z.string().optional() }),
  opens: "document",
  limited: "download",
  answers: {
    200: {
      description: "the link, for pages that ask for application/json: a browser follows no redirect to it",
      schema: z.object({ url: z.url(), contentType: z.enum(acceptedTypes), fileName: z.string() }),
    },
    303: { description: "a link that works for five minutes", headers: { location: "the link" } },
    ...noSuchDocument,
  },
});

export const documentRoutes: RouteContract[] = [
  announceDocument,
  confirmDocument,
  getDocumentContent,
  listNumbers,
  voidNumber,
];
