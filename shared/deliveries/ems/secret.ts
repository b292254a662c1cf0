import * as z from "zod";

/** What the EMS platform gave out: 签名密钥 and 授权码. */
export const emsSecretSchema = z.object({
  key: z.base64().refine((text) => Buffer.from(text, "base64").length === 16, "must be 16 bytes"),
  authorization: z.string().min(1),
});
