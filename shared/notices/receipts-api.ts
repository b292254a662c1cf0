import * as z from "zod";
import { defineRoute } from "#shared/kernel/http/contract.ts";

/** Unsigned, as the providers are: the path holds what was agreed on with each, and nothing that matters follows unasked. */
export const takeReceipts = defineRoute({
  method: "POST",
  path: "/v1/notice-receipts/{provider}/{secret}",
  summary: { zh: "服务商回执", en: "Receipts of a provider" },
  tag: "notices",
  access: { kind: "machine" },
  pathParameters: z.strictObject({
    provider: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, "服务商标识不正确。|This is no provider's id."),
    secret: z.string().regex(/^[0-9a-f]{64}$/, "地址不正确。|This address is not right."),
  }),
  bodyLimit: 256 * 1024,
  documentedBody: z.unknown().meta({ description: "as the provider's own interface says" }),
  answers: {
    200: {
      description: "all of it is kept; in the provider's own words",
      schema: z.record(z.string(), z.unknown()).meta({
        description: "what the provider wants to hear",
        additionalProperties: { description: "as its interface says" },
      }),
    },
    400: { description: "not a body of this provider's" },
    404: { description: "no such provider, or not what was agreed on with it" },
  },
});
